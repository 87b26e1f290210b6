import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { articlesCommand } from '../../../bot/tools/articles-command.ts';
import { SMALL_ARTICLE } from '../../fixtures/knowledge-folder.ts';
import { temporaryFolder } from '../running-faultline.ts';

const FIXTURES = path.resolve(import.meta.dirname, '../../fixtures/knowledge');
const removes: (() => void)[] = [];
afterEach(() => {
  for (const remove of removes.splice(0)) remove();
});

function folderWith(articles: Record<string, string>): string {
  const { folder, remove } = temporaryFolder();
  removes.push(remove);
  mkdirSync(path.join(folder, 'articles'));
  for (const [name, text] of Object.entries(articles)) writeFileSync(path.join(folder, 'articles', name), text);
  return folder;
}

function io(answers: readonly string[] = [], signal?: AbortSignal) {
  const said = { out: '', err: '' };
  const into = (key: keyof typeof said) =>
    new Writable({
      write: (chunk, _encoding, done) => {
        said[key] += String(chunk);
        done();
      },
    });
  const stdin = Readable.from(answers.map((answer) => `${answer}\n`));
  return { said, streams: { stdout: into('out'), stderr: into('err'), stdin, ...(signal && { signal }) } };
}

async function articles(args: string[], answers?: readonly string[]) {
  const { said, streams } = io(answers);
  return { code: await articlesCommand(args, streams), ...said };
}

describe('npm run articles FOLDER', () => {
  it.each(['print', 'web'])('finds that %s is right', async (name) => {
    const { code, out } = await articles([path.join(FIXTURES, name)]);
    expect(out).toMatch(/^\d articles are right: each of \d+ samples leads to its article/m);
    expect(code).toBe(0);
  });

  it.each([
    [
      'a key that does not exist',
      'steps:',
      'stepz:',
      /^articles\/Q100001\.yaml:1 \(whole file\) — there is no key stepz here; did you mean steps\?/m,
    ],
    [
      'a sample that leads nowhere',
      '- event 4094 from',
      '- event 77 from',
      /^articles\/Q100001\.yaml:20 samples\[0\] — leads to no article; write an event/m,
    ],
    ['no YAML', 'title: A', 'title: "A', /^articles\/Q100001\.yaml:\d+ \(YAML\) — /m],
  ])('tells of %s: the file, the line and what to do', async (_what, is, broken, told) => {
    const { code, err } = await articles([folderWith({ 'Q100001.yaml': SMALL_ARTICLE.replace(is, broken) })]);
    expect(err).toMatch(told);
    expect(code).toBe(1);
  });

  it.each([
    ['a folder that is not there', ['/nowhere/at/all']],
    ['an option that does not exist', ['--wacht']],
  ])('says what is wrong with %s', async (_what, args) => {
    const { code, err } = await articles(args);
    expect(err.trim()).not.toBe('');
    expect(code).toBeGreaterThan(0);
  });

  it('watches: each change is checked again', { timeout: 60_000 }, async () => {
    const folder = folderWith({ 'Q100001.yaml': SMALL_ARTICLE });
    const end = new AbortController();
    const { said, streams } = io([], end.signal);
    const watching = articlesCommand([folder, '--watch'], streams);
    await vi.waitFor(() => expect(said.out).toContain('1 articles are right'), 30_000);
    writeFileSync(path.join(folder, 'articles/Q100001.yaml'), SMALL_ARTICLE.replace('steps:', 'stepz:'));
    await vi.waitFor(() => expect(said.err).toContain('there is no key stepz here'), 30_000);
    end.abort();
    expect(await watching).toBe(0);
  });
});

describe('npm run articles -- new', () => {
  const ANSWERS = [
    'The VPN: it ends',
    'a full tunnel table',
    '20227 from RasClient',
    'Restart the adapter # now',
    'network',
  ];

  it.each([
    ['an event', ANSWERS],
    ['an event without a source', ANSWERS.with(2, '20227')],
    ['a line of a program', ANSWERS.with(2, 'tunnel table is full')],
    ['the registry', ANSWERS.with(4, 'registry')],
    ['nothing at risk', ANSWERS.with(4, 'nothing')],
  ])('writes a file that passes: %s', async (_what, answers) => {
    const folder = folderWith({});
    const { code, out, err } = await articles(['new', 'runbook/vpn', folder], answers);
    expect(err).toBe('');
    expect(out).toContain('1 articles are right: each of 3 samples leads to its article');
    expect(code).toBe(0);
    expect(readFileSync(path.join(folder, 'articles/runbook/vpn.yaml'), 'utf8')).toContain('id: runbook/vpn');
  });

  it.each([
    ['an article that is there', ['new', 'Q100001'], ANSWERS, /is there already/],
    ['no id', ['new', '../up'], ANSWERS, /write an id of letters/],
    ['answers that end', ['new', 'RB-1'], ANSWERS.slice(0, 2), /nothing was written/],
  ])('writes nothing over %s', async (_what, args, answers, told) => {
    const folder = folderWith({ 'Q100001.yaml': SMALL_ARTICLE });
    const { code, err } = await articles([...args, folder], answers);
    expect(err).toMatch(told);
    expect(code).toBe(2);
    expect(readFileSync(path.join(folder, 'articles/Q100001.yaml'), 'utf8')).toBe(SMALL_ARTICLE);
  });
});
