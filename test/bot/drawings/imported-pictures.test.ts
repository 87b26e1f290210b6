import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server } from 'restify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { registerPictures } from '../../../bot/drawings/picture-route.ts';
import { ImportedLibrary } from '../../../bot/imported-library.ts';
import { pictureAddress } from '../../../knowledge/folder/pictures.ts';
import { importLibrary } from '../../../knowledge/library/import-library.ts';
import { MARKDOWN, picture } from '../../fixtures/library-articles.ts';

const folder = mkdtempSync(join(tmpdir(), 'imported-pictures-'));
const library = new ImportedLibrary({ DATA_DIR: folder }, { warn: () => undefined });
const server: Server = createServer();

beforeAll(async () => {
  mkdirSync(join(folder, 'in', 'pictures'), { recursive: true });
  writeFileSync(join(folder, 'in', 'queue.md'), MARKDOWN);
  writeFileSync(join(folder, 'in', 'pictures', 'queue.png'), picture(1));
  writeFileSync(join(folder, 'in', 'pictures', 'other.png'), picture(2));
  const facts = { name: 'lantern', format: 'auto', products: [] };
  await importLibrary(join(folder, 'library.sqlite'), join(folder, 'in'), facts);
  registerPictures(server, { live: { current: () => ({}), keptPictures: join(folder, 'none') }, library });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterAll(async () => {
  server.close();
  await library.close();
  rmSync(folder, { recursive: true });
});

const asked = (path: string) => fetch(`http://127.0.0.1:${server.address().port}/pictures/${path}`);

it('a picture of an imported article is served out of the library, as what its bytes are', async () => {
  const answer = await asked(pictureAddress(picture(1)) ?? '');
  expect(answer.headers.get('content-type')).toBe('image/png');
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.from(picture(1)));
});

it('nothing else of the import is', async () => {
  for (const path of [pictureAddress(picture(2)) ?? '', 'pictures/queue.png', 'queue.md', '..%2flibrary.sqlite'])
    expect((await asked(path)).status).toBe(404);
});
