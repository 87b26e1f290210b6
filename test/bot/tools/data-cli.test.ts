import { chmodSync, copyFileSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { caseKeyOf } from '../../../bot/channels/case-key.ts';
import { openSqliteStore } from '../../../bot/store/sqlite/sqlite.ts';
import { logged, message, newConversation, queued, textsOf, turn } from '../store/store-fixture.ts';
import { runTool } from './tool-fixture.ts';

const folders: string[] = [];
function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'faultline-data-'));
  folders.push(folder);
  return folder;
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
const openIn = (folder: string) => openSqliteStore(path.join(folder, 'faultline.sqlite'));

describe('npm run data -- show and delete', () => {
  it('show and delete what a person said in the web chat, while the bot runs', async () => {
    const folder = newFolder();
    const bot = openIn(folder);
    const { id, userId } = await newConversation(bot);
    for (const [piece, bytes] of [
      ['kept-1', 'the '],
      ['kept-2', 'log'],
      ['never-sent', 'x'],
    ] as const)
      await bot.saveAttachment(id, piece, Buffer.from(bytes));
    const attachments = [{ contentType: 'text/plain', contentUrl: 'attachment:kept-1.kept-2', name: 'events.txt' }];
    await bot.receive(id, { ...message('event 4094'), attachments });
    await bot.commitTurn(turn({ caseKey: caseKeyOf(id, userId), replies: [logged(id, 'the cause')] }));

    const shown = JSON.parse((await runTool('data-cli', folder, ['show', id, userId])).out);
    expect(shown.case).toEqual({ turn: 1 });
    expect(shown.activities.map(({ text }: { text: string }) => text)).toEqual(['event 4094', 'the cause']);
    expect(shown.files).toEqual([
      { name: 'events.txt', bytes: 7 },
      { name: 'files of older messages, or not sent in one', bytes: 1 },
    ]);

    const deleted = await runTool('data-cli', folder, ['delete', id, userId]);
    expect(deleted.out).toBe('deleted: 1 cases, 2 activities, 0 replies that waited\n');
    expect(await bot.loadCase(caseKeyOf(id, userId))).toBeUndefined();
    expect(await bot.findConversation(id)).toBeUndefined();
    await bot.close();
  });

  it('say so when nothing is kept under the ids', async () => {
    const folder = newFolder();
    await openIn(folder).close();
    const told = expect.stringContaining('Nothing is kept under these ids.');
    expect(await runTool('data-cli', folder, ['delete', 'a', 'b'])).toMatchObject({ code: 2, err: told, out: '' });
    expect(await runTool('data-cli', folder, ['show', 'a', 'b'])).toMatchObject({ code: 0, err: told });
  });

  it('show and delete a case of another channel', async () => {
    const folder = newFolder();
    const bot = openIn(folder);
    const caseKey = caseKeyOf('19:abc', '29:anna', 'msteams');
    await bot.commitTurn(turn({ caseKey, replies: [queued('19:abc', 'the cause')] }));
    const args = ['19:abc', '29:anna', '--channel', 'msteams'];
    expect((await runTool('data-cli', folder, ['show', ...args])).out).toContain('the cause');
    const deleted = await runTool('data-cli', folder, ['delete', ...args]);
    expect(deleted.out).toBe('deleted: 1 cases, 0 activities, 1 replies that waited\n');
    await bot.close();
  });
});

describe('npm run data -- backup and restore', () => {
  it('bring back what there was, and keep what is replaced', async () => {
    const folder = newFolder();
    const copy = path.join(newFolder(), 'copy.sqlite');
    const bot = openIn(folder);
    const { id } = await newConversation(bot);
    await bot.receive(id, message('before the backup'));
    expect((await runTool('data-cli', folder, ['backup', copy])).out).toBe(`The data are in ${copy}.\n`);
    await bot.receive(id, message('after it'));

    const inUse = await runTool('data-cli', folder, ['restore', copy]);
    expect(inUse).toMatchObject({ code: 2, err: expect.stringMatching(/^Another Faultline process uses /) });
    await bot.close();

    const { code, out } = await runTool('data-cli', folder, ['restore', copy]);
    expect(code).toBe(0);
    const kept = /What was there before is in (\S+)\.\n$/.exec(out)?.[1] ?? '';
    const restored = openIn(folder);
    expect(await textsOf(restored, id)).toEqual(['before the backup']);
    await restored.close();
    const replaced = openSqliteStore(kept);
    expect(await textsOf(replaced, id)).toEqual(['before the backup', 'after it']);
    await replaced.close();
  });

  it('bring back a file whose process was killed with what it had not yet carried into it, for its owner alone', async () => {
    const folder = newFolder();
    const killed = openIn(folder);
    const { id } = await newConversation(killed);
    await killed.receive(id, message('acknowledged'));
    const copied = path.join(newFolder(), 'as-it-lay.sqlite');
    for (const end of ['', '-wal']) copyFileSync(path.join(folder, `faultline.sqlite${end}`), `${copied}${end}`);
    chmodSync(copied, 0o644);
    await killed.close();
    expect((await runTool('data-cli', folder, ['restore', copied])).code).toBe(0);
    const restored = openIn(folder);
    expect(await textsOf(restored, id)).toEqual(['acknowledged']);
    await restored.close();
    expect(statSync(path.join(folder, 'faultline.sqlite')).mode & 0o077).toBe(0);
    expect(readdirSync(folder).filter((name) => name.includes('restoring'))).toEqual([]);
  });

  it('replace a damaged file, even the last process of which was killed', async () => {
    const folder = newFolder();
    const copy = path.join(folder, 'copy.sqlite');
    const bot = openIn(folder);
    const { id } = await newConversation(bot);
    await bot.receive(id, message('kept'));
    await bot.backup(copy);
    await bot.close();
    const junk = Buffer.alloc(9000, 'not a database ');
    for (const end of ['', '-wal', '-shm']) writeFileSync(path.join(folder, `faultline.sqlite${end}`), junk);
    expect((await runTool('data-cli', folder, ['restore', copy])).code).toBe(0);
    const restored = openIn(folder);
    expect(await textsOf(restored, id)).toEqual(['kept']);
    await restored.close();
  });

  it.each([
    ['there is no such file', 'missing.sqlite', undefined, /^There is no backup \S+missing\.sqlite\. Check the name/],
    ['it is no database', 'text.sqlite', 'hello', /damaged or not a database|is not a database of Faultline/],
    ['it is empty', 'empty.sqlite', '', /is not a backup/],
  ])('change nothing when the backup cannot be used: %s', async (_, name, content, sentence) => {
    const folder = newFolder();
    const bot = openIn(folder);
    await bot.close();
    const backup = path.join(folder, name);
    if (content !== undefined) writeFileSync(backup, content);
    const before = readdirSync(folder);
    const { code, err } = await runTool('data-cli', folder, ['restore', backup]);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
    expect(readdirSync(folder)).toEqual(before);
  });

  it('write no backup over a file that exists', async () => {
    const folder = newFolder();
    const bot = openIn(folder);
    const copy = path.join(folder, 'precious.txt');
    writeFileSync(copy, 'precious');
    const { code, err } = await runTool('data-cli', folder, ['backup', copy]);
    expect([code, err]).toEqual([2, `${copy} exists already. Name a new file.\n`]);
    await bot.close();
  });
});

describe('npm run data says what is wrong', () => {
  it.each([
    [['show', 'a'], /^Name a conversation and a user: npm run data -- show CONVERSATION USER/],
    [['delete', 'a', 'b', 'c'], /^Name a conversation and a user: npm run data -- delete CONVERSATION USER/],
    [['backup'], /^Name one file: npm run data -- backup FILE/],
    [['burn'], /^There is no command burn/],
    [['show', '--bogus'], /--help tells what there is/],
    [['show', 'a', 'b'], /^There is no data file \S+ yet\. Start the bot once, or set DATA_DIR/],
  ])('with %j', async (args, sentence) => {
    const { code, err } = await runTool('data-cli', path.join(newFolder(), 'none'), args);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
  });

  it('when the data are in PostgreSQL', async () => {
    const environment = { DATABASE_URL: 'postgres://127.0.0.1:1/none', DIRECT_LINE_KEYS: 'k'.repeat(32) };
    const { code, err } = await runTool('data-cli', newFolder(), ['backup', 'x'], environment);
    expect([code, err]).toEqual([2, 'The data are in PostgreSQL: use its pg_dump and pg_restore.\n']);
  });
});
