import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Request, Response, Server } from 'restify';
import { LARGEST_PICTURE, pictureAddress, pictureType } from '../../knowledge/folder/pictures.ts';
import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import { refuse } from '../http/answer.ts';
import type { ImportedLibrary } from '../imported-library.ts';

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
  server.get('/pictures/*', async (request: Request, response: Response) => {
    const asked: unknown = request.params['*'];
    const address = typeof asked === 'string' ? asked : '';
    const type = pictureType(address);
    const bytes = type === undefined ? undefined : await pictureAt(address, deps);
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

async function pictureAt(address: string, { live, library }: PictureDeps): Promise<Uint8Array | undefined> {
  const shown = [...(live.current().pictures?.values() ?? [])].find((one) => one.address === address);
  // The copy first: the file may be another one by now.
  for (const file of [path.join(live.keptPictures, address), ...(shown ? [shown.file] : [])]) {
    const bytes = await readFile(file).catch(() => undefined);
    if (bytes && isPicture(bytes, address)) return bytes;
  }
  const imported = await library.picture(address);
  return imported && isPicture(imported, address) ? imported : undefined;
}

const isPicture = (bytes: Uint8Array, address: string): boolean =>
  bytes.length <= LARGEST_PICTURE && pictureAddress(bytes) === address;
