import type { DatabaseSync } from 'node:sqlite';

/** Marks a file as Faultline's ("FLTL"), so another program's database is never migrated by mistake. */
const APPLICATION_ID = 0x464c544c;

/**
 * One entry for each version of the schema, applied in order; the file's `user_version` says how many it has had.
 * Never change an entry that was released: add one.
 *
 * `touched_day` is there for the index alone: it changes once a day, so a turn seldom has to move an index entry.
 */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE cases (
     key TEXT NOT NULL PRIMARY KEY, etag INTEGER NOT NULL, value TEXT NOT NULL,
     touched_at INTEGER NOT NULL, touched_day INTEGER NOT NULL);
   CREATE INDEX cases_by_day ON cases (touched_day);

   CREATE TABLE conversations (
     id TEXT NOT NULL PRIMARY KEY, user_id TEXT NOT NULL, created_at INTEGER NOT NULL,
     opened INTEGER NOT NULL DEFAULT 0, last_sequence INTEGER NOT NULL DEFAULT 0,
     touched_at INTEGER NOT NULL, touched_day INTEGER NOT NULL);
   CREATE INDEX conversations_by_day ON conversations (touched_day);

   CREATE TABLE activities (
     conversation_id TEXT NOT NULL, sequence INTEGER NOT NULL, client_id TEXT, activity TEXT NOT NULL);
   -- A client id is looked for within its conversation: an index of its own would be one more page to write in each turn.
   CREATE INDEX activities_by_sequence ON activities (conversation_id, sequence, client_id);

   CREATE TABLE attachments (conversation_id TEXT NOT NULL, id TEXT NOT NULL, bytes BLOB NOT NULL);
   CREATE UNIQUE INDEX attachments_by_id ON attachments (conversation_id, id);

   CREATE TABLE retired_tokens (
     conversation_id TEXT NOT NULL, token_id TEXT NOT NULL, retired_at INTEGER NOT NULL,
     PRIMARY KEY (conversation_id, token_id)) WITHOUT ROWID;

   CREATE TABLE pending (
     id TEXT NOT NULL PRIMARY KEY, conversation_id TEXT NOT NULL, sequence INTEGER NOT NULL, received_at INTEGER NOT NULL);
   CREATE INDEX pending_by_time ON pending (received_at);
   CREATE INDEX pending_by_conversation ON pending (conversation_id, sequence);

   CREATE TABLE committed (id TEXT NOT NULL PRIMARY KEY, day INTEGER NOT NULL) WITHOUT ROWID;
   CREATE INDEX committed_by_day ON committed (day);

   CREATE TABLE outbox (
     id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL, case_key TEXT NOT NULL, activity TEXT NOT NULL,
     attempts INTEGER NOT NULL DEFAULT 0, due_at INTEGER NOT NULL, created_at INTEGER NOT NULL, dead_reason TEXT);
   CREATE INDEX outbox_by_due ON outbox (due_at) WHERE dead_reason IS NULL;
   CREATE INDEX outbox_by_conversation ON outbox (conversation_id, id) WHERE dead_reason IS NULL;
   CREATE INDEX outbox_by_case ON outbox (case_key);
   CREATE INDEX outbox_dead ON outbox (id) WHERE dead_reason IS NOT NULL;`,
  // How often the turn of what waits was begun: once when it was received, and once more each time a process ran it again.
  'ALTER TABLE pending ADD COLUMN begun INTEGER NOT NULL DEFAULT 1',
  // How many transactions there were: see sqlite-written.ts.
  'CREATE TABLE written (number INTEGER NOT NULL); INSERT INTO written VALUES (0)',
  // One for each case at most.
  `CREATE TABLE reminders (
     case_key TEXT NOT NULL PRIMARY KEY, id TEXT NOT NULL, conversation_id TEXT NOT NULL, speaks_to TEXT NOT NULL,
     activity TEXT NOT NULL, due_at INTEGER NOT NULL, set_at INTEGER NOT NULL, leased_until INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
   CREATE INDEX reminders_by_due ON reminders (due_at);`,
];

const pragma = (db: DatabaseSync, name: string) => Number(db.prepare(`PRAGMA ${name}`).get()?.[name]);

/**
 * Brings the file to this version's schema, in one transaction for each step. Throws an Error with one sentence when the
 * file is another program's or of a newer version.
 * @param file how the file is called in messages
 */
export function migrate(db: DatabaseSync, file: string, migrations: readonly string[] = MIGRATIONS): void {
  checkOwner(db, file);
  for (let done = pragma(db, 'user_version'); done < migrations.length; done = pragma(db, 'user_version')) {
    db.exec(`BEGIN IMMEDIATE; ${migrations[done]};
      PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${done + 1}; COMMIT`);
  }
  checkVersion(db, file, migrations.length);
}

/** Whether nothing was ever written into the file, as far as it can be read without its write-ahead log. */
export function isWithoutTables(db: DatabaseSync): boolean {
  return pragma(db, 'user_version') === 0 && db.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.['n'] === 0;
}

/** Throws where {@link migrate} would have something to do: for a tool that works beside a running bot. */
export function checkMigrated(db: DatabaseSync, file: string): void {
  checkOwner(db, file);
  checkVersion(db, file, MIGRATIONS.length);
}

/** Throws for a backup that is empty, another program's, or of a newer version; an older one can be brought up to date. */
export function checkReadable(db: DatabaseSync, file: string): void {
  checkOwner(db, file);
  if (pragma(db, 'user_version') === 0) throw new Error(`${file} is not a backup: it is empty. Take another.`);
  if (pragma(db, 'user_version') > MIGRATIONS.length) checkVersion(db, file, MIGRATIONS.length);
}

function checkVersion(db: DatabaseSync, file: string, ours: number): void {
  const version = pragma(db, 'user_version');
  if (version > ours) {
    throw new Error(
      `${file} was written by a newer Faultline (schema ${version}, this one knows ${ours}). Start the newer version, or restore a backup from before the upgrade.`,
    );
  }
  if (version < ours) {
    throw new Error(
      `${file} has schema ${version}, this version needs ${ours}. Start the bot once to bring it up to date.`,
    );
  }
}

function checkOwner(db: DatabaseSync, file: string): void {
  const owner = pragma(db, 'application_id');
  const isEmpty = db.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()?.['tables'] === 0;
  if (owner !== APPLICATION_ID && !(owner === 0 && isEmpty)) {
    throw new Error(`${file} is not a database of Faultline. Move it away, or set DATA_DIR to another folder.`);
  }
}
