import { lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { SourceFile } from '../imported-article.ts';
import { readFolder } from './read-folder.ts';
import { readTar } from './read-tar.ts';
import { readZip } from './read-zip.ts';
import { LARGEST_FILE, type Skipped, type Wants } from './source-limits.ts';

/** One kind of thing that articles come in. */
interface Container {
  /** how the name ends */
  ends: readonly string[];
  read(path: string, skipped: (one: Skipped) => void, wants: Wants): AsyncIterable<SourceFile>;
}

const CONTAINERS: readonly Container[] = [
  { ends: ['.zip'], read: readZip },
  { ends: ['.tar', '.tar.gz', '.tgz', '.tar.zst', '.tzst'], read: readTar },
];

/** The container a file is, by its name; undefined for a file that is read itself. */
const containerOf = (path: string) =>
  CONTAINERS.find(({ ends }) => ends.some((end) => path.toLowerCase().endsWith(end)));

/**
 * Every file of a folder or an archive, or the file itself, one at a time. What cannot be read is told to `skipped` and passed over.
 * Throws an Error for the operator when nothing of it can be read.
 */
export function readSources(
  path: string,
  skipped: (one: Skipped) => void,
  wants: Wants = () => true,
): AsyncIterable<SourceFile> {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found) throw new Error(`${path} is not there. Name a folder, a file, a .zip, a .tar.gz or a .tar.zst.`);
  const container = containerOf(path);
  if (container && !found.isDirectory()) return container.read(path, skipped, wants);
  return readFolder(path, skipped, wants);
}

/**
 * Of these names, the files that are there: in the folder, in the archive, or beside a file that is imported alone. Too large ones are
 * told to `skipped`; no link leads elsewhere.
 */
export async function* readNamed(
  path: string,
  names: ReadonlySet<string>,
  skipped: (one: Skipped) => void,
): AsyncGenerator<SourceFile> {
  const isNamed = (name: string) => names.has(name);
  const skippedOnes = (one: Skipped) => isNamed(one.path) && skipped(one);
  const isAlone = statSync(path).isFile() && !containerOf(path);
  if (!isAlone) return yield* readSources(path, skippedOnes, isNamed);
  const folder = realpathSync(dirname(path));
  for (const name of names) {
    const file = join(folder, name);
    const found = lstatSync(file, { throwIfNoEntry: false });
    // A folder on the way may be a link; what it leads to is not beside the article.
    if (!found?.isFile() || realpathSync(file) !== file) continue;
    if (found.size > LARGEST_FILE)
      skipped({ path: name, why: `it has ${found.size} bytes; at most ${LARGEST_FILE} are read` });
    else yield { path: name, bytes: readFileSync(file) };
  }
}

/** A name for what lies at a path: of a folder or a file, without what containers end in. */
export function nameOfSource(path: string): string {
  const name = basename(path).toLowerCase();
  const end = CONTAINERS.flatMap(({ ends }) => ends)
    .toSorted((a, b) => b.length - a.length)
    .find((one) => name.endsWith(one));
  return (end ? name.slice(0, -end.length) : name).replace(/[^a-z0-9._-]+/g, '-').replace(/^[-.]+/, '') || 'library';
}
