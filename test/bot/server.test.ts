import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Faultline } from '../../bot/serve.ts';
import { SEED_EVENTS } from '../fixtures/seed-events.ts';
import { answerOf, runningFaultline } from './running-faultline.ts';

let faultline: Faultline;
beforeAll(async () => {
  faultline = await runningFaultline();
});
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
      knowledge: { id: expect.any(String), since: expect.any(String) },
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
    const headers = {
      'content-type': 'application/json',
      expect: '100-continue',
      'content-length': Buffer.byteLength(body),
    };
    const begun = request(`${other.url}/api/diagnose`, { method: 'POST', headers });
    begun.flushHeaders();
    await once(begun, 'continue');
    const answered = once(begun, 'response');
    const closed = Promise.all([other.close(), other.close()]);
    await expect.poll(() => fetch(`${other.url}/healthz`).catch(() => 'refused')).toBe('refused');
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
