import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type FolderPicture, PICTURE_NAME, readPicture } from './pictures.ts';

/** The knowledge that comes with Faultline. */
export const BUILT_IN = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** A folder of knowledge as it was read: the text of each of its files, by its name below the folder. */
export interface FolderFiles {
  /** where it lies; what problems are told under is its last part */
  folder: string;
  files: ReadonlyMap<string, string>;
  /** by their names below `pictures/`; as words what is wrong with one */
  pictures: ReadonlyMap<string, FolderPicture | string>;
}

const PARTS = new Set(['questions.yaml', 'services.yaml', 'common.yaml', 'vocabulary.yaml']);
/** Folders within a folder of knowledge, and how the names of their files end. */
const ROOMS: readonly (readonly [room: string, ends: RegExp])[] = [
  ['articles', /\.yaml$/],
  ['overrides', /\.yaml$/],
  ['topics', /\.yaml$/],
  ['events', /\.yaml$/],
  ['codes', /\.txt$/],
  ['pictures', PICTURE_NAME],
];
/** What stands here of events, codes and topics is not about a product, and counts with any folder. */
const ROOMS_OF_BUILT_IN: ReadonlySet<string> = new Set(['articles', 'overrides', 'pictures']);

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

function filesIn(folder: string, room: string, ends: RegExp): string[] {
  try {
    return readdirSync(path.join(folder, room), { recursive: true, encoding: 'utf8' })
      .map((file) => `${room}/${file.split(path.sep).join('/')}`)
      .filter((file) => ends.test(file));
  } catch (error) {
    // Every part of a folder may be missing, the folder itself may not.
    if (isMissing(error)) return [];
    throw error;
  }
}

/** The names of the files of a folder that are knowledge, in order. Throws when the folder cannot be read. */
function namesIn(folder: string): string[] {
  const rooms = ROOMS.filter(([room]) => folder !== BUILT_IN || ROOMS_OF_BUILT_IN.has(room));
  return [
    ...readdirSync(folder).filter((name) => PARTS.has(name)),
    ...rooms.flatMap(([room, ends]) => filesIn(folder, room, ends)),
  ].sort();
}

const PICTURES = 'pictures/';

/** Reads every file of a folder that is knowledge. Throws when the folder cannot be read. */
export function readFolderFiles(folder: string): FolderFiles {
  const names = namesIn(folder);
  const [pictures, texts] = [
    names.filter((name) => name.startsWith(PICTURES)),
    names.filter((name) => !name.startsWith(PICTURES)),
  ];
  return {
    folder,
    files: new Map(texts.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')])),
    pictures: new Map(pictures.map((name) => [name.slice(PICTURES.length), readPicture(folder, name)])),
  };
}

/** One text for what stands in the folders: the same as long as every file is the same. */
export function contentId(folders: readonly FolderFiles[]): string {
  const hash = createHash('sha256');
  for (const { files, pictures } of folders) {
    for (const [name, text] of files) hash.update(`${name}\0${Buffer.byteLength(text)}\0`).update(text);
    for (const [name, picture] of pictures)
      hash.update(`${PICTURES}${name}\0${typeof picture === 'string' ? '' : picture.address}\0`);
  }
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
