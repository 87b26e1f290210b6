import { setTimeout } from 'node:timers/promises';
import { Client, type ClientBase } from 'pg';
import { z } from 'zod';
import type { Store } from '../store.ts';
import { postgresAttachments } from './postgres-attachments.ts';
import { postgresCases } from './postgres-cases.ts';
import { postgresConversations } from './postgres-conversations.ts';
import {
  connectionConfig,
  POSTGRES_TIMEOUTS,
  PostgresEngine,
  postgresCode,
  postgresProblem,
} from './postgres-engine.ts';
import { postgresExpiry } from './postgres-expiry.ts';
import { postgresOutbox } from './postgres-outbox.ts';
import { postgresPersons } from './postgres-persons.ts';
import { postgresReminders } from './postgres-reminders.ts';
import { checkMigrated, MIGRATIONS, type Migration, migrate } from './postgres-schema.ts';
import { PostgresWatch } from './postgres-watch.ts';

export interface PostgresOptions {
  /** connections of the pool; one more listens */
  connections?: number;
  /** milliseconds; see {@link POSTGRES_TIMEOUTS} */
  timeouts?: Partial<typeof POSTGRES_TIMEOUTS>;
  /** how long to wait for a database that is still starting, in milliseconds */
  waitMs?: number;
  /** how often a watcher that heard nothing asks, in milliseconds */
  pollMs?: number;
  migrations?: readonly Migration[];
  /** Open beside the bots: for an operator's tools. The schema has to be there and to be usable; none is made or changed. */
  shared?: boolean;
}

/**
 * The store for any number of processes. Brings the schema up to date first.
 * @param url `postgres://user:password@host:port/database`
 * Rejects with an Error with one sentence when the database does not answer within `waitMs`, lets nobody in, or is of a
 * version this one cannot work with.
 */
export async function openPostgresStore(url: string, options: PostgresOptions = {}): Promise<Store> {
  const { connections = 10, waitMs = 15_000, pollMs = 2000, migrations = MIGRATIONS, shared = false } = options;
  const config = connectionConfig(url, { ...POSTGRES_TIMEOUTS, ...options.timeouts });
  const prepare = (client: ClientBase) => (shared ? checkMigrated : migrate)(client, migrations);
  await preparedWithin(waitMs, { ...config, query_timeout: undefined }, prepare);

  const engine = new PostgresEngine({ ...config, max: connections });
  const watch = new PostgresWatch(config, engine.query, pollMs);
  await watch.start();
  return {
    ...postgresCases(engine, watch),
    ...postgresConversations(engine, watch),
    ...postgresAttachments(engine),
    ...postgresOutbox(engine),
    ...postgresReminders(engine),
    ...postgresPersons(engine),
    ...postgresExpiry(engine),
    watch: (conversationId, changed) => watch.add(conversationId, changed),
    async ping() {
      await engine.ping();
    },
    async size() {
      const text = 'SELECT pg_database_size(current_database())::float8 AS bytes';
      const [row] = await engine.query('tell its size', { text, values: [] }, true);
      return Size.parse(row).bytes;
    },
    async close() {
      await watch.close();
      await engine.close();
    },
  };
}

const Size = z.object({ bytes: z.number() });

/** Not reachable, or not yet ready: worth waiting for. A wrong password is not. */
const STARTING = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', '57P03', '53300'];

async function preparedWithin(
  waitMs: number,
  config: ReturnType<typeof connectionConfig>,
  prepare: (client: ClientBase) => Promise<void>,
): Promise<void> {
  const until = performance.now() + waitMs;
  for (;;) {
    const client = new Client(config);
    client.on('error', () => {});
    try {
      await client.connect();
      await prepare(client);
      return;
    } catch (error) {
      const cause = error instanceof AggregateError ? error.errors[0] : error;
      const isStarting = STARTING.includes(postgresCode(cause) ?? '');
      if (!isStarting || performance.now() >= until) throw postgresProblem('be opened', error);
    } finally {
      await client.end().catch(() => {});
    }
    await setTimeout(500);
  }
}
