import { fromBufferPromise, type ZipFile } from 'yauzl';
import { bytesOf, nameOf } from './read-zip.ts';

/** A file in a .zip archive. */
export interface ZipEntry {
  name: string;
  isEncrypted: boolean;
  /** 0 stored, 8 deflated; others are not unpacked */
  method: number;
  /** what its head says of its size, in bytes: a claim of whoever made the archive */
  size: number;
  /** how many bytes it takes in the archive */
  packedSize: number;
  /** its bytes as they are stored. Rejects where they do not lie in the archive */
  packed: () => Promise<Uint8Array>;
}

/** Larger lists of files are no logs that somebody collected. */
const MOST_HEADS = 10_000;

/**
 * The files that the directory of a .zip archive lists, without unpacking anything.
 * @returns `isWhole` false where the directory is missing, cut, or longer than anybody's. Never rejects
 */
export async function zipEntries(bytes: Uint8Array): Promise<{ entries: ZipEntry[]; isWhole: boolean }> {
  const entries: ZipEntry[] = [];
  try {
    const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const zip = await fromBufferPromise(view, { lazyEntries: true, decodeStrings: false });
    const isWhole = zip.entryCount <= MOST_HEADS;
    for await (const entry of zip.eachEntry()) {
      entries.push(entryOf(zip, entry));
      if (entries.length === MOST_HEADS) break;
    }
    return { entries, isWhole };
  } catch {
    return { entries, isWhole: false };
  }
}

function entryOf(zip: ZipFile, entry: Parameters<typeof nameOf>[0]): ZipEntry {
  return {
    name: nameOf(entry),
    isEncrypted: entry.isEncrypted(),
    method: entry.compressionMethod,
    size: entry.uncompressedSize,
    packedSize: entry.compressedSize,
    packed: () => bytesOf(zip, entry, { decodeFileData: false }),
  };
}
