import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { isDamage, isDiskTrouble, sqliteProblem } from './sqlite-file.ts';
import { WriteAheadLog } from './sqlite-wal.ts';
import { WrittenMark } from './sqlite-written.ts';

type Kind = 'message' | 'bytes' | 'other';

interface Job {
  run: () => void;
  /** `message`: it keeps one, and when it succeeds, messages can be kept. `bytes`: much, in a transaction of its own. */
  kind: Kind;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** A write waits for others while more of them come, but no longer than this, in ms: on a busy machine a pass may take ten. */
const MOST_GATHERED_MS = 2;

/** As large as a message may be: where this fits, a message does. */
const PROBE_BYTES = 1_048_576;

/**
 * Reads and writes of one open file. Writes that arrive in quick succession become one transaction: each of them whole or
 * not at all. Whoever wrote is told when the disk has it, which another thread waits for: the disk may take a tenth of a
 * second, in which this one answers others.
 */
export class SqliteEngine {
  readonly db: DatabaseSync;
  readonly #file: string;
  #waiting: Job[] = [];
  #closed = false;
  /** something could not be written, as on a full disk, and no message was since */
  #stuck = false;
  /** a page that cannot be read; that mends itself no more */
  #damaged: unknown;
  /** commits that are not known to be on the disk */
  readonly #unsynced = new Set<Promise<void>>();
  /** until when no further bytes are begun */
  #bytes: Promise<unknown> = Promise.resolve();
  /** until when no transaction is begun */
  #held: Promise<unknown> | undefined;
  readonly #log: WriteAheadLog;
  readonly #mark: WrittenMark;
  /** device and inode of the open file; undefined in memory */
  readonly #place: string | undefined;

  constructor(db: DatabaseSync, file: string) {
    this.db = db;
    // A commit does not wait for the disk itself; see #onDisk.
    db.exec('PRAGMA synchronous = NORMAL');
    this.#file = file;
    this.#place = placeOf(file);
    this.#mark = new WrittenMark(db, file);
    this.#log = new WriteAheadLog(db, file, {
      holdUntil: (over) => {
        this.#held = over.finally(() => {
          this.#held = undefined;
        });
      },
      note: (error) => this.#note(error),
    });
  }

  /** Carries what was written, and with it what was deleted, out of the write-ahead log; see {@link WriteAheadLog.empty}. */
  get emptyLog(): () => Promise<void> {
    return this.#log.empty;
  }

  /** @param what completes "could not …" in the message of the error it rejects with */
  readonly read = async <T>(what: string, run: () => T): Promise<T> => {
    try {
      this.#checkOpen();
      return run();
    } catch (error) {
      if (isDamage(error)) this.#damaged ??= error;
      throw sqliteProblem(this.#file, what, error);
    }
  };

  /**
   * Resolves when the write is on the disk. `run` is synchronous and may throw: then nothing of it is kept.
   * @param isMessage it keeps a message or the answer to one
   */
  readonly write = <T>(what: string, run: () => T, isMessage = false): Promise<T> =>
    this.#enqueue(what, run, isMessage ? 'message' : 'other');

  /**
   * As {@link write}, for much at once. One after the other, each begun when the one before is on the disk: who writes little
   * meanwhile waits for one of them at most.
   */
  readonly writeBytes = <T>(what: string, run: () => T): Promise<T> => {
    const written = this.#bytes.then(() => this.#enqueue(what, run, 'bytes'));
    this.#bytes = written.catch(() => undefined);
    return written;
  };

  #enqueue<T>(what: string, run: () => T, kind: Kind): Promise<T> {
    return new Promise((resolve, reject) => {
      let result: T;
      this.#waiting.push({
        kind,
        run: () => {
          this.#checkOpen();
          result = run();
        },
        resolve: () => resolve(result),
        reject: (error) => reject(sqliteProblem(this.#file, what, error)),
      });
      if (this.#waiting.length === 1) this.#flushWhenQuiet(performance.now() + MOST_GATHERED_MS, 0);
    });
  }

  /** Passes of the event loop cost nothing when it is idle; when it is busy, each may bring more writes to the same fsync. */
  #flushWhenQuiet(until: number, before: number): void {
    setImmediate(() => {
      const waiting = this.#waiting.length;
      if (this.#held) void this.#held.then(() => this.flush());
      else if (waiting > before && performance.now() < until) this.#flushWhenQuiet(until, waiting);
      else this.flush();
    });
  }

  /**
   * Rejects when the file cannot be read, was found damaged, or is no longer the one that was opened; and after a write
   * that failed until a message was written, or something as large as one: one page fits where a message does not.
   */
  readonly ping = async (): Promise<void> => {
    await this.read('read', () => {
      this.#version();
      this.#checkPlace();
      if (this.#damaged !== undefined) throw this.#damaged;
    });
    if (!this.#stuck) return;
    await this.write('write as much as a message', () => this.#probe.fill.run(PROBE_BYTES), true);
    await this.write('write as much as a message', () => this.#probe.clear.run());
  };

  get #probe() {
    // No conversation has this id: those that are made here hold no blank.
    const id = "'a probe'";
    return {
      fill: this.db.prepare(
        `INSERT OR REPLACE INTO attachments (conversation_id, id, bytes) VALUES (${id}, ${id}, zeroblob(?))`,
      ),
      clear: this.db.prepare(`DELETE FROM attachments WHERE conversation_id = ${id}`),
    };
  }

  readonly #version = () => Number(this.db.prepare('PRAGMA user_version').get()?.['user_version']);

  /** Writes what waits, now. */
  flush(): void {
    const waiting = Map.groupBy(this.#waiting, ({ kind }) => kind === 'bytes');
    this.#waiting = [];
    for (const isBytes of [false, true]) this.#commit(waiting.get(isBytes) ?? []);
  }

  /** Writes these in one transaction, and tells whoever asked when it is on the disk. */
  #commit(jobs: readonly Job[]): void {
    if (jobs.length === 0) return;
    const done: Job[] = [];
    try {
      this.db.exec('BEGIN IMMEDIATE');
      for (const job of jobs) if (this.#runAlone(job)) done.push(job);
      const number = this.#mark.raise();
      this.db.exec('COMMIT');
      const logSize = this.#checkPlace();
      const synced = this.#onDisk(done, number).finally(() => this.#unsynced.delete(synced));
      this.#unsynced.add(synced);
      this.#log.written(logSize);
    } catch (error) {
      this.#note(error);
      this.#rollBack();
      this.#failed(jobs, error);
    }
  }

  /** Never rejects. */
  async #onDisk(done: readonly Job[], number: number): Promise<void> {
    try {
      await this.#log.sync();
      // Only now: what is not on the disk yet must not be missed after a power cut.
      this.#mark.note(number);
      if (done.some(({ kind }) => kind === 'message')) this.#stuck = false;
      for (const job of done) job.resolve();
    } catch (error) {
      this.#failed(done, error);
    }
  }

  #failed(jobs: readonly Job[], error: unknown): void {
    this.#stuck = true;
    // Rejecting one that was rejected before does nothing.
    for (const job of jobs) job.reject(error);
  }

  /**
   * Throws when what was written does not lie where the next process looks for it: into a file that was deleted or
   * replaced one writes without an error. @returns the size of the write-ahead log in bytes
   */
  #checkPlace(): number {
    if (this.#place === undefined) return 0;
    if (placeOf(this.#file) !== this.#place)
      throw new Error(
        'the file was deleted, or another one put in its place, while it was open: stop the bot, put the file back or restore a backup',
      );
    const log = this.#log.size();
    if (log !== undefined) return log;
    // What was acknowledged so far is still in hand.
    this.#log.cut();
    throw new Error('its write-ahead log was deleted while it was open: start the bot again');
  }

  #note(error: unknown): void {
    if (isDamage(error)) this.#damaged ??= error;
    if (isDiskTrouble(error)) this.#stuck = true;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.flush();
    this.#closed = true;
    await Promise.all(this.#unsynced);
    await this.#log.close();
    this.#mark.close();
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
      this.#note(error);
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

/** Device and inode; undefined when there is no such file, as of one in memory. */
function placeOf(file: string): string | undefined {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found && `${found.dev}:${found.ino}`;
}
