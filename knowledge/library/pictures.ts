import { LARGEST_PICTURE, pictureAddress } from '../folder/pictures.ts';
import type { SourceFile } from './imported-article.ts';
import { readNamed } from './sources/read-sources.ts';
import type { Skipped } from './sources/source-limits.ts';
import type { LibraryWriter } from './store/library-writer.ts';

/** All pictures of an import, in bytes. */
const LARGEST_SUM = 64 * 1024 * 1024;

/**
 * Puts into the library the pictures that the articles of a collection show, out of the folder or archive that is imported, and out of
 * nowhere else. One that is not there stays words; one that cannot be kept is told to `skipped`.
 */
export async function keepPictures(
  writer: LibraryWriter,
  collection: number,
  source: string,
  skipped: (one: Skipped) => void,
): Promise<void> {
  writer.removePictures(collection);
  const wanted = writer.picturesWanted(collection);
  if (wanted.size === 0) return;
  let sum = 0;
  for await (const file of readNamed(source, wanted, skipped)) {
    const address = pictureAddress(file.bytes);
    const why = reasonToSkip(file, address, sum);
    if (why !== undefined || address === undefined) skipped({ path: file.path, why: why ?? '' });
    else {
      writer.addPicture(collection, file.path, address, file.bytes);
      sum += file.bytes.length;
    }
  }
}

function reasonToSkip({ bytes }: SourceFile, address: string | undefined, sum: number): string | undefined {
  if (address === undefined) return 'it is no picture; save it as .png, .jpg or .gif';
  if (bytes.length > LARGEST_PICTURE) return `it has ${bytes.length} bytes; a picture may have ${LARGEST_PICTURE}`;
  return sum + bytes.length > LARGEST_SUM ? `the pictures of an import may have ${LARGEST_SUM} bytes` : undefined;
}
