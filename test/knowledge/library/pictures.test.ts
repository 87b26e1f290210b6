import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { pack } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LARGEST_PICTURE } from '../../../knowledge/folder/pictures.ts';
import { importLibrary, removeCollection } from '../../../knowledge/library/import-library.ts';
import { LibraryFile } from '../../../knowledge/library/store/library-file.ts';
import { HTML, MARKDOWN, picture } from '../../fixtures/library-articles.ts';

let folder: string;
let library: string;
const FACTS = { name: 'lantern', format: 'auto', products: [] };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pictures-'));
  library = join(folder, 'library.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Record<string, string | Uint8Array>): string {
  for (const [name, bytes] of Object.entries(files)) {
    const at = join(folder, 'in', name);
    mkdirSync(dirname(at), { recursive: true });
    writeFileSync(at, bytes);
  }
  return join(folder, 'in');
}

const bring = (path: string) => importLibrary(library, path, FACTS);

/** The pictures that an article shows, by what they show, as bytes; undefined for one that stays words. */
function shown(id: string): Record<string, Uint8Array | undefined> {
  const file = new LibraryFile(library);
  try {
    const blocks = file.article(id)?.article.sections.flatMap((section) => section.blocks) ?? [];
    const pictures = blocks.filter(({ is }) => is === 'picture');
    return Object.fromEntries(
      pictures.map(({ text, picture: of }) => [text, of === undefined ? undefined : bytesOf(file, of)]),
    );
  } finally {
    file.close();
  }
}
const bytesOf = (file: LibraryFile, address: string) => Buffer.from(file.picture(address) ?? []);

function kept(): number {
  const db = new DatabaseSync(library, { readOnly: true });
  const count = Number(db.prepare('SELECT count(*) AS n FROM picture').get()?.['n']);
  db.close();
  return count;
}

const FILES = {
  'run/queue.md': MARKDOWN,
  'run/pictures/queue.png': picture(1),
  'run/pictures/nobody-shows-it.png': picture(2),
  'help/lamp.html': HTML,
  'help/img/lamp.png': picture(3),
};
const ALL = Object.entries(FILES).map(([name, bytes]) => [name, Buffer.from(bytes)] as const);
const CONTAINERS: [string, () => Promise<string>][] = [
  ['a folder', async () => write(FILES)],
  [
    'a .zip, pictures first',
    async () => {
      const path = join(folder, 'kb.zip');
      writeFileSync(path, zipSync(Object.fromEntries(ALL.toReversed())));
      return path;
    },
  ],
  [
    'a .tar.gz',
    async () => {
      const tar = pack();
      for (const [name, bytes] of ALL) tar.entry({ name: `./${name}` }, bytes);
      tar.finalize();
      const path = join(folder, 'kb.tar.gz');
      writeFileSync(path, gzipSync(await buffer(tar)));
      return path;
    },
  ],
];

describe('the pictures of an import', () => {
  it.each(CONTAINERS)('are those that its articles show, out of %s', async (_name, make) => {
    expect((await bring(await make())).unread).toEqual([]);
    expect(shown('queue')).toEqual({ 'The dashboard': Buffer.from(picture(1)) });
    expect(shown('lamp')).toEqual({ 'the lamp': Buffer.from(picture(3)), picture: undefined });
    expect(kept()).toBe(2);
  });

  it('come from beside a file that is imported alone', async () => {
    const from = write(FILES);
    await bring(join(from, 'run/queue.md'));
    expect(shown('queue')).toEqual({ 'The dashboard': Buffer.from(picture(1)) });
  });

  it('change, and go, while their article stays as it is', async () => {
    const from = write(FILES);
    await bring(from);
    write({ 'run/pictures/queue.png': picture(9) });
    rmSync(join(from, 'help/img'), { recursive: true });
    expect(await bring(from)).toMatchObject({ files: 0, unchanged: 2 });
    expect(shown('queue')).toEqual({ 'The dashboard': Buffer.from(picture(9)) });
    expect(shown('lamp')).toEqual({ 'the lamp': undefined, picture: undefined });
    expect(kept()).toBe(1);
    removeCollection(library, FACTS.name);
    expect(kept()).toBe(0);
  });

  it.each([
    ['no picture', Buffer.from('<svg onload="alert(1)"/>'), 'it is no picture'],
    ['too large', Buffer.concat([picture(), Buffer.alloc(LARGEST_PICTURE)]), 'a picture may have 2097152'],
  ])('that are %s are told, and stay words', async (_name, bytes, why) => {
    const { articles, unread } = await bring(write({ ...FILES, 'run/pictures/queue.png': bytes }));
    expect(articles).toBe(2);
    expect(unread).toEqual([{ path: 'run/pictures/queue.png', why: expect.stringContaining(why) }]);
    expect(shown('queue')).toEqual({ 'The dashboard': undefined });
  });

  it('are the first few of an article, and no more than fit into an import', async () => {
    const names = Array.from({ length: 40 }, (_one, at) => `p${at}.png`);
    const large = Object.fromEntries(
      names.map((name, at) => [name, Buffer.concat([picture(at), Buffer.alloc(LARGEST_PICTURE - 100)])]),
    );
    const article = (some: string[]) =>
      `# Many\n\n## Fix\n\n${some.map((name) => `![${name}](${name})`).join('\n\n')}\n`;
    const from = write({ ...large, 'a.md': article(names), 'b.md': article(names.slice(20)) });
    const { unread } = await bring(from);
    expect(Object.values(shown('a')).filter(Boolean).length).toBeLessThanOrEqual(40);
    expect(kept()).toBe(32);
    expect(unread).toHaveLength(8);
    expect(unread[0]?.why).toContain('the pictures of an import may have');
    rmSync(join(from, 'b.md'));
    await bring(from);
    expect(kept()).toBe(20);
  });

  it('are never read through a link, nor from outside', async () => {
    writeFileSync(join(folder, 'secret.png'), picture(7));
    const from = write({
      'run/a.md':
        '# A\n\n## Fix\n\n![linked](linked.png) ![above](../../secret.png) ![far](https://elsewhere.example/x.png)\n',
    });
    symlinkSync(join(folder, 'secret.png'), join(from, 'run/linked.png'));
    expect((await bring(from)).unread).toEqual([
      { path: 'run/linked.png', why: expect.stringContaining('it is a link') },
    ]);
    expect(shown('a')).toEqual({ linked: undefined, above: undefined, far: undefined });
    await bring(join(from, 'run/a.md'));
    expect(kept()).toBe(0);
  });

  it('are not looked for in a library of an older Faultline, which is completed by the next import', async () => {
    const from = write(FILES);
    await bring(from);
    const db = new DatabaseSync(library);
    db.exec('DROP TABLE picture; DROP TABLE picture_of; UPDATE file SET hash = zeroblob(16)');
    db.close();
    expect(shown('queue')).toEqual({ 'The dashboard': undefined });
    await bring(from);
    expect(kept()).toBe(2);
  });
});
