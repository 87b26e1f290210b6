import { type Dirent, lstatSync, opendirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { SourceFile } from '../imported-article.ts';
import { DEEPEST, largestOf, MOST_FILES, type Skipped, type Wants } from './source-limits.ts';

/** Folders that hold tools and never articles. */
const PASSED_OVER = new Set(['.git', '.svn', '.hg', 'node_modules']);

/** The files below a folder, or one file. Links are not followed, so none leads out or round in a circle. */
export async function* readFolder(
  path: string,
  skipped: (one: Skipped) => void,
  wants: Wants,
): AsyncGenerator<SourceFile> {
  if (statSync(path).isFile()) {
    const file = readOne(realpathSync(path), basename(path), skipped, wants);
    if (file) yield file;
    return;
  }
  let count = 0;
  for (const { full, at } of pathsBelow(path, skipped)) {
    if (++count > MOST_FILES) return skipped({ path: at, why: `there are more than ${MOST_FILES} files` });
    const file = readOne(full, at, skipped, wants);
    if (file) yield file;
  }
}

/** Where files lie below a folder, and how they are called from there. */
function* pathsBelow(path: string, skipped: (one: Skipped) => void): Generator<{ full: string; at: string }> {
  const open = [{ folder: path, at: '', depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const entry of entriesOf(next.folder, next.at, skipped)) {
      const at = next.at === '' ? entry.name : `${next.at}/${entry.name}`;
      const full = join(next.folder, entry.name);
      const why = reasonToSkip(entry, next.depth);
      if (why !== undefined) skipped({ path: at, why });
      else if (entry.isFile()) yield { full, at };
      else if (isOpened(entry)) open.push({ folder: full, at, depth: next.depth + 1 });
    }
  }
}

const isOpened = (entry: Dirent) => entry.isDirectory() && !PASSED_OVER.has(entry.name);

function reasonToSkip(entry: Dirent, depth: number): string | undefined {
  if (entry.isSymbolicLink()) return 'it is a link; links are not followed';
  return depth >= DEEPEST && isOpened(entry) ? `it lies more than ${DEEPEST} folders deep` : undefined;
}

function* entriesOf(folder: string, at: string, skipped: (one: Skipped) => void) {
  try {
    const opened = opendirSync(folder);
    try {
      for (let entry = opened.readSync(); entry !== null; entry = opened.readSync()) yield entry;
    } finally {
      opened.closeSync();
    }
  } catch (error) {
    skipped({ path: at || folder, why: `the folder cannot be read: ${reasonOf(error)}` });
  }
}

function readOne(full: string, at: string, skipped: (one: Skipped) => void, wants: Wants): SourceFile | undefined {
  try {
    const { size } = lstatSync(full);
    if (!wants(at, size)) return undefined;
    if (size > largestOf(at)) {
      skipped({ path: at, why: `it has ${size} bytes; at most ${largestOf(at)} are read` });
      return undefined;
    }
    return { path: at, bytes: readFileSync(full) };
  } catch (error) {
    skipped({ path: at, why: `it cannot be read: ${reasonOf(error)}` });
    return undefined;
  }
}

/** The code of an error of the system, for one sentence. */
export function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
