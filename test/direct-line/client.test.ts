import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readUtterance } from '../../bot/channels/read-utterance.ts';
import { call, generate, poll, say, start } from './call.ts';
import { Client, resuming, TRANSPORTS } from './client.ts';
import { SECRET, type Served, serve } from './served.ts';

// The library is Microsoft's own; it explains itself on the console.
vi.spyOn(console, 'warn').mockImplementation(() => {});

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.close());

describe.each(TRANSPORTS)('the client library over %s', (_transport, webSocket) => {
  it('starts, is welcomed, says something and hears the answer, each once and in order', async () => {
    const { token } = await generate(served);
    const client = new Client(served, { token, webSocket });
    await client.hears('welcome');
    for (const text of ['one', 'two']) expect(await client.say(text)).toMatch(/\|\d{7}$/);
    await client.hears('you said two');
    expect(client.texts).toEqual(['welcome', 'one', 'you said one', 'two', 'you said two']);
    expect(client.states).toEqual(['Uninitialized', 'Connecting', 'Online']);
    client.end();
  });
  it('works with the secret, as an operator’s own program uses it', async () => {
    const client = new Client(served, { secret: SECRET, webSocket });
    await client.say('from a program');
    await client.hears('you said from a program');
    client.end();
  });
  it('gets its own messages back with their clientActivityID, so that none stays "sending"', async () => {
    const client = new Client(served, { token: (await generate(served)).token, webSocket });
    const channelData = { clientActivityID: 'sent-1', clientTimestamp: '2026-01-01T00:00:00.000Z' };
    const id = await client.post({ type: 'message', text: 'hi', from: { id: 'me' }, channelData });
    await client.hears('you said hi');
    expect(client.activities.find((activity) => activity.id === id)?.channelData).toEqual(channelData);
    client.end();
  });
  it('finds the user id in the token, and no other is believed', async () => {
    const { token } = await generate(served, { user: { id: 'dl_ada' } });
    const client = new Client(served, { token, webSocket });
    client.line.setUserId('eve');
    await client.say('who am I');
    await client.hears('you said who am I');
    expect(client.activities.find(({ text }) => text === 'who am I')?.from.id).toBe('dl_ada');
    client.end();
  });
  it('passes the language on', async () => {
    const { id, token } = await generate(served);
    const client = new Client(served, { token, webSocket, conversationStartProperties: { locale: 'fr-FR' } });
    await client.hears('welcome');
    expect(served.heard.find(({ conversation }) => conversation.id === id)?.locale).toBe('fr-FR');
    client.end();
  });
  it('uploads files beside a text, and the bot can read them', async () => {
    const files = createServer((_request, response) => response.end('Event ID: 4094'));
    await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
    const { port } = files.address() as AddressInfo;
    const { id, token } = await generate(served);
    const client = new Client(served, { token, webSocket });
    const attachments = ['a.log', 'a.log'].map((name) => ({
      contentType: 'text/plain',
      contentUrl: `http://127.0.0.1:${port}/`,
      name,
    }));
    const channelData = { clientActivityID: 'sent-2' };
    await client.post({ type: 'message', text: 'look', from: { id: 'me' }, attachments, channelData });
    await client.hears('you said look + a.log + a (1).log');
    const echo = client.activities.find(({ text }) => text === 'look');
    expect(echo?.channelData).toEqual(channelData);
    expect(await (await fetch(echo?.attachments?.[1]?.contentUrl ?? '')).text()).toBe('Event ID: 4094');
    const heard = served.heard.findLast(({ conversation }) => conversation.id === id);
    expect(readUtterance(heard ?? {}).files[0]).toEqual({ name: 'a.log', text: 'Event ID: 4094' });
    client.end();
    files.close();
  });
  it('resumes with conversation and token from the beginning, hears the history once and goes on', async () => {
    const opened = await start(served);
    await say(served, opened, 'before');
    const client = new Client(served, { ...resuming(opened), watermark: '0', webSocket });
    await client.hears('you said before');
    await client.say('after');
    await client.hears('you said after');
    expect(client.texts.toSorted()).toEqual(['after', 'before', 'welcome', 'you said after', 'you said before']);
    expect(client.token === opened.token).toBe(false);
    client.end();
  });
  it('resumes from a watermark without hearing anything twice', async () => {
    const opened = await start(served);
    await say(served, opened, 'before');
    const { watermark } = await poll(served, opened);
    const client = new Client(served, { ...resuming(opened), watermark, webSocket });
    await client.say('after');
    await client.hears('you said after');
    expect(client.texts).toEqual(['after', 'you said after']);
    client.end();
  });
  it('asks for a session id and gets one', async () => {
    const client = new Client(served, { token: (await generate(served)).token, webSocket });
    const sessionId = await new Promise((resolve, reject) => client.line.getSessionId().subscribe(resolve, reject));
    expect(sessionId).toMatch(/^[\w-]{36}$/);
    client.end();
  });
  it('refreshes its token for as long as the page is open', async () => {
    const opened = await start(served);
    // Given no stream address, it reconnects first, and then refreshes every 15 minutes: here every 3 seconds.
    const client = new Client(served, { ...resuming(opened), webSocket });
    await client.until(({ state }) => state === 'Online');
    const first = client.token;
    await client.until(({ token }) => token !== first);
    await client.say('with the new token');
    await client.hears('you said with the new token');
    expect((await call(served, 'POST', '/tokens/refresh', { bearer: client.token })).status).toBe(200);
    client.end();
  });
});

describe('the client library over WebSocket', () => {
  it('goes online at once with a token and a stream address', async () => {
    const opened = await start(served);
    const client = new Client(served, { ...resuming(opened), streamUrl: opened.streamUrl, webSocket: true });
    await client.hears('welcome');
    expect(client.states).toEqual(['Uninitialized', 'Connecting', 'Online']);
    client.end();
  });
  it('shows that the bot is typing', async () => {
    const client = new Client(served, { token: (await generate(served)).token, webSocket: true });
    await client.say('x');
    await client.hears('you said x');
    expect(client.activities.map(({ type }) => type)).toContain('typing');
    client.end();
  });
});
