import { type ClientBase, Pool, type PoolConfig } from 'pg';
import { StoreError } from '../store-error.ts';

/** How long one statement may take before the request that needs it fails. All in milliseconds. */
export interface PostgresTimeouts {
  /** to get a connection, new or free */
  connect: number;
  /** on the server */
  statement: number;
  /** until the answer is here: it also ends what the network swallowed */
  query: number;
}

export const POSTGRES_TIMEOUTS: PostgresTimeouts = { connect: 5000, statement: 8000, query: 10_000 };

/** The connection settings; `url` may carry more of its own (`?sslmode=…`). */
export function connectionConfig(url: string, timeouts: PostgresTimeouts): PoolConfig {
  return {
    connectionString: url,
    application_name: 'faultline',
    connectionTimeoutMillis: timeouts.connect,
    statement_timeout: timeouts.statement,
    lock_timeout: timeouts.statement,
    idle_in_transaction_session_timeout: timeouts.query,
    query_timeout: timeouts.query,
    keepAlive: true,
  };
}

const ADVICE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Start the database, or correct the address in DATABASE_URL.',
  ENOTFOUND: 'Correct the host name in DATABASE_URL.',
  '28P01': 'Correct the user or the password in DATABASE_URL.',
  '28000': 'Let this user in (pg_hba.conf), or name another in DATABASE_URL.',
  '3D000': 'Create the database, or name another in DATABASE_URL.',
  '42501': 'Grant the user of DATABASE_URL the right to create and change tables in its schema.',
  '53300': 'Raise max_connections of the server, or run fewer processes.',
  '53100': 'Make room on the disk of the database.',
};

export function postgresCode(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** What went wrong and what to do, in one sentence; never the address, which may hold a password. */
export function postgresProblem(what: string, error: unknown): Error {
  // A host with several addresses fails with all of their errors at once, and says nothing itself.
  const cause = error instanceof AggregateError ? error.errors[0] : error;
  const reason = (cause instanceof Error && cause.message) || postgresCode(error) || String(error);
  const code = postgresCode(error) ?? postgresCode(cause);
  const advice = ADVICE[code ?? ''];
  const message = `PostgreSQL could not ${what}: ${reason}${advice ? `. ${advice}` : ''}`;
  return new StoreError(message, { engine: 'PostgreSQL', what, code, advice }, error);
}

const UNIQUE_VIOLATION = '23505';
/** Whether a statement met a row of this table that was written in the same moment. */
export function isUniqueViolation(error: unknown, table: string): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return postgresCode(cause) === UNIQUE_VIOLATION && Reflect.get(Object(cause), 'table') === table;
}

/** The server has undone the whole statement: deadlock, serialization failure. */
const UNDONE = ['40P01', '40001'];
/** The connection broke: nobody knows whether the statement was done. */
const BROKEN = ['ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03', '08006', '08003'];
const isBroken = (error: unknown) =>
  BROKEN.includes(postgresCode(error) ?? '') ||
  (error instanceof Error && /^Connection terminated|^Client has encountered a connection error/.test(error.message));

/** As large as a message may be. */
const PROBE_BYTES = 1_048_576;

/** Resources (53), the operator (57), the system (58), read-only (25006), damage (XX), or no connection: nothing in what was to be written. */
const isServersTrouble = (error: unknown): boolean => {
  const code = postgresCode(error) ?? '';
  return /^(?:53|57|58|XX|08)/.test(code) || code === '25006' || isBroken(error);
};

/** A statement. One with a `name` is planned once for each connection. */
export interface Statement {
  name?: string;
  text: string;
  values?: unknown[];
}

/** Statements on a pool of connections. */
export class PostgresEngine {
  readonly #pool: Pool;
  #ended: Promise<void> | undefined;
  /** something failed by the server's fault, and nothing was written since: one that answers may still take nothing, as on a full disk */
  #stuck = false;

  constructor(config: PoolConfig) {
    this.#pool = new Pool(config);
    // A connection that breaks while nobody uses it is no news: the next statement gets another.
    this.#pool.on('error', () => {});
  }

  /**
   * One statement, which is one transaction.
   * @param what completes "could not …" in the message of the error it rejects with
   * @param again whether doing it twice has the effect of doing it once: then a broken connection is tried anew, once
   */
  readonly query = async (what: string, statement: Statement, again = false): Promise<unknown[]> => {
    try {
      return await this.#once(statement);
    } catch (error) {
      if (!UNDONE.includes(postgresCode(error) ?? '') && !(again && isBroken(error))) throw this.#failed(what, error);
    }
    try {
      return await this.#once(statement);
    } catch (error) {
      throw this.#failed(what, error);
    }
  };

  /** Several statements in one transaction; `run` may throw to undo them all, and is run again when the server undid it. */
  readonly transaction = async <T>(what: string, run: (client: ClientBase) => Promise<T>): Promise<T> => {
    try {
      return await this.#transactionOnce(run);
    } catch (error) {
      if (!UNDONE.includes(postgresCode(error) ?? '')) throw this.#failed(what, error);
    }
    try {
      return await this.#transactionOnce(run);
    } catch (error) {
      throw this.#failed(what, error);
    }
  };

  /** Rejects when the server does not answer; after a write that failed also until one, or as much as a message, is taken. */
  readonly ping = async (): Promise<void> => {
    await this.query('answer', { text: 'SELECT 1' }, true);
    if (!this.#stuck) return;
    await this.transaction('write as much as a message', async (client) => {
      await client.query('SAVEPOINT probe');
      // No conversation has this id: those that are made here hold no blank. It is never committed.
      await client.query("INSERT INTO attachments (conversation_id, id, bytes) VALUES ('a probe', 'a probe', $1)", [
        Buffer.alloc(PROBE_BYTES, 1),
      ]);
      await client.query('ROLLBACK TO SAVEPOINT probe');
    });
    this.#stuck = false;
  };

  #failed(what: string, error: unknown): Error {
    if (isServersTrouble(error)) this.#stuck = true;
    return postgresProblem(what, error);
  }

  async #transactionOnce<T>(run: (client: ClientBase) => Promise<T>): Promise<T> {
    let broken: Error | undefined;
    const failed = (error: Error) => {
      broken = error;
    };
    const client = await this.#pool.connect();
    // The pool listens to its idle connections alone. One that breaks in between would end the process.
    client.on('error', failed);
    try {
      await client.query('BEGIN');
      const result = await run(client);
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(failed);
      throw error;
    } finally {
      client.off('error', failed);
      client.release(broken);
    }
  }

  close(): Promise<void> {
    this.#ended ??= this.#pool.end();
    return this.#ended;
  }

  async #once(statement: Statement): Promise<unknown[]> {
    if (this.#ended) throw new Error('the store is closed');
    return (await this.#pool.query(statement)).rows;
  }
}
