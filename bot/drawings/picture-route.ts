import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Request, Response, Server } from 'restify';
import { LARGEST_PICTURE, pictureAddress, pictureType } from '../../knowledge/folder/pictures.ts';
import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import { refuse } from '../http/answer.ts';
import type { ImportedLibrary } from '../imported-library.ts';

/** Kept in memory: whoever asks for one again and again has nothing read and hashed again. */
const MOST_KEPT = 8;

/** Where the pictures of the knowledge are. */
export interface PictureDeps {
  live: { current(): Pick<Knowledge, 'pictures'>; readonly keptPictures: string };
  /** those of imported articles */
  library: Pick<ImportedLibrary, 'picture'>;
}

/**
 * `GET /pictures/<hash>.<kind>`: the pictures of the folders of knowledge and of imported articles. An address is a hash of what is shown: it holds nothing of a
 * person, it never comes to show another picture, and no other file can be asked for.
 */
export function registerPictures(server: Server, deps: PictureDeps): void {
  const kept = new Map<string, Promise<Buffer | undefined>>();
  const keptAt = async (address: string): Promise<Buffer | undefined> => {
    const reading = kept.get(address) ?? pictureAt(address, deps);
    kept.set(address, reading);
    const bytes = await reading;
    // There may be one later.
    if (bytes === undefined) kept.delete(address);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return bytes;
  };
  server.get('/pictures/*', async (request: Request, response: Response) => {
    const asked: unknown = request.params['*'];
    const address = typeof asked === 'string' ? asked : '';
    const type = pictureType(address);
    const bytes = type === undefined ? undefined : ((await keptAt(address)) ?? (await importedAt(address, deps)));
    if (type === undefined || bytes === undefined) return refuse(response, 404, 'There is no picture at this address.');
    response.writeHead(200, {
      'content-type': type,
      'content-length': bytes.length,
      'cache-control': 'public, max-age=604800, immutable',
      'cross-origin-resource-policy': 'cross-origin',
    });
    response.end(bytes);
  });
}

async function pictureAt(address: string, { live }: PictureDeps): Promise<Buffer | undefined> {
  const shown = [...(live.current().pictures?.values() ?? [])].find((one) => one.address === address);
  // The copy first: the file may be another one by now.
  for (const file of [path.join(live.keptPictures, address), ...(shown ? [shown.file] : [])]) {
    const bytes = await readSmall(file).catch(() => undefined);
    if (bytes && isPicture(bytes, address)) return bytes;
  }
  return undefined;
}

/** Not kept: it goes with its article. */
async function importedAt(address: string, { library }: PictureDeps): Promise<Uint8Array | undefined> {
  const imported = await library.picture(address);
  return imported && isPicture(imported, address) ? imported : undefined;
}

const isPicture = (bytes: Uint8Array, address: string): boolean =>
  bytes.length <= LARGEST_PICTURE && pictureAddress(bytes) === address;

/** A file that could be a picture; undefined for a larger one, which is not read. Rejects where there is none. */
async function readSmall(file: string): Promise<Buffer | undefined> {
  const { size } = await stat(file);
  return size <= LARGEST_PICTURE ? readFile(file) : undefined;
}
