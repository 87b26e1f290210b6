import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Called, call, generate, poll, say, start } from './call.ts';
import { SECRET, type Served, serve, TRUSTED } from './served.ts';
import { connect, openStream } from './socket.ts';

const CARD = 'application/vnd.microsoft.card.adaptive';
let served: Served;
beforeAll(async () => {
  served = await serve({
    bot: ({ type, text }) =>
      type === 'message'
        ? [{ type: 'message', text: `re ${text}`, attachments: [{ contentType: CARD, content: { body: [] } }] }]
        : [],
  });
});
afterAll(() => served.close());

/** Says something and gives back how the log has it. */
async function posted(id: string, bearer: string, from: object | null, more: object = {}) {
  const json = { type: 'message', text: 'hello', from, ...more };
  const { status } = await call(served, 'POST', `/conversations/${id}/activities`, { bearer, json });
  expect(status).toBe(200);
  const { activities } = await poll(served, { id, token: bearer });
  return activities.filter(({ from: who }) => who.role === 'user').at(-1)?.from;
}

describe('who speaks', () => {
  it.each([
    ['{ user: { id } }', { user: { id: 'dl_12345', name: 'Ada' } }],
    ['{ User: { Id } }, as in the samples for C#', { User: { Id: 'dl_12345', Name: 'Ada' } }],
    ['with null members', { USER: { id: 'dl_12345', name: 'Ada' }, trustedOrigins: null }],
  ])('is bound by a token that was asked for with %s', async (_form, json) => {
    const { id, token } = await generate(served, json);
    expect(decodeJwt(token)['user']).toBe('dl_12345');
    for (const from of [{ id: 'dl_12345' }, { id: 'dl_eve', name: 'Eve' }, { id: 'own' }, { id: null }, null])
      expect(await posted(id, token, from)).toEqual({ id: 'dl_12345', name: 'Ada', role: 'user' });
  });

  it('is whoever the client says where the token is bound to nobody', async () => {
    const { id, token } = await generate(served);
    for (const own of ['r_1', 'dl_12345'])
      expect(await posted(id, token, { id: own, name: 'N' })).toEqual({ id: own, name: 'N', role: 'user' });
  });

  it('is whoever the operator’s server says, for several people too; the bot has one case for them', async () => {
    const { body } = await call(served, 'POST', '/conversations', { bearer: SECRET });
    const id = body.conversationId ?? '';
    for (const own of ['user1', 'user2']) expect((await posted(id, SECRET, { id: own }))?.id).toBe(own);
    const people = new Set(
      served.heard.filter(({ conversation }) => conversation.id === id).map(({ from }) => from.id),
    );
    expect(people.size).toBe(1);
  });

  it('is named by the query of an upload too, where the token is bound to nobody', async () => {
    const { id, token } = await generate(served);
    await call(served, 'POST', `/conversations/${id}/upload?userId=me`, { bearer: token, raw: 'x' });
    const { activities } = await poll(served, { id, token });
    expect(activities[0]?.from.id).toBe('me');
  });

  it('keeps what was bound through start, refresh and reconnect', async () => {
    const { id, token } = await generate(served, { user: { id: 'dl_12345', name: 'Ada' } });
    const started = await call(served, 'POST', '/conversations', { bearer: token });
    const again = await call(served, 'GET', `/conversations/${id}`, { bearer: started.body.token });
    const refreshed = await call(served, 'POST', '/tokens/refresh', { bearer: again.body.token });
    expect(await posted(id, refreshed.body.token ?? '', { id: 'other' })).toMatchObject({
      id: 'dl_12345',
      name: 'Ada',
    });
  });
});

describe('a body', () => {
  it('may hold null for what is not there', async () => {
    const { id, token } = await generate(served);
    const nulls = { locale: null, text: null, attachments: null, entities: null, channelData: null, value: null };
    await posted(id, token, { id: 'me', name: null }, nulls);
    await posted(
      id,
      token,
      { id: 'me' },
      { attachments: [{ contentType: 'text/plain', name: null, contentUrl: null }] },
    );
    expect((await call(served, 'POST', '/conversations', { bearer: token, raw: 'null' })).status).toBe(201);
  });

  it('may name its members in any case; what is not the protocol’s comes back as it was', async () => {
    const { id, token } = await generate(served);
    const json = {
      Type: 'message',
      Text: 'X',
      From: { Id: 'me' },
      ChannelData: { Deep: { A: null } },
      Own: { B: null },
    };
    expect((await call(served, 'POST', `/conversations/${id}/activities`, { bearer: token, json })).status).toBe(200);
    const [said] = (await poll(served, { id, token })).activities;
    expect(said).toMatchObject({ type: 'message', text: 'X', channelData: { Deep: { A: null } }, Own: { B: null } });
  });
});

describe('reconnecting', () => {
  it('without a watermark gives what comes after; with 0 the whole log', async () => {
    const opened = await start(served);
    await say(served, opened, 'before');
    const streamOf = async (query: string) => {
      const { body } = await call(served, 'GET', `/conversations/${opened.id}${query}`, { bearer: opened.token });
      return connect(body.streamUrl ?? '');
    };
    const [later, all] = await Promise.all([streamOf(''), streamOf('?watermark=0')]);
    await say(served, opened, 'after');
    await Promise.all([later, all].map((socket) => socket.until(({ texts }) => texts.includes('re after'))));
    expect(later.texts).toEqual(['after', 're after']);
    expect(all.texts).toEqual(['before', 're before', 'after', 're after']);
    await Promise.all([later.close(), all.close()]);
  });
});

describe('a client that draws cards', () => {
  const headers = { 'x-ms-bot-agent': 'DirectLine/3.0 (directlinejs; WebChat/4.18.1 (Full))' };
  it('is not given their text beside them, by the stream and by polling; the text is there to be read aloud', async () => {
    const opened = await start(served);
    await say(served, opened, 'x');
    const path = `/conversations/${opened.id}`;
    const { body } = await call(served, 'GET', `${path}?watermark=0`, { bearer: opened.token, headers });
    const socket = await connect(body.streamUrl ?? '');
    await socket.until(({ activities }) => activities.length === 2);
    const polled = await call(served, 'GET', `${path}/activities`, { bearer: opened.token, headers });
    for (const [mine, reply] of [socket.activities, polled.body.activities ?? []]) {
      expect(mine?.text).toBe('x');
      expect(reply?.text).toBeUndefined();
      expect(reply?.channelData).toEqual({ 'webchat:fallback-text': 're x' });
    }
    await socket.close();
  });

  it('every other client is given both', async () => {
    const opened = await start(served);
    await say(served, opened, 'x');
    expect((await poll(served, opened)).texts).toEqual(['x', 're x']);
  });
});

describe('addresses and answers', () => {
  const errorOf = ({ status, body }: Called) => [status, body.error?.code];

  it('take any case and a slash at the end', async () => {
    const { id, token } = await generate(served);
    const base = { domain: served.domain.replace('/v3/directline', '/V3/DirectLine'), origin: served.origin };
    const started = await call(base, 'POST', '/Conversations/', { bearer: token });
    expect(started.status).toBe(201);
    expect((await call(base, 'GET', `/conversations/${id}/Activities/?watermark=`, { bearer: token })).status).toBe(
      200,
    );
    const socket = await connect((started.body.streamUrl ?? '').replace('/stream', '/Stream/'));
    await socket.close();
  });

  it.each([
    ['/conversations/%E0%A4%A/activities', [400, 'MalformedData']],
    ['/nothing', [404, 'NotFound']],
  ])('%s is refused in the form of the protocol', async (path, expected) => {
    expect(errorOf(await call(served, 'GET', path, { bearer: SECRET }))).toEqual(expected);
  });

  it('says in a body that Streaming Extensions are not offered', async () => {
    const url = `${served.domain.replace('http', 'ws')}/conversations/connect?token=x`;
    expect(await openStream(url)).toEqual({ status: 404, code: 'NotSupported' });
  });

  it('lets pages send the headers that their monitoring adds, and read when to come again', async () => {
    const answer = await call(served, 'OPTIONS', '/conversations', {
      from: TRUSTED,
      headers: {
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,traceparent,request-id,sentry-trace',
      },
    });
    expect(answer.status).toBe(204);
    for (const name of ['traceparent', 'request-id', 'sentry-trace', 'Authorization'])
      expect(answer.headers.get('access-control-allow-headers')).toContain(name);
    expect(answer.headers.get('access-control-expose-headers')).toContain('Retry-After');
  });
});

it('the stream says that the bot is at work while a turn takes long, and the log does not keep it', async () => {
  const slow = await serve({
    bot: async ({ type }) => {
      if (type === 'message') await new Promise((resolve) => setTimeout(resolve, 2500));
      return type === 'message' ? [{ type: 'message', text: 'there' }] : [];
    },
  });
  const opened = await start(slow);
  const socket = await connect(opened.streamUrl);
  await say(slow, opened, 'x');
  await socket.until(({ texts }) => texts.includes('there'));
  expect(socket.activities.map(({ type }) => type)).toEqual(['message', 'typing', 'message']);
  expect((await poll(slow, opened)).activities.map(({ type }) => type)).toEqual(['message', 'message']);
  await socket.close();
  await slow.close();
});
