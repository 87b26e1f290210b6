import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openSqliteStore } from '../../bot/store/sqlite/sqlite.ts';
import { reminders } from '../../dialogs/saying/asked/phrases-reminders.ts';
import { connect } from '../direct-line/socket.ts';
import { type MainProcess, startMain } from './main-process.ts';
import { answerOf, temporaryFolder } from './running-faultline.ts';
import { message, newConversation } from './store/store-fixture.ts';

// Real processes, whose clock on the wall is wrong.
const PATIENCE = 120_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function dataFolder(): string {
  const { folder, remove } = temporaryFolder();
  onTestFinished(remove);
  return folder;
}

async function start(DATA_DIR: string, shift = 0): Promise<MainProcess & { url: string }> {
  const shim = path.join(import.meta.dirname, 'shifted-clock.js');
  const main = startMain({ DATA_DIR, CLOCK_SHIFT_MS: String(shift) }, ['--import', shim, 'bot/main.js']);
  onTestFinished(async () => void (await main.kill()));
  return { ...main, url: (await main.line).split(' ').at(-1) ?? '' };
}

const storeIn = (folder: string) => openSqliteStore(path.join(folder, 'faultline.sqlite'));
const besideIn = (folder: string) => openSqliteStore(path.join(folder, 'faultline.sqlite'), { shared: true });

describe('a clock that is set wrongly', { timeout: PATIENCE }, () => {
  it('by 400 days ahead at one start removes nothing and says so; the next start, with the right one, goes on', async () => {
    const folder = dataFolder();
    const store = storeIn(folder);
    const { id } = await newConversation(store);
    await store.close();
    const wrong = await start(folder, 400 * DAY);
    const metrics = async () => (await fetch(`${await wrong.admin}/metrics`)).text();
    await vi.waitFor(async () => expect(await metrics()).toMatch(/^faultline_expir\w*refused\w* 1$/m), 30_000);
    wrong.process.kill('SIGTERM');
    expect((await wrong.ended).stdout).toContain('"expiry-refused"');
    const right = await start(folder);
    const beside = besideIn(folder);
    expect(await beside.findConversation(id)).toBeDefined();
    await beside.close();
    expect((await fetch(`${right.url}/healthz`)).status).toBe(200);
  });

  it.each([
    ['an hour back', -HOUR],
    ['an hour ahead', HOUR],
    ['400 days back', -400 * DAY],
  ])('by %s answers at its start what was left unanswered', async (_how, shift) => {
    const folder = dataFolder();
    const store = storeIn(folder);
    const { id, userId } = await newConversation(store);
    const from = { id: userId, name: '' };
    await store.receive(id, { ...message('event 4094 from MSExchangeIMC'), from, timestamp: new Date() });
    await store.close();
    await start(folder, shift);
    const beside = besideIn(folder);
    await vi.waitFor(async () => expect(await beside.pending(0, 10)).toEqual([]), 30_000);
    expect(await beside.activitiesAfter(id, 0, 10)).toHaveLength(2);
    await beside.close();
  });

  it.each([
    ['an hour back', -HOUR],
    ['an hour ahead', HOUR],
  ])('by %s delivers the replies that wait, and those that follow', async (_how, shift) => {
    const folder = dataFolder();
    let isOpen = false;
    const heard: string[] = [];
    const connector = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      if (isOpen) heard.push(Buffer.concat(chunks).toString());
      response.writeHead(isOpen ? 200 : 503, { 'content-type': 'application/json' });
      response.end('{"id":"x"}');
    }).listen(0, '127.0.0.1');
    await once(connector, 'listening');
    onTestFinished(() => void connector.close());
    const { port } = connector.address() as AddressInfo;
    const say = async (url: string, text: string) => {
      const place = { conversation: { id: 'chat' }, from: { id: 'ada' }, recipient: { id: 'bot' } };
      const how = { channelId: 'emulator', serviceUrl: `http://127.0.0.1:${port}` };
      const answer = await fetch(`${url}/api/messages`, {
        method: 'POST',
        body: JSON.stringify({ type: 'message', id: text, text, ...place, ...how }),
        headers: { 'content-type': 'application/json' },
      });
      expect(answer.ok).toBe(true);
    };
    const first = await start(folder);
    await say(first.url, 'what does 0x80040115 mean');
    await first.kill();
    isOpen = true;
    const second = await start(folder, shift);
    await vi.waitFor(() => expect(heard.join()).toContain('0x80040115'), 60_000);
    await say(second.url, 'what does 0x8004011d mean');
    await vi.waitFor(() => expect(heard.join()).toContain('0x8004011d'), 60_000);
  });
});

describe('a reminder', { timeout: PATIENCE }, () => {
  it('comes after the process was killed and its time has gone by, once, to whoever follows the conversation', async () => {
    const folder = dataFolder();
    const first = await start(folder);
    const post = (url: string, to: string, token: string, activity?: object) =>
      fetch(`${url}${to}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
        body: JSON.stringify(activity ?? {}),
      });
    const { token: opened } = await answerOf(await post(first.url, '/web-chat/token', ''));
    const talk = await answerOf(await post(first.url, '/v3/directline/conversations', opened));
    const activities = `/v3/directline/conversations/${talk.conversationId}/activities`;
    const say = (text: string) =>
      post(first.url, activities, talk.token, { type: 'message', text, from: { id: 'me' } });
    expect((await say('event 4094 from MSExchangeIMC, error 0x8004011d')).status).toBe(200);
    expect((await say('remind me in 5 minutes')).status).toBe(200);
    await first.kill();
    const second = await start(folder, HOUR / 10);
    const log = `${second.url}/v3/directline/conversations/${talk.conversationId}?watermark=0`;
    const again = await fetch(log, { headers: { authorization: `Bearer ${talk.token}` } });
    const socket = await connect((await answerOf(again)).streamUrl);
    const asked = ({ texts }: Pick<typeof socket, 'texts'>) => texts.filter((one) => one.includes(reminders.asked));
    await socket.until((one) => asked(one).length > 0);
    expect(asked(socket)).toHaveLength(1);
    expect(socket.activities.map(({ type }) => type)).not.toContain('event');
    await socket.close();
  });
});
