import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** A folder of knowledge as it was read: the text of each of its files, by its name below the folder. */
export interface FolderFiles {
  /** where it lies; what problems are told under is its last part */
  folder: string;
  files: ReadonlyMap<string, string>;
}

const PARTS = new Set(['questions.yaml', 'services.yaml', 'common.yaml', 'vocabulary.yaml']);

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

function articlesIn(folder: string): string[] {
  try {
    return readdirSync(path.join(folder, 'articles'), { recursive: true, encoding: 'utf8' })
      .map((file) => `articles/${file.split(path.sep).join('/')}`)
      .filter((file) => file.endsWith('.yaml'));
  } catch (error) {
    // Every part of a folder may be missing, the folder itself may not.
    if (isMissing(error)) return [];
    throw error;
  }
}

/** The names of the files of a folder that are knowledge, in order. Throws when the folder cannot be read. */
function namesIn(folder: string): string[] {
  return [...readdirSync(folder).filter((name) => PARTS.has(name)), ...articlesIn(folder)].sort();
}

/** Reads every file of a folder that is knowledge. Throws when the folder cannot be read. */
export function readFolderFiles(folder: string): FolderFiles {
  return {
    folder,
    files: new Map(namesIn(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')])),
  };
}

/** One text for what stands in the folders: the same as long as every file is the same. */
export function contentId(folders: readonly FolderFiles[]): string {
  const hash = createHash('sha256');
  for (const { files } of folders)
    for (const [name, text] of files) hash.update(`${name}\0${Buffer.byteLength(text)}\0`).update(text);
  return hash.digest('hex').slice(0, 12);
}

/** How the files of some folders stand, as far as that shows without reading them. */
export interface FolderMark {
  /** another one when anything was written, added or taken away */
  mark: string;
  /** when the newest of them was written, ms since 1970 */
  newest: number;
}

/** Looks at names, sizes and times alone. Throws when a folder cannot be read. */
export function markOf(folders: readonly string[]): FolderMark {
  let newest = 0;
  const seen = folders.flatMap((folder) =>
    namesIn(folder).map((name) => {
      const found = statSync(path.join(folder, name), { throwIfNoEntry: false });
      newest = Math.max(newest, found?.mtimeMs ?? 0);
      return `${folder}/${name} ${found?.size} ${found?.mtimeMs} ${found?.ino}`;
    }),
  );
  return { mark: seen.join('\n'), newest };
}
