import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes the data folder, for its owner alone, unless it is there. Throws an Error with one sentence when it cannot be
 * made or written.
 */
export function makeDataFolder(folder: string): void {
  try {
    makeWithParents(folder);
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw folderProblem(folder, error);
  }
}

// Node's own way (`recursive`) tries for ever where the system says that a folder is not there and cannot be made, as in /proc.
function makeWithParents(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (isFolder(folder)) return;
    const parent = dirname(folder);
    const lacksParent = error instanceof Error && 'code' in error && error.code === 'ENOENT' && !isFolder(parent);
    if (!lacksParent) throw error;
    makeWithParents(parent);
    makeWithParents(folder);
  }
}

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** What is wrong with the data folder and what to do, in one sentence. */
export function folderProblem(folder: string, error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const isFile = code === 'EEXIST' || code === 'ENOTDIR';
  const advice = isFile
    ? 'It is a file, or lies below one: set DATA_DIR to a folder.'
    : code === 'ENOSPC'
      ? 'The disk is full: make room and try again.'
      : "Give the bot's user write access to it, or set DATA_DIR to another folder.";
  return new Error(`The data folder ${folder} cannot be used${code && ` (${code})`}. ${advice}`, { cause: error });
}
