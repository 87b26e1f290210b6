import { decodeJwt, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from './call.ts';
import { type Served, serve } from './served.ts';

const KEY = 'a key that the site and the bot share, long enough';
let served: Served;
beforeAll(async () => {
  served = await serve({ deps: { userKeys: ['the newer key of the two, long enough', KEY] } });
});
afterAll(() => served.close());

const signed = (sub: string, { key = KEY, seconds = 300, name = '' } = {}) =>
  new SignJWT({ ...(name && { name }) })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
    .sign(new TextEncoder().encode(key));
const ask = async (json: object) => (await call(served, 'POST', '/web-chat/token', { json })).body;

describe('a person whom the site names', () => {
  it('has the id and the name that the site signed, in the token and in the messages', async () => {
    const body = await ask({ user: await signed('ada@example.com', { name: 'Ada' }) });
    expect(decodeJwt(body.token ?? '')).toMatchObject({ user: 'dl_ada@example.com', name: 'Ada', known: true });
    const path = `/conversations/${body.conversationId}/activities`;
    await call(served, 'POST', path, { bearer: body.token, json: { type: 'message', text: 'x', from: { id: 'eve' } } });
    const { activities } = (await call(served, 'GET', path, { bearer: body.token })).body;
    expect(activities?.[0]?.from).toEqual({ id: 'dl_ada@example.com', name: 'Ada', role: 'user' });
  });

  it('comes back into their conversation, also when the word of the site has expired meanwhile', async () => {
    const first = await ask({ user: await signed('ada') });
    const again = await ask({ user: await signed('ada'), token: first.token });
    const later = await ask({ user: await signed('ada', { seconds: -60 }), token: again.token });
    expect([again.conversationId, later.conversationId]).toEqual([first.conversationId, first.conversationId]);
  });

  it.each([
    ['nobody any more, after a log-out', async () => ({})],
    ['somebody else', async () => ({ user: await signed('bob') })],
  ])('is not followed into it by %s', async (_who, other) => {
    const first = await ask({ user: await signed('ada') });
    const next = await ask({ ...(await other()), token: first.token });
    expect(next.conversationId).toBeTruthy();
    expect(next.conversationId).not.toBe(first.conversationId);
  });

  it('does not take an anonymous conversation along', async () => {
    const first = await ask({});
    expect((await ask({ user: await signed('ada'), token: first.token })).conversationId).not.toBe(
      first.conversationId,
    );
  });
});

describe('a word that proves nothing is refused with 401', () => {
  it.each([
    ['signed with another key', () => signed('ada', { key: 'some other key that nobody has agreed upon' })],
    ['expired', () => signed('ada', { seconds: -60 })],
    ['without a person', () => signed('')],
    ['with control characters in the id', () => signed('a\nb')],
    ['no token at all', async () => 'ada'],
    [
      'unsigned',
      async () => `${btoa('{"alg":"none"}')}.${btoa('{"sub":"ada","exp":9999999999}')}.`.replaceAll('=', ''),
    ],
  ])('%s', async (_what, token) => {
    const { status, body } = await call(served, 'POST', '/web-chat/token', { json: { user: await token() } });
    expect([status, body.error?.code]).toEqual([401, 'NotAllowed']);
  });
});
