import type { DatabaseSync } from 'node:sqlite';
import { sqliteProblem } from './sqlite-file.ts';

interface Job {
  run: () => void;
  resolve: () => void;
  reject: (error: unknown) => void;
}

// A write waits for others while more of them come, but not for ever.
const MOST_PASSES = 8;

/**
 * Reads and writes of one open file. Writes that arrive in quick succession become one transaction:
 * each of them whole or not at all, and all of them with a single fsync.
 */
export class SqliteEngine {
  readonly db: DatabaseSync;
  readonly #file: string;
  #waiting: Job[] = [];
  #closed = false;

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
   * cut to nothing. A log that a tool of the operator is reading stays, until the next time.
   */
  readonly emptyLog = (): void => {
    try {
      if (!this.#closed) this.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // The deletion itself is done; a disk that is full says so with the next write.
    }
  };

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
      this.#rollBack();
      // Rejecting one that was rejected before does nothing.
      for (const job of jobs) job.reject(error);
      return;
    }
    for (const job of done) job.resolve();
  }

  close(): void {
    if (this.#closed) return;
    this.flush();
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
