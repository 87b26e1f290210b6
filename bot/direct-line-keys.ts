import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Config } from './config.ts';
import { folderProblem, makeDataFolder } from './data-folder.ts';

const FILE = 'direct-line.key';

/**
 * The keys that sign Direct Line tokens, newest first: those of the configuration, else one that is made at the first
 * start and kept in the data folder, readable for the bot's user alone. Throws an Error with one sentence when the
 * folder cannot be used or the file holds no key.
 */
export function directLineKeys(config: Pick<Config, 'DATA_DIR' | 'DIRECT_LINE_KEYS'>): readonly string[] {
  if (config.DIRECT_LINE_KEYS) return config.DIRECT_LINE_KEYS;
  const file = path.join(config.DATA_DIR, FILE);
  makeDataFolder(config.DATA_DIR);
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Error(
      `${file} is a folder, and should be the file with the key (a container makes one where it mounts a file that is not there). Remove it, and a new key is made.`,
    );
  }
  let key: string;
  try {
    key = made(file) ?? readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw folderProblem(config.DATA_DIR, error);
  }
  if (key.length < 32)
    throw new Error(`${file} holds no key. Delete it, and a new one is made; the chats that are open then end.`);
  return [key];
}

function made(file: string): string | undefined {
  const key = randomBytes(32).toString('base64url');
  try {
    writeFileSync(file, `${key}\n`, { mode: 0o600, flag: 'wx' });
    return key;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return undefined;
    // Half a key would be read as one at the next start.
    rmSync(file, { force: true });
    throw error;
  }
}
