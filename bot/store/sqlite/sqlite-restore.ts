import { existsSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { createPrivate, flushFile, lockSqliteFile, openSqliteFile, sqliteCode, sqliteProblem } from './sqlite-file.ts';
import { checkReadable } from './sqlite-schema.ts';
import { WRITTEN } from './sqlite-written.ts';

/**
 * Puts a backup in the place of the data file. The bot has to be stopped.
 * @returns the name under which the present data file is kept, or undefined when there was none
 * Throws an Error with one sentence when the backup is damaged or of a newer version, or the file in use; then nothing was changed.
 */
export function restoreSqliteFile(backup: string, file: string): string | undefined {
  checkBackup(backup);
  const unlock = lockSqliteFile(file);
  try {
    const fresh = freshCopy(backup, `${file}.restoring`);
    const kept = existsSync(file) ? `${file}.before-${new Date().toISOString().replaceAll(/[:.]/g, '-')}` : undefined;
    // What was not yet merged into the old file lies beside it, under its name, and must not meet the new one.
    for (const part of ['-wal', '-shm', WRITTEN, '']) {
      if (existsSync(file + part)) renameSync(file + part, (kept ?? `${file}.left-over`) + part);
    }
    renameSync(fresh, file);
    openSqliteFile(file, false).close();
    return kept;
  } finally {
    unlock();
  }
}

/**
 * A whole copy that its owner alone may read, whatever rights the backup has. SQLite makes it, and not a copy of the file:
 * what the last process had not yet carried into the file lies beside it, and belongs to it.
 */
function freshCopy(backup: string, to: string): string {
  rmSync(to, { force: true });
  let db: DatabaseSync | undefined;
  try {
    createPrivate(to);
    db = new DatabaseSync(backup, { readOnly: true });
    db.prepare('VACUUM INTO ?').run(to);
    flushFile(to);
    return to;
  } catch (error) {
    rmSync(to, { force: true });
    throw sqliteProblem(backup, 'copy the backup', error);
  } finally {
    db?.close();
  }
}

function checkBackup(backup: string): void {
  if (!existsSync(backup)) throw new Error(`There is no backup ${backup}. Check the name and the folder.`);
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(backup, { readOnly: true });
    checkReadable(db, backup);
    const check = db.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'];
    if (check !== 'ok') throw new Error(`The backup ${backup} is damaged (${String(check)}). Take an older one.`);
  } catch (error) {
    if (sqliteCode(error) === undefined) throw error;
    throw sqliteProblem(backup, 'read the backup', error);
  } finally {
    db?.close();
  }
}
