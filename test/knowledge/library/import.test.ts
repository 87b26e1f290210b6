import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { buffer } from 'node:stream/consumers';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { pack } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { importLibrary, removeCollection } from '../../../knowledge/library/import-library.ts';
import { LibraryFile } from '../../../knowledge/library/store/library-file.ts';
import { HTML, KB_ARTICLE, KB_TWIN, MARKDOWN } from '../../fixtures/library-articles.ts';

let folder: string;
let library: string;
const FACTS = { name: 'lantern', format: 'auto', products: [] };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'library-'));
  library = join(folder, 'library.sqlite');
  mkdirSync(join(folder, 'in', 'deep'), { recursive: true });
  writeFileSync(join(folder, 'in', 'Q900001.TXT'), KB_ARTICLE);
  writeFileSync(join(folder, 'in', 'deep', 'queue.md'), MARKDOWN);
  writeFileSync(join(folder, 'in', 'deep', 'lamp.html'), HTML);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (path = join(folder, 'in'), facts = FACTS) => importLibrary(library, path, facts);

function look<T>(at: (file: LibraryFile) => T): T {
  const file = new LibraryFile(library);
  try {
    return at(file);
  } finally {
    file.close();
  }
}
const ids = () =>
  look((file) =>
    file
      .prepare('SELECT key FROM article ORDER BY key')
      .all()
      .map((row) => row['key']),
  );

async function tarOf(
  entries: { name: string; text?: string; type?: 'file' | 'symlink'; linkname?: string }[],
): Promise<Buffer> {
  const tar = pack();
  for (const { text = '', ...header } of entries) tar.entry({ type: 'file', ...header }, text);
  tar.finalize();
  return buffer(tar);
}

describe('an import', () => {
  test('brings in a folder with all that is read out of it', async () => {
    expect(await run()).toMatchObject({ files: 3, articles: 3, unchanged: 0, removed: 0, unread: [] });
    expect(ids()).toEqual(['lamp', 'Q900001', 'queue']);
    expect(look((file) => file.article('q900001')?.article.sections.length)).toBe(3);
    expect(look((file) => [...file.events()].map(({ eventId, is }) => [eventId, is]))).toContainEqual([7301, 'record']);
  });

  test('reads only what changed the second time, and takes out what is gone', async () => {
    await run();
    writeFileSync(join(folder, 'in', 'Q900001.TXT'), KB_ARTICLE.replace('Nightly', 'Daily'));
    rmSync(join(folder, 'in', 'deep', 'lamp.html'));
    expect(await run()).toMatchObject({ files: 1, articles: 1, unchanged: 1, removed: 1 });
    expect(ids()).toEqual(['Q900001', 'queue']);
    expect(look((file) => file.article('Q900001')?.title)).toContain('Daily');
  });

  test('that is taken out leaves nothing', async () => {
    await run();
    expect(removeCollection(library, 'lantern')).toBe(true);
    expect(removeCollection(library, 'lantern')).toBe(false);
    const left = look((file) =>
      ['article', 'file', 'event', 'code', 'bag', 'term', 'collection', 'search'].map(
        (table) => file.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n'],
      ),
    );
    expect(left).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    expect(readFileSync(library).includes('Lantern Relay')).toBe(false);
  });

  test('keeps two articles of one id apart', async () => {
    await run();
    await run(join(folder, 'in'), { ...FACTS, name: 'second' });
    expect(ids()).toContain('second/Q900001');
  });

  test('tells what it could not read, and why', async () => {
    writeFileSync(join(folder, 'in', 'letter.docx'), 'no');
    writeFileSync(join(folder, 'in', 'empty.md'), '');
    symlinkSync(join(folder, 'in'), join(folder, 'in', 'deep', 'round'));
    const { unread } = await run();
    expect(unread.toSorted((a, b) => a.path.localeCompare(b.path))).toEqual([
      { path: 'deep/round', why: 'it is a link; links are not followed' },
      { path: 'empty.md', why: 'it holds no article' },
      { path: 'letter.docx', why: 'no reader knows this kind of file' },
    ]);
  });

  test('that fails changes nothing and leaves nothing beside the library', async () => {
    await run();
    const before = readFileSync(library);
    writeFileSync(join(folder, 'broken.zip'), 'PK no');
    await expect(run(join(folder, 'broken.zip'))).rejects.toThrow(/broken\.zip is damaged or no \.zip/);
    await expect(run(join(folder, 'nowhere'))).rejects.toThrow(/is not there/);
    expect(readFileSync(library).equals(before)).toBe(true);
    expect(readdirSync(folder).filter((name) => name.includes('.new'))).toEqual([]);
  });

  test.each([
    [
      'zip',
      async () => Buffer.from(zipSync({ 'a/Q900001.TXT': Buffer.from(KB_ARTICLE), 'b.md': Buffer.from(MARKDOWN) })),
    ],
    [
      'tar.gz',
      async () =>
        gzipSync(
          await tarOf([
            { name: 'a/Q900001.TXT', text: KB_ARTICLE },
            { name: 'b.md', text: MARKDOWN },
          ]),
        ),
    ],
    [
      'tar.zst',
      async () =>
        zstdCompressSync(
          await tarOf([
            { name: 'a/Q900001.TXT', text: KB_ARTICLE },
            { name: 'b.md', text: MARKDOWN },
          ]),
        ),
    ],
  ])('out of a .%s', async (end, make) => {
    const path = join(folder, `kb.${end}`);
    writeFileSync(path, await make());
    expect(await run(path)).toMatchObject({ articles: 2, unread: [] });
  });

  test('names that lead out of an archive are not read, and nothing is written', async () => {
    writeFileSync(
      join(folder, 'bad.zip'),
      zipSync({ '../../evil.md': Buffer.from(MARKDOWN), 'good.md': Buffer.from(MARKDOWN) }),
    );
    expect(await run(join(folder, 'bad.zip'))).toMatchObject({
      articles: 1,
      unread: [{ why: 'its name leads out of the archive' }],
    });
    writeFileSync(
      join(folder, 'bad.tar'),
      await tarOf([
        { name: '/etc/evil.md', text: MARKDOWN },
        { name: 'link.md', type: 'symlink', linkname: '/etc/passwd' },
        { name: 'good.md', text: MARKDOWN },
      ]),
    );
    const { unread } = await run(join(folder, 'bad.tar'));
    expect(unread.map(({ why }) => why)).toEqual([
      'its name leads out of the archive',
      'it is a link or a device; only files are read',
    ]);
  });

  test('a bomb in an archive is passed over', async () => {
    writeFileSync(
      join(folder, 'bomb.zip'),
      zipSync({ 'bomb.md': new Uint8Array(32 * 1024 * 1024), 'good.md': Buffer.from(MARKDOWN) }),
    );
    expect(await run(join(folder, 'bomb.zip'))).toMatchObject({
      articles: 1,
      unread: [{ path: 'bomb.md', why: expect.stringContaining('at most') }],
    });
  });

  test('a gigabyte of text is passed over', async () => {
    writeFileSync(join(folder, 'in', 'huge.md'), '');
    truncateSync(join(folder, 'in', 'huge.md'), 1024 ** 3);
    expect((await run()).unread).toEqual([{ path: 'huge.md', why: expect.stringContaining('1073741824 bytes') }]);
  });
});

describe('a library that cannot be read', () => {
  test.each([
    ['is no database', () => writeFileSync(library, 'hello'), /no library of Faultline, or damaged.*import again/s],
    ['is cut short', () => truncateSync(library, 5000), /cut short/],
    ['is another program\u2019s', () => alter('PRAGMA application_id = 1'), /another program's file/],
    ['is newer', () => alter('PRAGMA user_version = 99'), /newer Faultline.*Update Faultline/],
  ])('%s: is refused with what to do', async (_what, break_, said) => {
    writeFileSync(join(folder, 'in', 'Q900002.TXT'), KB_TWIN);
    await run();
    break_();
    expect(() => new LibraryFile(library)).toThrow(said);
    await expect(run()).rejects.toThrow(said);
  });

  function alter(sql: string): void {
    const db = new DatabaseSync(library);
    db.exec(sql);
    db.close();
  }
});
