import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { APPLICATION_ID, SHAPE } from './schema.ts';

const MAGIC = 'SQLite format 3\0';
const HEAD_BYTES = 100;
const USER_VERSION_AT = 60;
const APPLICATION_ID_AT = 68;
const PAGE_SIZE_AT = 16;
const PAGES_AT = 28;

/**
 * What is wrong with the file of a library and what to do, in two sentences; undefined for one that can be read, and for none.
 * Looks at the head and the size alone: SQLite finds the rest.
 */
export function libraryProblem(path: string): string | undefined {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined) return undefined;
  const head = Buffer.alloc(HEAD_BYTES);
  const file = openSync(path, 'r');
  try {
    readSync(file, head, 0, HEAD_BYTES, 0);
  } finally {
    closeSync(file);
  }
  const mend = 'Remove the file and import again (npm run knowledge -- import), or put a copy of it back.';
  if (head.toString('latin1', 0, 16) !== MAGIC) return `${path} is no library of Faultline, or damaged. ${mend}`;
  if (head.readUInt32BE(APPLICATION_ID_AT) !== APPLICATION_ID) return `${path} is another program's file. ${mend}`;
  const shape = head.readUInt32BE(USER_VERSION_AT);
  if (shape > SHAPE)
    return `${path} was written by a newer Faultline (shape ${shape}; this one reads ${SHAPE}). Update Faultline, or import again.`;
  if (shape < SHAPE) return `${path} was written by an older Faultline. ${mend}`;
  const stated = head.readUInt16BE(PAGE_SIZE_AT);
  const pages = head.readUInt32BE(PAGES_AT) * (stated === 1 ? 65_536 : stated);
  return pages > size ? `${path} is cut short: ${size} of ${pages} bytes. ${mend}` : undefined;
}
