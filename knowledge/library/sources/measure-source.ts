import { readSources } from './read-sources.ts';
import { largestOf } from './source-limits.ts';

/** How much there is to import. */
export interface SourceSize {
  files: number;
  /** unpacked */
  bytes: number;
}

/** Counts the files of a folder or an archive that `counts`, without reading any. Throws as {@link readSources} does. */
export async function measureSource(source: string, counts: (path: string) => boolean): Promise<SourceSize> {
  const size = { files: 0, bytes: 0 };
  const count = (path: string, bytes: number) => {
    if (counts(path) && bytes <= largestOf(path)) {
      size.files++;
      size.bytes += bytes;
    }
    return false;
  };
  const none = readSources(source, () => undefined, count)[Symbol.asyncIterator]();
  await none.next();
  return size;
}
