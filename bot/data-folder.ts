import { accessSync, constants, mkdirSync } from 'node:fs';

/**
 * Makes the data folder, for its owner alone, unless it is there. Throws an Error with one sentence when it cannot be
 * made or written.
 */
export function makeDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw folderProblem(folder, error);
  }
}

/** What is wrong with the data folder and what to do, in one sentence. */
export function folderProblem(folder: string, error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const isFile = code === 'EEXIST' || code === 'ENOTDIR';
  const advice = isFile
    ? 'It is a file, or lies below one: set DATA_DIR to a folder.'
    : "Give the bot's user write access to it, or set DATA_DIR to another folder.";
  return new Error(`The data folder ${folder} cannot be used${code && ` (${code})`}. ${advice}`, { cause: error });
}
