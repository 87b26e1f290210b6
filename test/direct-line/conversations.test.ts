import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, generate, poll, say, start } from './call.ts';
import { SECRET, type Served, serve, TRUSTED } from './served.ts';
import { connect } from './socket.ts';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.close());

describe('POST /conversations', () => {
  it('answers 201 the first time and 200 from then on, with a token and where the stream is', async () => {
    const { id, token } = await generate(served);
    for (const expected of [201, 200, 200]) {
      const { status, body } = await call(served, 'POST', '/conversations', { bearer: token });
      expect(status).toBe(expected);
      expect(body).toEqual({
        conversationId: id,
        token: expect.any(String),
        expires_in: 1800,
        streamUrl: expect.stringContaining(`/v3/directline/conversations/${id}/stream?t=`),
      });
    }
  });
  it('opens a new conversation each time for the secret', async () => {
    const answers = await Promise.all(
      [1, 2].map(() => call(served, 'POST', '/conversations', { bearer: SECRET, json: { user: { id: 'ada' } } })),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(new Set(answers.map(({ body }) => body.conversationId)).size).toBe(2);
    expect(answers.map(({ body }) => decodeJwt(body.token ?? '')['user'])).toEqual(['ada', 'ada']);
  });
  it('tells the bot once who has come, in which language, and from nobody else', async () => {
    const { id, token } = await generate(served, { user: { id: 'dl_grace' } });
    const starts = [1, 2, 3].map(() =>
      call(served, 'POST', '/conversations', { bearer: token, json: { locale: 'de-DE' } }),
    );
    await Promise.all(starts);
    await say(served, { id, token }, 'hello');
    const updates = served.heard.filter(({ conversation, type }) => conversation.id === id && type !== 'message');
    expect(updates).toHaveLength(1);
    expect(updates[0]).toMatchObject({
      type: 'conversationUpdate',
      membersAdded: [{ id: 'dl_grace' }],
      from: { id: 'dl_grace', role: 'user' },
      locale: 'de-DE',
      channelId: 'directline',
    });
  });
  it('gives 201 to exactly one of many that start at once', async () => {
    const { token } = await generate(served);
    const starts = Array.from({ length: 10 }, () => call(served, 'POST', '/conversations', { bearer: token }));
    const statuses = (await Promise.all(starts)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([...Array(9).fill(200), 201]);
  });
  it('lets the token decide who speaks, also where the client names somebody whom only a token could name', async () => {
    const { token } = await generate(served, { user: { id: 'dl_ada' } });
    const json = { user: { id: 'dl_eve' } };
    const { status, body } = await call(served, 'POST', '/conversations', { bearer: token, json });
    expect([status, decodeJwt(body.token ?? '')['user']]).toEqual([201, 'dl_ada']);
  });
  it('takes the user id of the token before one of the client’s own', async () => {
    const { token } = await generate(served, { user: { id: 'dl_ada' } });
    const { body } = await call(served, 'POST', '/conversations', { bearer: token, json: { user: { id: 'eve' } } });
    expect(decodeJwt(body.token ?? '')['user']).toBe('dl_ada');
  });
  const invalid: [string, string][] = [
    ['text that is not JSON', '{'],
    ['a user id that is a number', '{"user":{"id":7}}'],
    ['a value nested too deeply', '['.repeat(1000)],
    ['one behind a string that ends in backslashes', `{"a":"\\\\","b":${'['.repeat(1000)}`],
    ['one behind a quotation mark in a string', `{"a":"\\"","b":${'['.repeat(1000)}`],
  ];
  it.each(invalid)('refuses %s with 400', async (_what, raw) => {
    const { token } = await generate(served);
    const { status, body } = await call(served, 'POST', '/conversations', { bearer: token, raw });
    expect([status, body.error?.code]).toEqual([400, 'MalformedData']);
  });
});

describe('GET /conversations/{id} (reconnect)', () => {
  it('gives a new token and a stream that goes on from the watermark', async () => {
    const opened = await start(served);
    await say(served, opened, 'one');
    const { watermark } = await poll(served, opened);
    await say(served, opened, 'two');
    const path = `/conversations/${opened.id}?watermark=${watermark}`;
    const { status, body } = await call(served, 'GET', path, { bearer: opened.token });
    expect(status).toBe(200);
    expect(Object.keys(body).toSorted()).toEqual(['conversationId', 'expires_in', 'streamUrl', 'token']);
    const socket = await connect(body.streamUrl ?? '');
    await socket.until(({ texts }) => texts.length === 2);
    expect(socket.texts).toEqual(['two', 'you said two']);
    await socket.close();
  });
  it('gives only what comes after without a watermark', async () => {
    const opened = await start(served);
    await say(served, opened, 'one');
    const { body } = await call(served, 'GET', `/conversations/${opened.id}`, { bearer: opened.token });
    const socket = await connect(body.streamUrl ?? '');
    await say(served, opened, 'two');
    await socket.until(({ texts }) => texts.includes('you said two'));
    expect(socket.texts).toEqual(['two', 'you said two']);
    await socket.close();
  });
  it.each(['0', '', 'null'])('gives the whole history to who has seen nothing (watermark=%s)', async (watermark) => {
    const opened = await start(served);
    await say(served, opened, 'one');
    const { body } = await call(served, 'GET', `/conversations/${opened.id}?watermark=${watermark}`, {
      bearer: opened.token,
    });
    const socket = await connect(body.streamUrl ?? '');
    await socket.until(({ texts }) => texts.length === 3);
    expect(socket.texts.toSorted()).toEqual(['one', 'welcome', 'you said one']);
    await socket.close();
  });
  it('welcomes a person who resumes with a token that nothing was started with', async () => {
    const opened = await generate(served);
    await call(served, 'GET', `/conversations/${opened.id}`, { bearer: opened.token });
    await say(served, opened, 'hello');
    expect((await poll(served, opened)).texts).toContain('welcome');
  });
  it('refuses a watermark that was never given out with 400', async () => {
    const { id, token } = await start(served);
    const { status, body } = await call(served, 'GET', `/conversations/${id}?watermark=-1`, { bearer: token });
    expect([status, body.error?.code]).toEqual([400, 'MalformedData']);
  });
  it('answers 404 for a conversation that was removed', async () => {
    const { id, token } = await start(served);
    const userId = (await served.store.findConversation(id))?.userId ?? '';
    await served.store.forgetPerson({ caseKey: '', conversationId: id, userId });
    const { status, body } = await call(served, 'GET', `/conversations/${id}`, { bearer: token });
    expect([status, body.error?.code]).toEqual([404, 'NotFound']);
  });
});

describe('GET /session/getsessionid', () => {
  it('gives an id', async () => {
    const { token } = await generate(served);
    const { status, body } = await call(served, 'GET', '/session/getsessionid', { bearer: token });
    expect([status, body]).toEqual([200, { sessionId: expect.any(String) }]);
  });
});

describe('calls that Direct Line does not have', () => {
  const unknown: [string, string, number][] = [
    ['GET', '/conversations', 404],
    ['POST', '/tokens', 404],
    ['GET', '/', 404],
    ['PUT', '/conversations/x', 405],
    ['DELETE', '/conversations/x/activities/1', 405],
  ];
  it.each(unknown)('%s %s is told in the protocol’s own form', async (method, path, status) => {
    const answer = await call(served, method, path, { bearer: SECRET });
    expect(answer.status).toBe(status);
    expect(answer.body.error).toEqual({ code: expect.any(String), message: expect.any(String) });
  });
  it('a plain GET of the stream is told that it is a WebSocket', async () => {
    const { id, token } = await generate(served);
    const { status, body } = await call(served, 'GET', `/conversations/${id}/stream`, { bearer: token });
    expect([status, body.error?.code]).toEqual([426, 'NotSupported']);
  });
});

describe('pages of other sites', () => {
  const preflight = (domain: Pick<Served, 'domain' | 'origin'>, from: string, path = '/conversations') =>
    call(domain, 'OPTIONS', path, { from, headers: { 'Access-Control-Request-Method': 'POST' } });

  it('a preflight allows all headers that the client library sends', async () => {
    const { status, headers } = await preflight(served, TRUSTED);
    expect(status).toBe(204);
    const allowed = headers.get('access-control-allow-headers')?.toLowerCase().split(/, */) ?? [];
    for (const name of ['authorization', 'content-type', 'x-ms-bot-agent', 'x-requested-with']) {
      expect(allowed).toContain(name);
    }
    expect(headers.get('access-control-allow-origin')).toBe(TRUSTED);
    expect(headers.get('vary')).toBe('Origin');
  });
  it('a preflight of a stranger is refused where no token can name other origins', async () => {
    const open = await serve({ store: served.store, deps: { secret: undefined } });
    expect((await preflight(open, 'https://evil.example')).status).toBe(403);
    expect((await preflight(open, TRUSTED, '/tokens/refresh')).status).toBe(204);
    await open.close();
  });
  it('answers and refusals can be read by a page that may use the channel', async () => {
    const { token } = await generate(served);
    const good = await call(served, 'POST', '/conversations', { bearer: token, from: TRUSTED });
    const bad = await call(served, 'POST', '/conversations', { bearer: 'x.y.z', from: TRUSTED });
    expect([good.status, bad.status]).toEqual([201, 403]);
    for (const { headers } of [good, bad]) expect(headers.get('access-control-allow-origin')).toBe(TRUSTED);
  });
});

describe('behind a proxy', () => {
  it('clients are told the public address, by wss where it is https', async () => {
    const proxied = await serve({ store: served.store, deps: { publicUrl: 'https://bot.example/' } });
    const { streamUrl } = await start(proxied);
    expect(streamUrl).toMatch(/^wss:\/\/bot\.example\/v3\/directline\/conversations\//);
    await proxied.close();
  });
});
