import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { diagnoseCommand } from '../../../bot/tools/diagnose-command.ts';
import { importLibrary } from '../../../knowledge/library/import-library.ts';
import { SMALL_ARTICLE } from '../../fixtures/knowledge-folder.ts';
import { KB_ARTICLE, KB_TWIN } from '../../fixtures/library-articles.ts';
import { makeEvt, SEED_RECORDS } from '../../fixtures/make-evt.ts';
import { makeEvtx, SEED_EVTX } from '../../fixtures/make-evtx.ts';
import { SEED_EVENTS } from '../../fixtures/seed-events.ts';
import { temporaryFolder } from '../running-faultline.ts';

const seed = SEED_EVENTS.map(({ id, source, text }) => `Event ID: ${id}\nSource: ${source}\nDescription: ${text}`).join(
  '\n\n',
);
const { folder, remove } = temporaryFolder();
const at = (name: string) => path.join(folder, name);
beforeAll(() => {
  writeFileSync(at('events.txt'), seed);
  writeFileSync(at('utf16.txt'), `\ufeff${seed}`, 'utf16le');
  writeFileSync(at('hello.txt'), 'hello there');
  writeFileSync(at('unknown.txt'), 'Event ID: 64001\nSource: SomethingElse\nDescription: It did not work.');
  writeFileSync(at('empty.txt'), '');
  writeFileSync(at('blanks.txt'), ' '.repeat(1_000_000));
  writeFileSync(at('invalid.txt'), Buffer.concat([Buffer.from(seed), Buffer.from([0x0a, 0xe4, 0xff, 0x80])]));
  writeFileSync(at('picture.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 1]));
  writeFileSync(at('long.txt'), 'x'.repeat(1_048_577));
  writeFileSync(at('huge.bin'), Buffer.alloc(100 * 1024 * 1024 + 1));
  writeFileSync(at('torn.evtx'), 'ElfFile\0\0\0\0');
  mkdirSync(at('folder'));
});
afterAll(remove);
afterEach(() => vi.unstubAllEnvs());

async function diagnose(args: string[], stdin: string | Uint8Array = '') {
  const out: string[] = [];
  const err: string[] = [];
  const code = await diagnoseCommand(args, {
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
  });
  return { code, out: out.join(''), err: err.join('') };
}

describe('npm run diagnose', () => {
  it('names the cause, the events, the codes and what speaks for it, and ends with 0', async () => {
    const { code, out } = await diagnose([at('events.txt')]);
    expect(code).toBe(0);
    expect(out).toMatch(/^One cause: Q169686, /);
    expect(out).toContain('Events read: 5');
    expect(out).toContain('  0x80040115 MAPI_E_NETWORK_ERROR: ');
    expect(out).toMatch(/^ {2}\+ event 4094 from MSExchangeIMC.* \(line \d+\)$/m);
  });

  it('prints with --json what POST /api/diagnose answers', async () => {
    const { code, out } = await diagnose(['--json', at('events.txt')]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      verdict: 'match',
      events: { length: 5 },
      matches: [{ article: 'Q169686' }],
    });
  });

  it.each([[[]], [['-']]])('reads standard input with the arguments %j', async (args) => {
    expect((await diagnose(args, seed)).out).toContain('Events read: 5');
  });

  it.each(['utf16.txt', 'invalid.txt'])('reads %s: old logs come in many encodings', async (name) => {
    expect((await diagnose([at(name)])).out).toContain('Events read: 5');
  });

  it('reads a binary event log', async () => {
    writeFileSync(at('app.evt'), makeEvt(SEED_RECORDS));
    expect((await diagnose([at('app.evt')])).out).toMatch(/^One cause: Q169686, /);
  });

  const KEY = String.raw`HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\MSExchangeIS\ParametersSystem`;
  const regFile = (key: string) => `REGEDIT4\n\n[${key}]\n"Max Threads(Private+Public)"=dword:00000005\n`;

  it.each([
    ['a .reg file', regFile(KEY), 'Max Threads(Private+Public): 5 (0x5), says the registry, line 4'],
    [
      'perfopt.log',
      'Set Maximum # of information store threads from 20 to 5\n',
      'Maximum # of information store threads: 5 (0x5), says perfopt.log, line 1',
    ],
  ])('tells the number that it read in %s, in both bases, and what an article makes of it', async (_what, log, row) => {
    const { code, out } = await diagnose([], log);
    expect(code).toBe(1);
    expect(out).toMatch(/^I read the numbers listed here, but no event and no error code\./);
    expect(out).toContain(`Numbers read:\n  ${row}\n    a setting of Q169686, `);
    expect(out).toContain('It confirms the cause.');
    expect(out.includes('look whether it still is')).toBe(row.includes('perfopt.log'));
  });

  it('judges no number of another control set: it is not the live one', async () => {
    const { out } = await diagnose([], regFile(KEY.replace('CurrentControlSet', 'ControlSet002')));
    expect(out).toContain('5 (0x5), says the registry');
    expect(out).not.toContain('Q169686');
  });

  it('prints with --json the numbers too, and no such field when there are none', async () => {
    const read = JSON.parse((await diagnose(['--json'], regFile(KEY))).out);
    expect(read).toMatchObject({
      verdict: 'nothing',
      readings: [{ name: 'Max Threads(Private+Public)', value: 5, from: 'registry', line: 4 }],
    });
    expect(JSON.parse((await diagnose(['--json'], seed)).out)).not.toHaveProperty('readings');
  });

  it('uses the articles of KNOWLEDGE_DIR, and no other setting of the bot', async () => {
    mkdirSync(at('own/articles'), { recursive: true });
    cpSync('knowledge/questions.yaml', at('own/questions.yaml'));
    writeFileSync(at('own/articles/Q100001.yaml'), SMALL_ARTICLE);
    vi.stubEnv('KNOWLEDGE_DIR', at('own'));
    vi.stubEnv('PORT', 'wrong');
    expect((await diagnose([at('events.txt')])).out).toContain('Q100001');
    vi.stubEnv('KNOWLEDGE_DIR', at('folder'));
    expect(await diagnose([at('events.txt')])).toMatchObject({
      code: 2,
      err: expect.stringContaining('holds no article; add at least one'),
    });
    vi.stubEnv('KNOWLEDGE_DIR', `${at('own')},${at('nowhere')}`);
    expect(await diagnose([at('events.txt')])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/The folder \S*nowhere\S* cannot be read \(ENOENT\)\. Set KNOWLEDGE_DIR /),
    });
  });

  it('reads several folders in order, the one that comes with Faultline among them when it is named', async () => {
    mkdirSync(at('more/articles/runbook'), { recursive: true });
    const own = SMALL_ARTICLE.replace('Q100001', 'runbook/night').replaceAll('4094', '4711');
    writeFileSync(at('more/articles/runbook/night.yaml'), own);
    vi.stubEnv('KNOWLEDGE_DIR', `built-in, ${at('more')}`);
    expect((await diagnose([at('events.txt')])).out).toContain('Q169686');
    writeFileSync(at('night.txt'), 'event 4711 from MSExchangeIMC');
    expect((await diagnose([at('night.txt')])).out).toContain('runbook/night');
    vi.stubEnv('KNOWLEDGE_DIR', at('more'));
    expect((await diagnose([at('events.txt')])).out).not.toContain('Q169686');
  });

  it('reads an .evtx file that is cut off as far as it goes, and says so', async () => {
    const whole = makeEvtx([...SEED_EVTX, { id: 1, source: 'Print', strings: ['x'] }]);
    writeFileSync(at('cut.evtx'), whole.subarray(0, whole.lastIndexOf('Print', undefined, 'utf16le')));
    const { out, err } = await diagnose([at('cut.evtx')]);
    expect(out).toMatch(/^One cause: Q169686, /);
    expect(err).toBe('cut.evtx: 5 records were read. 1 are damaged or were not written yet, and do not count.\n');
  });

  it('says that it knows no article for an event, and ends with 1', async () => {
    const { code, out } = await diagnose([at('unknown.txt')]);
    expect([code, out]).toEqual([
      1,
      expect.stringMatching(/^I read what is listed here, but have no article.*64001 from SomethingElse/s),
    ]);
  });

  it.each(['hello.txt', 'blanks.txt'])('says that it saw no event in %s, and ends with 1', async (name) => {
    const { code, out } = await diagnose([at(name)]);
    expect([code, out]).toEqual([
      1,
      'I saw no event and no error code here. Export or copy the events with their text, and try again.\n',
    ]);
  });

  it.each([
    ['a file that is not there', ['none.txt'], /none\.txt cannot be read: there is no such file\./],
    ['a folder', ['folder'], /folder is a folder\. Name a file in it\./],
    ['an empty file', ['empty.txt'], /empty\.txt is empty\./],
    ['a picture', ['picture.png'], /picture\.png is binary, and not an event log/],
    ['a text that is too long', ['long.txt'], /long\.txt has 1048577 characters; at most 1048576 are read\./],
    ['a file that is too large', ['huge.bin'], /huge\.bin has more than 104857600 bytes/],
    ['an .evtx file that is torn', ['torn.evtx'], /torn\.evtx is an event log, but damaged or empty\./],
    ['two files', ['events.txt', 'hello.txt'], /^Name one file\./],
  ])('refuses %s with one sentence, and ends with 2', async (_what, names, sentence) => {
    const { code, out, err } = await diagnose(names.map(at));
    expect([code, out, err]).toEqual([2, '', expect.stringMatching(sentence)]);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  it('refuses an option that does not exist', async () => {
    expect(await diagnose(['--yaml'])).toMatchObject({ code: 2, err: expect.stringMatching(/--yaml.*--help/s) });
  });

  it('stops reading an input that never ends', async () => {
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(65_536, 'y\n');
      })(),
    );
    const err: string[] = [];
    const streams = { stdin: endless, stdout: process.stdout, stderr: { write: (text: string) => err.push(text) } };
    expect([await diagnoseCommand([], streams), err.join('')]).toEqual([
      2,
      expect.stringMatching(/^Standard input has more than/),
    ]);
  });

  it('explains itself and its exit codes with --help', async () => {
    const { code, out } = await diagnose(['--help']);
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/npm run diagnose -- \[--json\] \[FILE\].*Ends with 0 .* 1 .* 2 /s),
    ]);
  });

  it('is a command of its own', async () => {
    const told = await new Promise((resolve) => {
      const args = ['bot/tools/diagnose-cli.ts', at('none.txt')];
      execFile(process.execPath, args, (error, stdout, stderr) => resolve({ code: error?.code, stdout, stderr }));
    });
    expect(told).toEqual({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/cannot be read: there is no such file/),
    });
  });
});

describe('imported articles, as the site has them', () => {
  const PASTE = 'Event ID: 7301\nSource: Lantern Relay\nDescription: The relay lost its lamp file';
  beforeAll(async () => {
    mkdirSync(at('in'));
    writeFileSync(at('in/Q900001.TXT'), KB_ARTICLE);
    writeFileSync(at('in/Q900002.TXT'), KB_TWIN);
    mkdirSync(at('kb/overrides'), { recursive: true });
    writeFileSync(at('kb/overrides/Q900001.yaml'), 'hide: yes\n');
    writeFileSync(at('kb/overrides/Q900002.yaml'), 'reviewed: { who: Ada, when: 2026-03-31 }\n');
    const facts = { name: 'lantern', format: 'auto', products: [] };
    await importLibrary(at('library.sqlite'), at('in'), facts);
  });

  it.each([
    ['nothing is said of them', '', ['Q900001', 'Q900002'], 'not reviewed'],
    ['one is hidden, and one was reviewed', 'kb', ['Q900002'], 'reviewed by Ada, 2026-03-31'],
  ])('%s', async (_name, overrides, found, reviewed) => {
    vi.stubEnv('DATA_DIR', folder);
    if (overrides !== '') vi.stubEnv('KNOWLEDGE_DIR', `built-in,${at(overrides)}`);
    const { code, out } = await diagnose([], PASTE);
    expect(code).toBe(0);
    expect([...out.matchAll(/^ {2}(Q9\d+): .*/gm)].map(([, id]) => id).toSorted()).toEqual(found);
    expect(out).toMatch(new RegExp(`Q900002: .*\\(imported from lantern, ${reviewed}\\)`));
    const { imported } = JSON.parse((await diagnose(['--json'], PASTE)).out);
    expect(imported.map(({ id }: { id: string }) => id).toSorted()).toEqual(found);
  });
});
