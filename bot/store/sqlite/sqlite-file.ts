import { closeSync, existsSync, fsyncSync, openSync, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeDataFolder } from '../../data-folder.ts';
import { StoreError } from '../store-error.ts';
import { checkMigrated, isWithoutTables, migrate } from './sqlite-schema.ts';
import { checkWritten, forgetWritten } from './sqlite-written.ts';

/** How long a call waits for another connection to finish writing (an operator's tool beside the bot). */
export const BUSY_MS = 5000;

/**
 * The write-ahead log is carried into the file when it is so large. SQLite's own measure is 4 MB; among a million conversations
 * nearly each page is another one, and within the longer stretch the same come again.
 */
export const CARRY_BYTES = 65_536_000;

const BUSY = 5;

const RESTORE =
  'The file is damaged or not a database: restore a backup (npm run data -- restore), or move it away to start empty.';
const NOT_WRITABLE = "Give the bot's user write access to the file and its folder, or set DATA_DIR to another folder.";
/** What to do about SQLite's primary result codes that a person can do something about. */
const ADVICE: Readonly<Record<number, string>> = {
  [BUSY]: 'Another program keeps the file locked: end it and try again.',
  8: NOT_WRITABLE,
  11: RESTORE,
  13: 'The disk is full: make room and try again.',
  14: NOT_WRITABLE,
  26: RESTORE,
};

/** SQLite's primary result code of an error, if it is SQLite's. */
export function sqliteCode(error: unknown): number | undefined {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined;
  return typeof code === 'number' ? code & 0xff : undefined;
}

const DAMAGE = new Set([11, 26]);
/** Read-only, input or output, damaged, full, cannot be opened. */
const DISK_TROUBLE = new Set([8, 10, 11, 13, 14, 26]);

/** Whether a page of the file cannot be read for what it is. */
export const isDamage = (error: unknown): boolean => DAMAGE.has(sqliteCode(error) ?? 0);

/** Whether the file or its disk is the reason, and not what was to be written. */
export const isDiskTrouble = (error: unknown): boolean => DISK_TROUBLE.has(sqliteCode(error) ?? 0);

/** What went wrong with the file and what to do, in one sentence. */
export function sqliteProblem(file: string, what: string, error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  const code = sqliteCode(error);
  const advice = ADVICE[code ?? 0];
  const message = `SQLite could not ${what} in ${file}: ${reason}.${advice ? ` ${advice}` : ''}`;
  return new StoreError(message, { engine: 'SQLite', what, code: code?.toString(), advice }, error);
}

const LOG_GONE = (file: string) =>
  `${file} was in use, and is empty: what was written lay in ${file}-wal, which is gone. Put that file back, restore a backup (npm run data -- restore), or move ${file} away to start empty.`;

const realpathOf = (file: string) => (existsSync(file) ? realpathSync(file) : file);

/** Kept from the garbage collector, which would close them and so give the locks away. */
const held = new Set<DatabaseSync>();

/**
 * Holds a data file for this process until it ends, however it ends: the lock is the operating system's, on a file
 * beside the data, so a killed process leaves none behind. Returns the release function.
 * Throws an Error with one sentence when another process holds it.
 */
export function lockSqliteFile(file: string): () => void {
  makeDataFolder(dirname(file));
  // Under its real name: two links to one file are one file.
  const real = realpathOf(file);
  const lock = new DatabaseSync(`${real}.lock`, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (sqliteCode(error) !== BUSY) throw sqliteProblem(`${file}.lock`, 'take the lock', error);
    throw inUse(file);
  }
  try {
    checkAlone(real);
  } catch (error) {
    lock.close();
    throw error;
  }
  held.add(lock);
  return () => {
    held.delete(lock);
    if (lock.isOpen) lock.close();
  };
}

/**
 * Throws an Error with one sentence when another program has the data file open or could have it under another name: the
 * lock beside it may have been removed, and lies beside each name of its own. An open file with a write-ahead log holds a
 * lock on itself, and beside it nobody gets the whole of it.
 */
function checkAlone(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) return;
  if (found.nlink > 1) {
    throw new Error(
      `${file} has ${found.nlink} names (hard links), and two processes under two names would destroy it. Remove the others (find them with: find / -xdev -inum ${found.ino}), or copy it with npm run data -- backup.`,
    );
  }
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { timeout: BUSY_MS });
    db.exec('PRAGMA locking_mode = EXCLUSIVE');
    db.prepare('PRAGMA user_version').get();
  } catch (error) {
    // What else is wrong with it is told by who opens it.
    if (sqliteCode(error) === BUSY) throw inUse(file);
  } finally {
    db?.close();
  }
}

const inUse = (file: string) =>
  new Error(
    `Another Faultline process uses ${file}. Stop it first, give this one its own DATA_DIR, or set DATABASE_URL so that both share a PostgreSQL database.`,
  );

/**
 * Opens the data file, creates or migrates it, and sets how it is written.
 *
 * synchronous = FULL: what a tool or a migration wrote survives a power cut, not only a crash of the process. A bot's own
 * writes do as well, see SqliteEngine.
 * @param shared open beside a running bot: no schema is created or changed
 */
export function openSqliteFile(file: string, shared: boolean): DatabaseSync {
  if (shared && !existsSync(file)) {
    throw new Error(`There is no data file ${file} yet. Start the bot once, or set DATA_DIR to the folder it uses.`);
  }
  if (file !== ':memory:') {
    makeDataFolder(dirname(file));
    if (createPrivate(file)) forgetWritten(file);
  }
  // SQLite makes the head of the file first, and carries nothing else into it for a while.
  const isCutOff = (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0 && !existsSync(`${realpathOf(file)}-wal`);
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { timeout: BUSY_MS });
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    // 64 MiB, filled as needed: the upper pages of the indexes of a million conversations.
    db.exec('PRAGMA cache_size = -65536');
    // The write-ahead log is carried into the file beside the turns, and not by the one that happens to fill it. Begun anew,
    // it is cut to the size at which that is done, so that its size tells how much is in it.
    db.exec(`PRAGMA wal_autocheckpoint = 0; PRAGMA journal_size_limit = ${CARRY_BYTES}`);
    // Deleted means gone: freed pages are overwritten, not only forgotten.
    db.exec('PRAGMA secure_delete = ON');
  } catch (error) {
    db?.close();
    throw sqliteProblem(file, 'open the data', error);
  }
  try {
    if (isCutOff && isWithoutTables(db)) throw new Error(LOG_GONE(file));
    if (shared) checkMigrated(db, file);
    else migrate(db, file);
    checkWritten(db, file);
  } catch (error) {
    db.close();
    throw sqliteCode(error) === undefined ? error : sqliteProblem(file, 'read the schema', error);
  }
  return db;
}

/**
 * Makes an empty file that its owner alone may read, unless there is one: it will hold what people pasted. SQLite gives
 * the files beside it the same rights. True when it was made.
 */
export function createPrivate(file: string): boolean {
  if (existsSync(file)) return false;
  closeSync(openSync(file, 'a', 0o600));
  return true;
}

/** Waits until a copy is on the disk. */
export function flushFile(file: string): void {
  const descriptor = openSync(file, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
