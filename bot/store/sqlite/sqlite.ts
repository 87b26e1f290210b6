import { rmSync } from 'node:fs';
import type { StatementSync } from 'node:sqlite';
import type { Store } from '../store.ts';
import { Watchers } from '../watchers.ts';
import { sqliteAttachments } from './sqlite-attachments.ts';
import { sqliteCases } from './sqlite-cases.ts';
import { sqliteConversations } from './sqlite-conversations.ts';
import { SqliteEngine } from './sqlite-engine.ts';
import { sqliteExpiry } from './sqlite-expiry.ts';
import { createPrivate, flushFile, lockSqliteFile, openSqliteFile } from './sqlite-file.ts';
import { sqliteLog } from './sqlite-log.ts';
import { sqliteOutbox } from './sqlite-outbox.ts';
import { sqliteForgetInTurn, sqlitePersons } from './sqlite-persons.ts';
import { sqliteReminders } from './sqlite-reminders.ts';
import { sqliteTokens } from './sqlite-tokens.ts';

/** The file inside the data folder. */
export const SQLITE_FILE = 'faultline.sqlite';

export interface SqliteOptions {
  /**
   * Open beside the bot that holds the file: for an operator's tools, which read and make small changes. The file has to
   * exist and to be up to date; what is written here does not reach `watch` of the bot.
   */
  shared?: boolean;
}

export interface SqliteStore extends Store {
  /** Writes a complete copy into a new file, as of one moment, while the bot goes on. Rejects when the file exists. */
  backup(to: string): Promise<void>;
}

/**
 * The store for one process: a SQLite file, created when missing. `:memory:` keeps everything in memory.
 * Throws an Error with one sentence when another process has it open, when it cannot be written, when it is damaged or
 * of another version.
 */
export function openSqliteStore(file: string, { shared = false }: SqliteOptions = {}): SqliteStore {
  const unlock = shared || file === ':memory:' ? () => {} : lockSqliteFile(file);
  try {
    return storeOn(new SqliteEngine(openSqliteFile(file, shared), file), unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Writes a copy that its owner alone may read, or leaves nothing behind. */
function copyTo(to: string, copy: StatementSync): void {
  let isNew = false;
  try {
    isNew = createPrivate(to);
    copy.run(to);
    flushFile(to);
  } catch (error) {
    if (isNew) rmSync(to, { force: true });
    const code = error instanceof Error && 'code' in error && error.code;
    if (code !== 'ENOENT' && code !== 'EACCES' && code !== 'ENOTDIR') throw error;
    throw new Error(`${to} cannot be written (${code}): name a file in a folder that exists and is yours`, {
      cause: error,
    });
  }
}

function storeOn(engine: SqliteEngine, unlock: () => void): SqliteStore {
  const watchers = new Watchers();
  const append = sqliteLog(engine.db);
  const forget = sqliteForgetInTurn(engine.db);
  const copy = engine.db.prepare('VACUUM INTO ?');
  return {
    ...sqliteCases(engine, append, forget, watchers),
    ...sqliteConversations(engine, append, watchers),
    ...sqliteAttachments(engine),
    ...sqliteTokens(engine),
    ...sqliteOutbox(engine),
    ...sqliteReminders(engine),
    ...sqlitePersons(engine, forget),
    ...sqliteExpiry(engine),
    backup: (to) => engine.read('copy the data', () => copyTo(to, copy)),
    ping: engine.ping,
    async close() {
      watchers.clear();
      await engine.close();
      unlock();
    },
  };
}
