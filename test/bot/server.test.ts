import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Faultline } from '../../bot/start.ts';
import { SEED_EVENTS } from '../fixtures/seed-events.ts';
import { answerOf, runningFaultline } from './running-faultline.ts';

let faultline: Faultline;
beforeAll(async () => {
  faultline = await runningFaultline();
}, 60_000);
afterAll(() => faultline.close());

const get = (path: string, init: RequestInit = {}) => fetch(faultline.url + path, init);
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  get(path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
const seed = SEED_EVENTS.map(({ id, source, text }) => `Event ID: ${id}\nSource: ${source}\nDescription: ${text}`).join(
  '\n\n',
);

describe('what the process says about itself', () => {
  it('is alive and ready', async () => {
    expect(await (await get('/healthz')).json()).toEqual({ status: 'alive' });
    expect(await (await fetch(`${faultline.adminUrl}/readyz`)).json()).toEqual({
      status: 'ready',
      articles: expect.any(Number),
    });
  });

  it('counts diagnoses, and shows nothing of the texts', async () => {
    await post('/api/diagnose', JSON.stringify({ text: `a secret sentence\n${seed}` }));
    const answer = await fetch(`${faultline.adminUrl}/metrics`);
    const text = await answer.text();
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=/);
    expect(text).toMatch(/^faultline_verdicts_total\{verdict="match",by="api"\} [1-9]/m);
    expect(text).toMatch(/^faultline_outbox_waiting 0$/m);
    expect(text).toMatch(/^faultline_direct_line_sockets 0$/m);
    expect(text).not.toContain('secret');
  });

  it.each(['/readyz', '/metrics'])('keeps %s from strangers: it is at the port for operators', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  it('says at an unknown address what there is', async () => {
    const answer = await get('/nowhere?token=secret');
    expect([answer.status, await answer.json()]).toEqual([
      404,
      { error: expect.stringMatching(/POST \/api\/diagnose/) },
    ]);
  });

  it('says at a known address which methods it takes', async () => {
    const answer = await get('/api/diagnose', { method: 'PUT' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('sends with every answer the headers that keep browsers from guessing', async () => {
    for (const path of ['/healthz', '/nowhere', '/'])
      expect(Object.fromEntries((await get(path)).headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'content-security-policy': expect.stringContaining("default-src 'none'"),
      });
  });
});

describe('POST /api/messages without credentials', () => {
  let count = 0;
  const activity = (more: object = {}) => ({
    type: 'message',
    id: `m${++count}`,
    channelId: 'emulator',
    serviceUrl: 'http://127.0.0.1:9',
    conversation: { id: 'c' },
    from: { id: 'ada' },
    recipient: { id: 'bot' },
    text: 'help',
    deliveryMode: 'expectReplies',
    ...more,
  });
  const send = (body: unknown, headers: Record<string, string> = {}) =>
    post('/api/messages', JSON.stringify(body), headers);

  it('answers a program of this machine', async () => {
    const answer = await send(activity());
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      activities: [{ type: 'message', channelData: { faultline: { screen: { kind: 'help' } } } }],
    });
  });

  it('answers a redelivered activity with nothing more', async () => {
    const once = activity();
    await send(once);
    expect(await (await send(once)).json()).toEqual({ activities: [] });
  });

  it('welcomes who opens the chat', async () => {
    const opened = activity({
      type: 'conversationUpdate',
      conversation: { id: 'new' },
      membersAdded: [{ id: 'bot' }, { id: 'ada' }],
    });
    expect(await (await send(opened)).json()).toMatchObject({
      activities: [{ channelData: { faultline: { screen: { kind: 'welcome' } } } }],
    });
  });

  it.each(['messageReaction', 'typing', 'event', 'installationUpdate', 'anything'])(
    'takes a "%s" without a word',
    async (type) => {
      const answer = await send(activity({ type }));
      expect([answer.status, await answer.json()]).toEqual([200, { activities: [] }]);
    },
  );

  it('does not answer an invoke that it does not know', async () => {
    expect(
      (await send(activity({ type: 'invoke', name: 'composeExtension/query', deliveryMode: undefined }))).status,
    ).toBe(501);
  });

  it.each([
    ['a service URL elsewhere', activity({ serviceUrl: 'http://169.254.169.254/latest' }), 403, /serviceUrl/],
    ['no service URL', activity({ serviceUrl: undefined }), 400, /serviceUrl/],
    ['no conversation', activity({ conversation: undefined }), 400, /conversation/],
    ['no type', activity({ type: undefined }), 400, /type/],
    ['a list', [], 400, /not an activity/],
  ])('refuses %s', async (_what, body, status, reason) => {
    const answer = await send(body);
    expect([answer.status, await answer.json()]).toEqual([status, { error: expect.stringMatching(reason) }]);
  });

  it.each<[string, Record<string, string>, number]>([
    ['a web page', { origin: 'https://evil.example' }, 403],
    ['a caller behind a proxy', { 'x-forwarded-for': '203.0.113.7' }, 403],
    ['a form', { 'content-type': 'text/plain' }, 415],
  ])('refuses %s', async (_what, headers, status) => {
    expect((await send(activity(), headers)).status).toBe(status);
  });

  it('refuses a name that a stranger has pointed to this machine', async () => {
    const status = await new Promise((resolve, reject) => {
      const { hostname, port } = new URL(faultline.url);
      const headers = { host: 'evil.example', 'content-type': 'application/json' };
      request({ hostname, port, path: '/api/messages', method: 'POST', headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end('{}');
    });
    expect(status).toBe(400);
  });
});

describe('POST /api/messages of a bot without credentials, behind a proxy', () => {
  it('refuses everybody: there each request comes from this machine', async () => {
    const behind = await runningFaultline({ PUBLIC_URL: 'https://bot.example.com' });
    const answer = await fetch(`${behind.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'message', text: 'hi', serviceUrl: 'http://127.0.0.1:9/' }),
    });
    expect([answer.status, await answer.json()]).toEqual([403, { error: expect.stringContaining('MicrosoftAppId') }]);
    await behind.close();
  });
});

describe('the page and its token', () => {
  it('are served', async () => {
    const page = await get('/');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await (await post('/web-chat/token', '{}')).json()).toEqual({
      conversationId: expect.any(String),
      token: expect.any(String),
      expires_in: 1800,
      userId: expect.stringMatching(/^dl_/),
    });
  });

  it('lead to a conversation that is answered', async () => {
    const { conversationId, token } = await answerOf(await post('/web-chat/token', '{}'));
    const headers = { authorization: `Bearer ${token}` };
    const activities = `/v3/directline/conversations/${conversationId}/activities`;
    await post('/v3/directline/conversations', '{}', headers);
    await post(activities, JSON.stringify({ type: 'message', from: { id: 'x' }, text: seed }), headers);
    const { activities: log } = await answerOf(await get(activities, { headers }));
    expect(log.map((one) => one.channelData?.faultline.screen.kind)).toEqual(['welcome', undefined, 'diagnosis']);
  });

  it('are not given to the page of another site', async () => {
    expect((await post('/web-chat/token', '{}', { origin: 'https://evil.example' })).status).toBe(403);
  });
});

describe('stopping', () => {
  it('lets a request that was begun end, and closes for new ones', async () => {
    const other = await runningFaultline();
    const body = JSON.stringify({ text: seed });
    const headers = { expect: '100-continue', 'content-length': Buffer.byteLength(body) };
    const begun = request(`${other.url}/api/diagnose`, { method: 'POST', headers });
    begun.flushHeaders();
    await once(begun, 'continue');
    const answered = once(begun, 'response');
    const closed = Promise.all([other.close(), other.close()]);
    await expect.poll(() => fetch(`${other.url}/healthz`).catch(() => 'refused'), { timeout: 20_000 }).toBe('refused');
    begun.end(body);
    const [answer] = await answered;
    answer.resume();
    expect(answer.statusCode).toBe(200);
    await closed;
  });

  it('tells the open streams to come back later', async () => {
    const other = await runningFaultline();
    const { conversationId, token } = await answerOf(await fetch(`${other.url}/web-chat/token`, { method: 'POST' }));
    const started = await fetch(`${other.url}/v3/directline/conversations/${conversationId}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const socket = new WebSocket((await answerOf(started)).streamUrl);
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    const code = new Promise((resolve) => socket.addEventListener('close', (event) => resolve(event.code)));
    await other.close();
    expect(await code).toBe(1012);
  });

  it('does not take an upgrade that nobody serves', async () => {
    const socket = new WebSocket(`${faultline.url.replace('http', 'ws')}/nowhere`);
    await new Promise((resolve) => socket.addEventListener('error', resolve));
    expect(socket.readyState).toBe(WebSocket.CLOSED);
  });
});
