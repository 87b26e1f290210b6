import type { ClientBase } from 'pg';
import { z } from 'zod';

/** A step from one version of the schema to the next. */
export interface Migration {
  sql: string;
  /**
   * The oldest schema version whose code still works on the result. Processes of the old and the new version run side
   * by side during an upgrade, so a step only adds: tables, indexes, columns with a default. What is no longer used is
   * taken away by a later release, whose step then names a newer `oldestReader`.
   */
  oldestReader: number;
}

// Keys are compared by their bytes. In the order of a language, which is a database's usual one, each look-up costs more,
// and an index made under one version of the system's library is damaged under the next.
const KEY = 'text COLLATE "C"';

/**
 * The first entry makes version 1. Never change an entry that was released: add one.
 *
 * `touched_day` is there for the index alone: it changes once a day, so a turn seldom has to move an index entry. The
 * fill factor leaves room for the next version of a row on the same page.
 */
export const MIGRATIONS: readonly Migration[] = [
  {
    oldestReader: 1,
    sql: `
      CREATE TABLE cases (
        key ${KEY} PRIMARY KEY, etag bigint NOT NULL, value text NOT NULL,
        touched_at timestamptz NOT NULL, touched_day integer NOT NULL) WITH (fillfactor = 80);
      CREATE INDEX cases_by_day ON cases (touched_day);

      CREATE TABLE conversations (
        id ${KEY} PRIMARY KEY, user_id ${KEY} NOT NULL, created_at timestamptz NOT NULL,
        opened boolean NOT NULL DEFAULT false, last_sequence bigint NOT NULL DEFAULT 0,
        touched_at timestamptz NOT NULL, touched_day integer NOT NULL) WITH (fillfactor = 80);
      CREATE INDEX conversations_by_day ON conversations (touched_day);

      CREATE TABLE activities (
        conversation_id ${KEY} NOT NULL, sequence bigint NOT NULL, client_id ${KEY}, activity text NOT NULL,
        PRIMARY KEY (conversation_id, sequence));
      CREATE UNIQUE INDEX activities_by_client_id ON activities (conversation_id, client_id) WHERE client_id IS NOT NULL;

      CREATE TABLE attachments (
        conversation_id ${KEY} NOT NULL, id ${KEY} NOT NULL, bytes bytea NOT NULL, PRIMARY KEY (conversation_id, id));

      CREATE TABLE retired_tokens (
        conversation_id ${KEY} NOT NULL, token_id ${KEY} NOT NULL, retired_at timestamptz NOT NULL,
        PRIMARY KEY (conversation_id, token_id));

      CREATE TABLE pending (
        id ${KEY} PRIMARY KEY, conversation_id ${KEY} NOT NULL, sequence bigint NOT NULL,
        received_at timestamptz NOT NULL DEFAULT clock_timestamp());
      CREATE INDEX pending_by_time ON pending (received_at);
      CREATE INDEX pending_by_conversation ON pending (conversation_id, sequence);

      CREATE TABLE committed (id ${KEY} PRIMARY KEY, day integer NOT NULL);
      CREATE INDEX committed_by_day ON committed (day);

      CREATE TABLE outbox (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, conversation_id ${KEY} NOT NULL, case_key ${KEY} NOT NULL,
        activity text NOT NULL, attempts integer NOT NULL DEFAULT 0, due_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL, dead_reason text);
      CREATE INDEX outbox_by_due ON outbox (due_at) WHERE dead_reason IS NULL;
      CREATE INDEX outbox_by_conversation ON outbox (conversation_id, id) WHERE dead_reason IS NULL;
      CREATE INDEX outbox_by_case ON outbox (case_key);
      CREATE INDEX outbox_dead ON outbox (id) WHERE dead_reason IS NOT NULL;`,
  },
  {
    // How often the turn of what waits was begun: once when it was received, and once more each time a process ran it again.
    oldestReader: 1,
    sql: `ALTER TABLE pending ADD COLUMN begun integer NOT NULL DEFAULT 1, ADD COLUMN begun_at timestamptz`,
  },
  {
    // One for each case at most.
    oldestReader: 1,
    sql: `
      CREATE TABLE reminders (
        case_key ${KEY} PRIMARY KEY, id ${KEY} NOT NULL, conversation_id ${KEY} NOT NULL, speaks_to text NOT NULL,
        activity text NOT NULL, due_at timestamptz NOT NULL, set_at timestamptz NOT NULL, leased_until timestamptz);
      CREATE INDEX reminders_by_due ON reminders (due_at);`,
  },
];

/** The first key of our advisory lock ("FLTL"); the second is made from the schema the tables are in. */
const LOCK = 0x464c544c;
/** A step that cannot get its table lock gives way to the bots that are running, and tries again. */
const LOCK_NOT_AVAILABLE = '55P03';
const TRIES = 10;

const Version = z.object({ version: z.number(), oldest_reader: z.number() });

/**
 * Brings the database to this version's schema. Any number of processes may do so at once: one does it, the others wait
 * for it. Throws an Error with one sentence when the schema is of a version that this one cannot work with.
 */
export async function migrate(client: ClientBase, migrations: readonly Migration[] = MIGRATIONS): Promise<void> {
  for (let tries = 1; (await versionOf(client)).version < migrations.length; tries += 1) {
    try {
      await client.query('BEGIN');
      await client.query("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '60s'");
      await client.query('SELECT pg_advisory_xact_lock($1, hashtext(current_schema()))', [LOCK]);
      await client.query("SET LOCAL lock_timeout = '3s'");
      await applyMissing(client, migrations);
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      const isBusy = error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE;
      if (!isBusy || tries >= TRIES) throw error;
    }
  }
  await checkMigrated(client, migrations);
}

/** Throws an Error with one sentence when the schema is of a version that this one cannot work with. Changes nothing. */
export async function checkMigrated(client: ClientBase, migrations: readonly Migration[] = MIGRATIONS): Promise<void> {
  const { version, oldest_reader } = await versionOf(client);
  if (oldest_reader > migrations.length) {
    throw new Error(
      `the database has schema ${version}, which versions older than schema ${oldest_reader} cannot use, and this one knows ${migrations.length}. Start the newer version of Faultline.`,
    );
  }
  if (version < migrations.length) {
    throw new Error(
      `the database has schema ${version}, and this version needs ${migrations.length}. Start the bot once to bring it up to date.`,
    );
  }
}

async function applyMissing(client: ClientBase, migrations: readonly Migration[]): Promise<void> {
  await client.query(`CREATE TABLE IF NOT EXISTS faultline_schema (
    version integer PRIMARY KEY, oldest_reader integer NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`);
  const { version } = await versionOf(client);
  for (const [index, { sql, oldestReader }] of migrations.entries()) {
    if (index < version) continue;
    await client.query(sql);
    await client.query('INSERT INTO faultline_schema (version, oldest_reader) VALUES ($1, $2)', [
      index + 1,
      oldestReader,
    ]);
  }
}

async function versionOf(client: ClientBase): Promise<z.infer<typeof Version>> {
  const exists = await client.query("SELECT to_regclass('faultline_schema') IS NOT NULL AS yes");
  if (exists.rows[0]?.yes !== true) return { version: 0, oldest_reader: 0 };
  const found = await client.query(
    'SELECT coalesce(max(version), 0) AS version, coalesce(max(oldest_reader), 0) AS oldest_reader FROM faultline_schema',
  );
  return Version.parse(found.rows[0]);
}
