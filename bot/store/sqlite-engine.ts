import type { DatabaseSync } from 'node:sqlite';
import { BUSY_MS, sqliteProblem } from './sqlite-file.ts';

interface Job {
  run: () => void;
  resolve: () => void;
  reject: (error: unknown) => void;
}

// A write waits for others while more of them come, but not for ever.
const MOST_PASSES = 8;

const EMPTY_AGAIN_MS = 10_000;

/**
 * Reads and writes of one open file. Writes that arrive in quick succession become one transaction:
 * each of them whole or not at all, and all of them with a single fsync.
 */
export class SqliteEngine {
  readonly db: DatabaseSync;
  readonly #file: string;
  #waiting: Job[] = [];
  #closed = false;
  /** the last transaction could not be written, as on a full disk */
  #stuck = false;
  #emptying: NodeJS.Timeout | undefined;

  constructor(db: DatabaseSync, file: string) {
    this.db = db;
    this.#file = file;
  }

  /** @param what completes "could not …" in the message of the error it rejects with */
  readonly read = async <T>(what: string, run: () => T): Promise<T> => {
    try {
      this.#checkOpen();
      return run();
    } catch (error) {
      throw sqliteProblem(this.#file, what, error);
    }
  };

  /** Resolves when the write is on the disk. `run` is synchronous and may throw: then nothing of it is kept. */
  readonly write = <T>(what: string, run: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      let result: T;
      this.#waiting.push({
        run: () => {
          this.#checkOpen();
          result = run();
        },
        resolve: () => resolve(result),
        reject: (error) => reject(sqliteProblem(this.#file, what, error)),
      });
      if (this.#waiting.length === 1) this.#flushWhenQuiet(1, 0);
    });

  /** Passes of the event loop cost nothing when it is idle; when it is busy, each may bring more writes to the same fsync. */
  #flushWhenQuiet(pass: number, before: number): void {
    setImmediate(() => {
      const waiting = this.#waiting.length;
      if (waiting > before && pass < MOST_PASSES) this.#flushWhenQuiet(pass + 1, waiting);
      else this.flush();
    });
  }

  /**
   * What was deleted still lies in the write-ahead log, in the pages as they were before: it is carried into the file and
   * cut to nothing. That cannot be done while a tool of the operator reads, as a backup does; nobody waits for it, and it
   * is tried again until it is done.
   */
  readonly emptyLog = (): void => {
    clearTimeout(this.#emptying);
    this.#emptying = undefined;
    if (this.#closed || this.#checkpointed()) return;
    this.#emptying = setTimeout(this.emptyLog, EMPTY_AGAIN_MS).unref();
  };

  #checkpointed(): boolean {
    try {
      this.db.exec('PRAGMA busy_timeout = 0');
      return this.db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'] === 0;
    } catch {
      // The deletion itself is done; a disk that is full says so with the next write.
      return false;
    } finally {
      this.db.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
    }
  }

  /** Rejects when the file cannot be read, or, after a write that failed, not be written. */
  readonly ping = (): Promise<void> =>
    this.#stuck
      ? this.write('write', () => this.db.exec(`PRAGMA user_version = ${this.#version()}`))
      : this.read('read', () => {
          this.#version();
        });

  readonly #version = () => Number(this.db.prepare('PRAGMA user_version').get()?.['user_version']);

  /** Writes what waits, now. */
  flush(): void {
    const jobs = this.#waiting;
    this.#waiting = [];
    if (jobs.length === 0) return;
    const done: Job[] = [];
    try {
      this.db.exec('BEGIN IMMEDIATE');
      for (const job of jobs) if (this.#runAlone(job)) done.push(job);
      this.db.exec('COMMIT');
    } catch (error) {
      this.#stuck = true;
      this.#rollBack();
      // Rejecting one that was rejected before does nothing.
      for (const job of jobs) job.reject(error);
      return;
    }
    this.#stuck = false;
    for (const job of done) job.resolve();
  }

  close(): void {
    if (this.#closed) return;
    this.flush();
    clearTimeout(this.#emptying);
    this.#closed = true;
    this.db.close();
  }

  #runAlone(job: Job): boolean {
    this.db.exec('SAVEPOINT job');
    try {
      job.run();
    } catch (error) {
      // A full disk has already rolled the whole transaction back; then none of the jobs was written.
      if (!this.db.isTransaction) throw error;
      this.db.exec('ROLLBACK TO job; RELEASE job');
      job.reject(error);
      return false;
    }
    this.db.exec('RELEASE job');
    return true;
  }

  #rollBack(): void {
    if (!this.#closed && this.db.isTransaction) this.db.exec('ROLLBACK');
  }

  #checkOpen(): void {
    if (this.#closed) throw new Error('the store is closed');
  }
}
