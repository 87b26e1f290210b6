/** A larger file is not read: no article is a tenth of that. In bytes. */
export const LARGEST_FILE = 8 * 1024 * 1024;
/** What a machine says of all its events is one file. In bytes. */
const LARGEST_JSON = 64 * 1024 * 1024;
/** How large a file of this name may be, in bytes. */
export const largestOf = (path: string): number => (/\.json$/i.test(path) ? LARGEST_JSON : LARGEST_FILE);
/** More than this is not unpacked out of one archive. In bytes. */
export const LARGEST_TOTAL = 2 * 1024 * 1024 * 1024;
/** More files than this are not looked at. */
export const MOST_FILES = 500_000;
/** Folders inside folders beyond this are not gone into. */
export const DEEPEST = 40;

/** A file that was not read, and why; `path` as it is called where it lies. */
export interface Skipped {
  path: string;
  why: string;
}

/** Whether a file is read, by how it is called where it lies and how many bytes it has (unpacked). */
export type Wants = (path: string, bytes: number) => boolean;

/** Whether a name out of an archive stays below the archive: no way up, no root, no drive, no NUL. */
export function isPlainPath(path: string): boolean {
  return (
    path !== '' &&
    path.length <= 1000 &&
    !path.includes('\0') &&
    !/^[/\\]|^[a-z]:/i.test(path) &&
    !path.split(/[/\\]/).includes('..')
  );
}
