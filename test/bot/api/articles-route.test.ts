import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createServer, type Server } from 'restify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { registerArticles } from '../../../bot/api/articles-route.ts';
import { ImportedLibrary } from '../../../bot/imported-library.ts';
import { importLibrary, removeCollection } from '../../../knowledge/library/import-library.ts';
import { Override, type Overrides } from '../../../knowledge/library/overrides.ts';
import { KNOWLEDGE } from '../../dialogs/conversation.ts';
import { KB_ARTICLE, KB_TWIN, MARKDOWN } from '../../fixtures/library-articles.ts';

let folder: string;
let server: Server;
let library: ImportedLibrary;
let url: string;
let overrides: Overrides;
const live = { current: () => ({ ...KNOWLEDGE, overrides }) };
const problems: string[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'articles-'));
  problems.length = 0;
  overrides = new Map();
  writeFileSync(join(folder, 'Q900001.TXT'), KB_ARTICLE);
  writeFileSync(join(folder, 'Q900002.TXT'), KB_TWIN);
  writeFileSync(join(folder, 'queue.md'), MARKDOWN);
  library = new ImportedLibrary(
    { DATA_DIR: folder },
    { warn: (_code: unknown, problem?: string) => problems.push(problem ?? '') },
  );
  server = createServer();
  registerArticles(server, { config: { DIAGNOSE_PER_MINUTE: 20, PUBLIC_URL: undefined }, library, live });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${server.address().port}/api/articles`;
});
afterEach(async () => {
  server.close();
  await library.close();
  rmSync(folder, { recursive: true, force: true });
});

const bring = () =>
  importLibrary(join(folder, 'library.sqlite'), folder, {
    name: 'lantern',
    format: 'auto',
    licence: 'CC0',
    products: [],
  });
const get = async (path: string, init?: RequestInit) => {
  const answer = await fetch(`${url}${path}`, init);
  return { status: answer.status, body: await answer.json() };
};

describe('GET /api/articles', () => {
  it('finds nothing where nothing was imported', async () => {
    expect(await get('?q=lamp')).toEqual({ status: 200, body: { articles: [] } });
  });

  it('finds what a question describes, with the passage that has its words, and where it is from', async () => {
    await bring();
    const { body } = await get('?q=the%20queue%20grows%20and%20mail%20is%20late');
    expect(body.articles[0]).toEqual({
      id: 'queue',
      title: 'LanternQueueGrowing',
      collection: 'lantern',
      licence: 'CC0',
      products: ['Lantern Mail Gateway'],
      passage: 'The queue of the gateway grows for more than ten minutes.',
      share: 1,
    });
  });

  it('tells what the site says of an article, and nothing of one that it hides', async () => {
    await bring();
    overrides = new Map([
      ['q900001', Override.parse({ reviewed: { who: 'A. Lampwright', when: '2026-01-02' }, risks: ['network'] })],
      ['queue', Override.parse({ hide: 'yes' })],
    ]);
    const reviewed = { who: 'A. Lampwright', when: '2026-01-02' };
    expect((await get('/q900001')).body).toMatchObject({ id: 'Q900001', reviewed, risks: ['network'] });
    expect((await get('/queue')).status).toBe(404);
    const found = await get('?q=the%20queue%20grows%20and%20mail%20is%20late');
    expect(JSON.stringify(found.body)).not.toContain('LanternQueueGrowing');
  });

  it('answers an article in its own words, marked as not reviewed', async () => {
    await bring();
    const { body } = await get('/q900001');
    expect(body).toMatchObject({ id: 'Q900001', importedFrom: 'lantern', reviewed: false, licence: 'CC0' });
    expect(body.sections[1]).toEqual({
      role: 'cause',
      heading: 'CAUSE',
      text: expect.stringContaining('holds the lamp file open'),
    });
    expect((await get('/Q1')).status).toBe(404);
  });

  it('takes up an import while it runs, keeps the last good one when the file is damaged, and lets it go when it is gone', async () => {
    expect((await get('/Q900001')).status).toBe(404);
    await bring();
    await wait(2100);
    expect((await get('/Q900001')).status).toBe(200);
    const good = join(folder, 'library.sqlite');
    rmSync(good);
    writeFileSync(good, 'damaged');
    await wait(2100);
    expect((await get('/Q900001')).status).toBe(200);
    expect(problems).toEqual([expect.stringMatching(/damaged.*import again/s)]);
    rmSync(good);
    await bring();
    removeCollection(good, 'lantern');
    await wait(2100);
    expect((await get('/Q900001')).status).toBe(404);
  });

  it.each([
    ['without a question', '', {}, 400],
    ['from a page of another site', '?q=lamp', { headers: { 'sec-fetch-site': 'cross-site' } }, 403],
  ])('refuses what comes %s', async (_how, path, init, status) => {
    expect((await get(path, init)).status).toBe(status);
  });

  it('is metered', async () => {
    const answers = await Promise.all(Array.from({ length: 25 }, () => get('/none')));
    expect(answers.map(({ status }) => status)).toContain(429);
  });
});
