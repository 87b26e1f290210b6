import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { extract } from 'tar-stream';
import type { SourceFile } from '../imported-article.ts';
import { reasonOf } from './read-folder.ts';
import { isPlainPath, LARGEST_FILE, LARGEST_TOTAL, MOST_FILES, type Skipped, type Wants } from './source-limits.ts';

/** What unpacks a tar by the end of its name; a plain one needs nothing. */
function unpackerOf(path: string) {
  if (/\.(?:tar\.gz|tgz)$/i.test(path)) return createGunzip();
  if (/\.(?:tar\.zst|tzst)$/i.test(path)) return createZstdDecompress();
  return undefined;
}

/** The files of a .tar, .tar.gz or .tar.zst, one at a time; nothing is written to the disk. Links inside are not followed. */
export async function* readTar(
  path: string,
  skipped: (one: Skipped) => void,
  wants: Wants,
): AsyncGenerator<SourceFile> {
  const entries = extract();
  const unpacker = unpackerOf(path);
  const input = createReadStream(path);
  // The error reaches whoever reads the entries.
  const done = (error: Error | null | undefined) => error && entries.destroy(error);
  if (unpacker) pipeline(input, unpacker, entries, done);
  else pipeline(input, entries, done);
  let total = 0;
  let count = 0;
  try {
    for await (const entry of entries) {
      const { size = 0, type } = entry.header;
      const name = entry.header.name.replace(/^\.\//, '');
      total += size;
      const full = tooMuch(++count, total);
      if (full !== undefined) return skipped({ path: name, why: full });
      const isWanted = type !== 'directory' && wants(name, size);
      const why = isWanted ? reasonToSkip(name, size, type) : '';
      if (why === undefined) yield { path: name, bytes: await bytesOf(entry) };
      else passOver(entry, name, why, skipped);
    }
  } catch (error) {
    throw new Error(`${path} is damaged or no archive of that kind: ${reasonOf(error)}. Pack it again.`, {
      cause: error,
    });
  } finally {
    input.destroy();
  }
}

/** @param why '' for what nobody has to be told */
function passOver(entry: { resume(): unknown }, path: string, why: string, skipped: (one: Skipped) => void): void {
  if (why !== '') skipped({ path, why });
  entry.resume();
}

function tooMuch(files: number, bytes: number): string | undefined {
  if (files > MOST_FILES) return `there are more than ${MOST_FILES} files`;
  return bytes > LARGEST_TOTAL ? `the archive unpacks to more than ${LARGEST_TOTAL} bytes` : undefined;
}

function reasonToSkip(name: string, size: number, type: string | null | undefined): string | undefined {
  if (type !== 'file' && type !== 'contiguous-file') return 'it is a link or a device; only files are read';
  if (!isPlainPath(name)) return 'its name leads out of the archive';
  return size > LARGEST_FILE ? `it has ${size} bytes; at most ${LARGEST_FILE} are read` : undefined;
}

async function bytesOf(entry: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of entry) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
