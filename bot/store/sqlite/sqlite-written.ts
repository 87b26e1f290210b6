import { closeSync, constants, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** The file beside the data that says how far they were written. */
export const WRITTEN = '-written';

const IN_MEMORY = ':memory:';
const numberIn = (db: DatabaseSync) => Number(db.prepare('SELECT number FROM written').get()?.['number']);

/**
 * A number that every transaction raises, in the data and then in a file beside them. After a process that was killed, what
 * was written last lies in the write-ahead log alone; when that is gone, the data are whole and older than they were, and
 * nothing but this number tells.
 */
export class WrittenMark {
  readonly #raise: StatementSync;
  readonly #beside: number | undefined;
  #noted = 0;

  constructor(db: DatabaseSync, file: string) {
    this.#raise = db.prepare('UPDATE written SET number = number + 1 RETURNING number');
    this.#beside =
      file === IN_MEMORY ? undefined : openSync(file + WRITTEN, constants.O_RDWR | constants.O_CREAT, 0o600);
  }

  /** To be called inside each transaction. @returns its number */
  raise(): number {
    return Number(this.#raise.get()?.['number']);
  }

  /** To be called when it is on the disk: what stands beside is never ahead of that. */
  note(number: number): void {
    if (this.#beside === undefined || number <= this.#noted) return;
    this.#noted = number;
    try {
      writeSync(this.#beside, String(number), 0);
    } catch {
      // Then the loss of a log would go unnoticed; nothing else depends on it.
    }
  }

  close(): void {
    if (this.#beside !== undefined) closeSync(this.#beside);
  }
}

/** Forgets the number of a file that is no more. */
export function forgetWritten(file: string): void {
  if (file !== IN_MEMORY) rmSync(file + WRITTEN, { force: true });
}

/** Throws an Error with one sentence when the file has less in it than was written: its write-ahead log, or the file itself, was replaced or deleted. */
export function checkWritten(db: DatabaseSync, file: string): void {
  // In this order: a bot beside a tool goes on writing.
  const beside = file === IN_MEMORY ? Number.NaN : writtenBeside(file);
  if (!(beside > numberIn(db))) return;
  throw new Error(
    `${file} is older than what was last written: what is missing lay in ${file}-wal, which is gone, or an older file was put in its place. Put that file back, restore a backup (npm run data -- restore), or remove ${file}${WRITTEN} to go on with what there is.`,
  );
}

function writtenBeside(file: string): number {
  try {
    return Number.parseInt(readFileSync(file + WRITTEN, 'utf8'), 10);
  } catch {
    // As after an update, or where somebody copied the data without it.
    return Number.NaN;
  }
}
