import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { signPass } from '../../bot/direct-line/pass.ts';
import { call, generate, poll, say, start } from './call.ts';
import { KEYS, SECRET, type Served, serve, TRUSTED } from './served.ts';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.close());

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

describe('POST /tokens/generate', () => {
  it('gives the holder of the secret a token for one new conversation, for 30 minutes', async () => {
    const { status, body } = await call(served, 'POST', '/tokens/generate', { bearer: SECRET });
    expect(status).toBe(200);
    expect(body).toEqual({ conversationId: expect.any(String), token: expect.any(String), expires_in: 1800 });
  });
  it('does not contact the bot', async () => {
    const before = served.heard.length;
    const { id } = await generate(served);
    expect(await served.store.activitiesAfter(id, 0, 1)).toEqual([]);
    expect(served.heard).toHaveLength(before);
  });
  it('puts the user id into the token, where the client library looks for it', async () => {
    const { token } = await generate(served, { user: { id: 'dl_ada', name: 'Ada' } });
    expect(decodeJwt(token)['user']).toBe('dl_ada');
  });
  it('invents a user id that nobody can guess when none is given', async () => {
    const users = await Promise.all([generate(served), generate(served)]);
    const [one, other] = users.map(({ token }) => decodeJwt(token)['user']);
    expect(one).toMatch(/^dl_[\w-]{36}$/);
    expect(one).not.toBe(other);
  });

  const invalid: [string, unknown][] = [
    ['a user id that does not start with dl_', { user: { id: 'ada' } }],
    ['nothing but the prefix', { user: { id: 'dl_' } }],
    ['an origin with a path', { trustedOrigins: ['https://example.com/chat'] }],
    ['an origin that is none', { trustedOrigins: ['everybody'] }],
    ['a list where an object belongs', []],
  ];
  it.each(invalid)('refuses %s with 400', async (_what, json) => {
    const { status, body } = await call(served, 'POST', '/tokens/generate', { bearer: SECRET, json });
    expect([status, body.error?.code]).toEqual([400, 'MalformedData']);
  });
  it('refuses a body that is not JSON with 400', async () => {
    const { status, body } = await call(served, 'POST', '/tokens/generate', { bearer: SECRET, raw: '{"user":' });
    expect([status, body.error?.code]).toEqual([400, 'MalformedData']);
  });
  it('refuses a token: one conversation does not open another', async () => {
    const { token } = await generate(served);
    const { status, body } = await call(served, 'POST', '/tokens/generate', { bearer: token });
    expect([status, body.error?.code]).toEqual([403, 'NotAllowed']);
  });
});

describe('POST /tokens/refresh', () => {
  it('gives a new token for the same conversation, user and origins', async () => {
    const old = await generate(served, { user: { id: 'dl_ada' }, trustedOrigins: ['https://shop.example'] });
    const from = 'https://shop.example';
    const { status, body } = await call(served, 'POST', '/tokens/refresh', { bearer: old.token, from });
    expect(status).toBe(200);
    expect(body).toEqual({ conversationId: old.id, token: expect.any(String), expires_in: 1800 });
    expect(body.token).not.toBe(old.token);
    expect(decodeJwt(body.token ?? '')).toMatchObject({ user: 'dl_ada', origins: ['https://shop.example'] });
  });
  it('may be repeated as often as somebody likes before the token expires', async () => {
    let { token } = await start(served);
    for (let i = 0; i < 5; i++) {
      const { status, body } = await call(served, 'POST', '/tokens/refresh', { bearer: token });
      expect(status).toBe(200);
      token = body.token ?? '';
    }
  });
  it('refuses an expired token with 403 TokenExpired', async () => {
    const { id } = await generate(served);
    const expired = await signPass(KEYS, 'conversation', { conv: id, user: 'dl_ada' }, minutesAgo(31));
    const { status, body } = await call(served, 'POST', '/tokens/refresh', { bearer: expired });
    expect([status, body.error?.code]).toEqual([403, 'TokenExpired']);
  });
  it('refuses the secret: it does not expire', async () => {
    const { status, body } = await call(served, 'POST', '/tokens/refresh', { bearer: SECRET });
    expect([status, body.error?.code]).toEqual([403, 'NotAllowed']);
  });
});

describe('signing keys', () => {
  it('accepts tokens of the key before the newest, so that a rotation ends no conversation', async () => {
    const { id } = await generate(served);
    const old = await signPass(KEYS.slice(1), 'conversation', { conv: id, user: 'dl_ada' });
    expect((await call(served, 'POST', '/tokens/refresh', { bearer: old })).status).toBe(200);
  });
  it('refuses tokens of a key that was taken out', async () => {
    const { id } = await generate(served);
    const foreign = await signPass(['a-key-that-nobody-knows-0123456789-01'], 'conversation', {
      conv: id,
      user: 'dl_a',
    });
    const { status, body } = await call(served, 'POST', '/tokens/refresh', { bearer: foreign });
    expect([status, body.error?.code]).toEqual([403, 'NotAllowed']);
  });
});

describe('without a secret', () => {
  it('nobody can use what asks for it, with whatever text', async () => {
    const open = await serve({ store: served.store, deps: { secret: undefined } });
    for (const bearer of ['undefined', 'x', SECRET]) {
      expect((await call(open, 'POST', '/tokens/generate', { bearer })).status).toBe(403);
    }
    await open.close();
  });
});

describe('POST /web-chat/token', () => {
  const ask = (from: string | undefined, json?: unknown) =>
    call(served, 'POST', '/web-chat/token', { ...(from && { from }), ...(json !== undefined && { json }) });

  it('gives the page of this server a token without the secret', async () => {
    const { status, body } = await ask(served.origin);
    expect(status).toBe(200);
    expect(body).toEqual({
      conversationId: expect.any(String),
      token: expect.any(String),
      expires_in: 1800,
      userId: expect.stringMatching(/^dl_/),
    });
    expect(decodeJwt(body.token ?? '')['user']).toBe(body.userId);
  });
  it('gives one to the pages of a trusted origin, which may read the answer', async () => {
    const { status, headers } = await ask(TRUSTED);
    expect([status, headers.get('access-control-allow-origin')]).toEqual([200, TRUSTED]);
  });
  it('refuses the pages of every other origin', async () => {
    const { status, body, headers } = await ask('https://evil.example');
    expect([status, body.error?.code, headers.get('access-control-allow-origin')]).toEqual([403, 'NotAllowed', null]);
  });
  it('keeps a person in their conversation when the page sends its last token, even an expired one', async () => {
    const { body: first } = await ask(served.origin);
    await say(served, { id: first.conversationId ?? '', token: first.token ?? '' }, 'hello');
    const claims = { conv: first.conversationId ?? '', user: first.userId ?? '' };
    for (const token of [first.token, await signPass(KEYS, 'conversation', claims, minutesAgo(3 * 24 * 60))]) {
      const { body } = await ask(served.origin, { token });
      expect(body).toMatchObject({ conversationId: first.conversationId, userId: first.userId });
      const again = await poll(served, { id: first.conversationId ?? '', token: body.token ?? '' });
      expect(again.texts.toSorted()).toEqual(['hello', 'welcome', 'you said hello']);
    }
  });
  it('starts anew for a token that was refreshed: only the newest of a line brings somebody back', async () => {
    const { body: first } = await ask(served.origin);
    const { body: newer } = await call(served, 'POST', '/tokens/refresh', { bearer: first.token ?? '' });
    expect((await ask(served.origin, { token: first.token })).body.conversationId).not.toBe(first.conversationId);
    expect((await ask(served.origin, { token: newer.token })).body.conversationId).toBe(first.conversationId);
  });
  it('takes the same token once more just after it came back, as when the answer got lost, and not later', async () => {
    const { body: first } = await ask(served.origin);
    const again = async () => (await ask(served.origin, { token: first.token })).body.conversationId;
    expect([await again(), await again()]).toEqual([first.conversationId, first.conversationId]);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
    try {
      expect(await again()).not.toBe(first.conversationId);
    } finally {
      vi.useRealTimers();
    }
  });
  it('starts anew for a token that is older than conversations are kept', async () => {
    const { body: first } = await ask(served.origin);
    const claims = { conv: first.conversationId ?? '', user: first.userId ?? '' };
    const days = (number: number) => signPass(KEYS, 'conversation', claims, minutesAgo(number * 24 * 60));
    expect((await ask(served.origin, { token: await days(31) })).body.conversationId).not.toBe(first.conversationId);
    expect((await ask(served.origin, { token: await days(29) })).body.conversationId).toBe(first.conversationId);
  });
  it('lets a person leave a conversation for good: no token of before comes back, one of after does', async () => {
    const { body: first } = await ask(served.origin);
    const { body: left } = await ask(served.origin, { ends: first.token });
    expect(left.conversationId).not.toBe(first.conversationId);
    const { body: back } = await ask(served.origin, { token: first.token });
    expect(back.conversationId).not.toBe(first.conversationId);
    const { body: after } = await call(served, 'POST', '/tokens/refresh', { bearer: first.token ?? '' });
    expect((await ask(served.origin, { token: after.token })).body.conversationId).toBe(first.conversationId);
  });
  it('ends no conversation for a token that is not ours', async () => {
    const { body: first } = await ask(served.origin);
    const claims = { conv: first.conversationId ?? '', user: first.userId ?? '' };
    await ask(served.origin, {
      ends: await signPass(['a-key-that-nobody-knows-0123456789-01'], 'conversation', claims),
    });
    expect((await ask(served.origin, { token: first.token })).body.conversationId).toBe(first.conversationId);
  });
  it('starts anew for a token that is not ours, of another site, or whose conversation is gone', async () => {
    const elsewhere = await generate(served, { trustedOrigins: ['https://shop.example'] });
    const gone = await signPass(KEYS, 'conversation', { conv: 'gone', user: 'dl_ada' });
    for (const token of ['nonsense', elsewhere.token, gone]) {
      const { status, body } = await ask(served.origin, { token });
      expect(status).toBe(200);
      expect([elsewhere.id, 'gone']).not.toContain(body.conversationId);
    }
  });
});
