import { statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { BUSY_MS, CARRY_BYTES } from './sqlite-file.ts';

/** The log is carried into the file when nothing was written for so long, */
const IDLE_MS = 10_000;
/** and while writes go on, so often: a copy of the file alone lacks no more than that. */
const CARRY_MS = 120_000;
/** Up to this size nobody notices it. */
const SMALL_BYTES = 1_048_576;

/** Each takes one of the few threads that Node has for files. */
const MOST_SYNCS = 2;

const EMPTY_AGAIN_MS = 10_000;

/** How the one that writes takes part. */
interface Writer {
  /** begins no transaction until it is over */
  holdUntil(over: Promise<unknown>): void;
  /** notes what went wrong with the disk */
  note(error: unknown): void;
}

/**
 * Carries the write-ahead log of an open file into it. Carrying much takes a thread and a connection of its own: the disk may
 * take seconds, in which nobody else would be answered.
 */
export class WriteAheadLog {
  readonly #db: DatabaseSync;
  readonly #file: string;
  readonly #writer: Writer;
  readonly #idle: NodeJS.Timeout;
  #carriedAt = performance.now();
  #carrying: Promise<void> | undefined;
  #emptying: NodeJS.Timeout | undefined;
  readonly #syncing = new Set<Promise<void>>();
  #nextSync: Promise<void> | undefined;
  /** when the log's name is on the disk: without it, nobody would find what is in it */
  #named: Promise<void> | undefined;
  /** the log itself: to open it each time would be two more ways through another thread for whoever waits */
  #opened: Promise<FileHandle> | undefined;
  #closed = false;

  constructor(db: DatabaseSync, file: string, writer: Writer) {
    this.#db = db;
    this.#file = file;
    this.#writer = writer;
    this.#idle = setTimeout(() => void this.empty(), IDLE_MS).unref();
  }

  /**
   * To be called after each transaction.
   * @param size as {@link size} has it
   */
  written(size: number): void {
    this.#idle.refresh();
    const isDue = performance.now() - this.#carriedAt >= CARRY_MS || size > CARRY_BYTES;
    if (!isDue) return;
    const carried = this.#carry();
    // Who writes faster than the disk carries has to wait for it at some point.
    if (size > 2 * CARRY_BYTES) this.#writer.holdUntil(carried);
  }

  /**
   * What was deleted still lies in the log, in the pages as they were before: it is carried into the file and cut to nothing.
   * That cannot be done while a tool of the operator reads, as a backup does; nobody waits for it, and it is tried again
   * until it is done.
   */
  readonly empty = async (): Promise<void> => {
    clearTimeout(this.#emptying);
    this.#emptying = undefined;
    if (this.#isLarge) await this.#carry();
    if (this.#closed || this.cut()) return;
    this.#emptying = setTimeout(() => void this.empty(), EMPTY_AGAIN_MS).unref();
  };

  /** Carries the rest here and now and cuts the log. False when it cannot be done at this moment. */
  cut(): boolean {
    try {
      this.#db.exec('PRAGMA busy_timeout = 0');
      return this.#db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'] === 0;
    } catch {
      // The deletion itself is done; a disk that is full says so with the next write.
      return false;
    } finally {
      this.#db.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
    }
  }

  /**
   * Resolves when what was committed until now is on the disk. What has been carried into the file meanwhile is there already.
   * Rejects when the disk fails.
   */
  readonly sync = (): Promise<void> => {
    // One that runs already may have begun too early. A second one runs beside it, so that little does not wait for much.
    if (this.#syncing.size < MOST_SYNCS) return this.#syncNow();
    this.#nextSync ??= Promise.race(this.#syncing).then(() => {
      this.#nextSync = undefined;
      return this.#syncNow();
    });
    return this.#nextSync;
  };

  #syncNow(): Promise<void> {
    const synced = this.#toDisk();
    const over = synced
      .catch(() => undefined)
      .then(() => {
        this.#syncing.delete(over);
      });
    this.#syncing.add(over);
    return synced;
  }

  async #toDisk(): Promise<void> {
    if (this.size() === undefined) return;
    this.#opened ??= open(`${this.#file}-wal`, 'r+');
    const opened = this.#opened;
    try {
      await (await opened).datasync();
    } catch (error) {
      await this.#shut(opened);
      throw error;
    }
    this.#named ??= nameOnDisk(this.#file);
    await this.#named;
  }

  async #shut(opened: Promise<FileHandle> | undefined): Promise<void> {
    if (this.#opened === opened) this.#opened = undefined;
    await opened?.then((log) => log.close()).catch(() => undefined);
  }

  /** Resolves when nobody works on the file any more. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#emptying);
    clearTimeout(this.#idle);
    await Promise.all(this.#syncing);
    await this.#shut(this.#opened);
    await this.#carrying;
  }

  /** Of the log, in bytes; undefined when there is none, as of data in memory. */
  size(): number | undefined {
    return statSync(`${this.#file}-wal`, { throwIfNoEntry: false })?.size;
  }

  get #isLarge(): boolean {
    return (this.size() ?? 0) > SMALL_BYTES;
  }

  #carry(): Promise<void> {
    this.#carrying ??= this.#carryOnce().finally(() => {
      this.#carriedAt = performance.now();
      this.#carrying = undefined;
    });
    return this.#carrying;
  }

  async #carryOnce(): Promise<void> {
    if (this.#isLarge && (await this.#carryBeside())) return;
    try {
      if (this.#db.isOpen) this.#db.exec('PRAGMA wal_checkpoint(PASSIVE)');
    } catch (error) {
      this.#writer.note(error);
    }
  }

  /** False when the thread could not do it; what is wrong shows where it is tried again. */
  #carryBeside(): Promise<boolean> {
    return new Promise((resolve) => {
      const thread = new Worker(new URL('./checkpoint-thread.js', import.meta.url), { workerData: this.#file });
      const over = new Promise((ended) => thread.once('exit', ended));
      thread.once('error', () => resolve(false));
      thread.once('message', () => {
        // SQLite begins its log anew only at a moment in which all of it is carried.
        this.#writer.holdUntil(over);
        thread.postMessage('the rest');
      });
      void over.then((code) => resolve(code === 0));
    });
  }
}

async function nameOnDisk(file: string): Promise<void> {
  // Windows opens no folder, and keeps names by itself.
  const folder = await open(path.dirname(file), 'r').catch(() => undefined);
  try {
    await folder?.sync();
  } finally {
    await folder?.close();
  }
}
