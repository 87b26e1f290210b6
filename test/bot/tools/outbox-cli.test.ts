import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqliteStore, type SqliteStore } from '../../../bot/store/sqlite/sqlite.ts';
import { queued, turn } from '../store/store-fixture.ts';
import { runTool } from './tool-fixture.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'faultline-outbox-'));
const outbox = (...args: string[]) => runTool('outbox-cli', folder, args);
const at = new Date('2026-03-01T10:00:00Z');

// The bot runs on, as it does while an operator looks.
let bot: SqliteStore;
beforeAll(async () => {
  bot = openSqliteStore(path.join(folder, 'faultline.sqlite'));
  const replies = ['a', 'b', 'c', 'd'].map((conversation) => queued(conversation, 'my secret words'));
  await bot.commitTurn(turn({ replies, at }));
  const taken = await bot.takeOutbox(at, 1000, 3);
  for (const item of taken) await bot.outboxDead(item, 'HTTP 403 (BotNotInConversationRoster)');
});
afterAll(async () => {
  await bot.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('npm run outbox', () => {
  it('lists how many replies wait and the dead letters, and nothing of what was written', async () => {
    const { code, out } = await outbox();
    expect(code).toBe(0);
    expect(out).toMatch(/^waiting: 1 {3}dead: 3\n/);
    expect(out).toContain('1  said 2026-03-01T10:00:00.000Z  tried 1×  HTTP 403 (BotNotInConversationRoster)  in a\n');
    expect(out).not.toContain('secret');
  });

  it('writes out what in a stranger’s id would steer the terminal', async () => {
    const hostile = 'x\u001b]0;owned\u0007\u009b2J\u202e';
    await bot.commitTurn(turn({ caseKey: 'hostile', etag: undefined, replies: [queued(hostile, 'hi')], at }));
    const later = new Date(at.getTime() + 1);
    const item = (await bot.takeOutbox(later, 1000, 100)).find(({ conversationId }) => conversationId === hostile);
    if (!item) throw new Error('nothing waits');
    await bot.outboxDead(item, 'HTTP 403 \u001b[31m');
    const { out } = await outbox();
    expect(out).toContain('\\u001b]0;owned\\u0007\\u009b2J\\u202e');
    expect(out).toMatch(/^[\x20-\x7e\n×]+$/);
    expect(await bot.dropDeadLetter(item.id)).toBe(true);
  });

  it('puts one dead letter back', async () => {
    expect(await outbox('retry', '1')).toMatchObject({ code: 0, out: '1 will be delivered again.\n' });
    expect(await bot.outboxDepth()).toEqual({ waiting: 2, dead: 2 });
  });

  it('drops one', async () => {
    expect(await outbox('drop', '2')).toMatchObject({ code: 0, out: '2 is deleted.\n' });
    expect(await bot.outboxDepth()).toEqual({ waiting: 2, dead: 1 });
  });

  it('puts all back', async () => {
    expect(await outbox('retry', 'all')).toMatchObject({ code: 0, out: '1 will be delivered again.\n' });
    expect(await bot.outboxDepth()).toEqual({ waiting: 3, dead: 0 });
  });

  it('puts all back, however many there are', async () => {
    const conversations = Array.from({ length: 1003 }, (_, n) => `many-${n}`);
    await bot.commitTurn(turn({ replies: conversations.map((conversation) => queued(conversation, 'hi')), at }));
    for (const item of await bot.takeOutbox(at, 1000, 2000))
      if (conversations.includes(item.conversationId)) await bot.outboxDead(item, 'HTTP 403');
    expect(await outbox('retry', 'all')).toMatchObject({ code: 0, out: '1003 will be delivered again.\n' });
    expect((await bot.outboxDepth()).dead).toBe(0);
  });

  it.each([
    [['retry', '4711'], 'There is no dead letter 4711. npm run outbox lists them.'],
    [['drop', 'x'], 'Name the number that npm run outbox shows.'],
    [['drop'], 'Name the number that npm run outbox shows.'],
    [['burn'], 'There is no command burn: npm run outbox -- --help tells what there is.'],
    [['drop', '1', '2'], 'Too many words: npm run outbox -- --help tells what there is.'],
  ])('says what is wrong with %j', async (args, sentence) => {
    expect(await outbox(...args)).toEqual({ code: 2, out: '', err: `${sentence}\n` });
  });

  it('tells what it can do', async () => {
    expect((await outbox('--help')).out).toContain('npm run outbox -- drop ID');
  });
});
