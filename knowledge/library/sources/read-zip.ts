import {
  type Entry,
  getFileNameLowLevel,
  openPromise,
  parseExtraFields,
  type ZipFile,
  type ZipFileOptions,
} from 'yauzl';
import type { SourceFile } from '../imported-article.ts';
import { reasonOf } from './read-folder.ts';
import { isPlainPath, LARGEST_FILE, LARGEST_TOTAL, MOST_FILES, type Skipped, type Wants } from './source-limits.ts';

/** The files of a .zip, one at a time; nothing is written to the disk. */
export async function* readZip(
  path: string,
  skipped: (one: Skipped) => void,
  wants: Wants,
): AsyncGenerator<SourceFile> {
  // Names are read here, since one that leads out of the archive would end all of it there.
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false, decodeStrings: false }).catch(
    (error: unknown) => {
      throw damaged(path, error);
    },
  );
  let total = 0;
  let count = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const name = nameOf(entry);
      if (name.endsWith('/')) continue;
      if (++count > MOST_FILES) return skipped({ path: name, why: `there are more than ${MOST_FILES} files` });
      if (!wants(name, entry.uncompressedSize)) continue;
      const why = reasonToSkip(entry, name);
      if (why !== undefined) {
        skipped({ path: name, why });
        continue;
      }
      total += entry.uncompressedSize;
      if (total > LARGEST_TOTAL)
        return skipped({ path: name, why: `the archive unpacks to more than ${LARGEST_TOTAL} bytes` });
      const bytes = await bytesOf(zip, entry).catch((error: unknown) =>
        skipped({ path: name, why: `it is damaged: ${reasonOf(error)}` }),
      );
      if (!bytes) continue;
      yield { path: name, bytes };
    }
  } catch (error) {
    throw damaged(path, error);
  } finally {
    zip.close();
  }
}

const damaged = (path: string, error: unknown) =>
  new Error(`${path} is damaged or no .zip: ${reasonOf(error)}. Pack it again.`, { cause: error });

/** The name of an entry, in the encoding that it says. */
export function nameOf(entry: Entry): string {
  const { generalPurposeBitFlag, fileNameRaw, extraFieldRaw } = entry;
  return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, parseExtraFields(extraFieldRaw), false);
}

/** What Unix keeps in the upper half of the attributes for a link. */
const LINK = 0o12;

function reasonToSkip(entry: Entry, name: string): string | undefined {
  if (!isPlainPath(name)) return 'its name leads out of the archive';
  if (entry.isEncrypted()) return 'it is encrypted';
  if (entry.externalFileAttributes >>> 28 === LINK) return 'it is a link; only files are read';
  if (entry.uncompressedSize > LARGEST_FILE)
    return `it has ${entry.uncompressedSize} bytes; at most ${LARGEST_FILE} are read`;
  return undefined;
}

/** At most as many bytes as the entry says: more is an error of its stream. */
export async function bytesOf(zip: ZipFile, entry: Entry, how: Partial<ZipFileOptions> = {}): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await zip.openReadStreamPromise(entry, how)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
