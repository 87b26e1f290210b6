import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { PASS_SECONDS, type PassKind, signPass } from '../../bot/direct-line/pass.ts';
import { call, generate, type Opened, poll, say, start } from './call.ts';
import { KEYS, type Served, serve, TRUSTED } from './served.ts';
import { openStream } from './socket.ts';

let served: Served;
let mine: Opened;
let theirs: Opened;
beforeAll(async () => {
  served = await serve();
  mine = await start(served);
  theirs = await start(served);
  await say(served, theirs, 'for nobody else');
});
afterAll(() => served.close());

/** Every call that needs a token, on a conversation. Each answers with what it was answered. */
const message = { type: 'message', text: 'hi' };
interface Refusal {
  status: number;
  code: string | undefined;
}
type Attempt = (id: string, bearer: string | undefined, from?: string) => Promise<Refusal>;
const by =
  (method: string, path: (id: string) => string, extra: object = {}): Attempt =>
  async (id, bearer, from) => {
    const { status, body } = await call(served, method, path(id), { bearer, ...(from && { from }), ...extra });
    return { status, code: body.error?.code };
  };
const onConversation: [string, Attempt][] = [
  ['GET /conversations/{id}', by('GET', (id) => `/conversations/${id}`)],
  ['GET …/activities', by('GET', (id) => `/conversations/${id}/activities`)],
  ['POST …/activities', by('POST', (id) => `/conversations/${id}/activities`, { json: message })],
  ['POST …/upload', by('POST', (id) => `/conversations/${id}/upload`, { raw: 'a file' })],
];
const elsewhere: [string, Attempt][] = [
  ['POST /conversations', by('POST', () => '/conversations')],
  ['POST /tokens/refresh', by('POST', () => '/tokens/refresh')],
  ['GET /session/getsessionid', by('GET', () => '/session/getsessionid')],
];
const everything = [...onConversation, ...elsewhere];

const ago = (kind: PassKind) => new Date(Date.now() - (PASS_SECONDS[kind] + 60) * 1000);
const claims = (of: Opened) => ({ conv: of.id, user: 'dl_ada' });

/** The same token with one character of one of its parts changed. */
function tampered(token: string, part: number): string {
  const parts = token.split('.');
  const text = parts[part] ?? '';
  const middle = text.length >> 1;
  parts[part] = `${text.slice(0, middle)}${text[middle] === 'A' ? 'B' : 'A'}${text.slice(middle + 1)}`;
  return parts.join('.');
}

/** Other claims under the signature of a genuine token, or under none at all. */
function forged(token: string, header: object | undefined): string {
  const [head = '', body = '', signature = ''] = token.split('.');
  const json = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const others = json({ ...JSON.parse(Buffer.from(body, 'base64url').toString()), conv: theirs.id });
  return [header ? json(header) : head, others, header ? '' : signature].join('.');
}

describe('a token of another conversation is refused with 403', () => {
  it.each(onConversation)('%s', async (_name, attempt) => {
    expect(await attempt(theirs.id, mine.token)).toEqual({ status: 403, code: 'NotAllowed' });
  });
  it.each(onConversation)('%s, and nobody learns whether that conversation exists', async (_name, attempt) => {
    expect(await attempt('no-such-conversation', mine.token)).toEqual({ status: 403, code: 'NotAllowed' });
  });
  it('nothing of it was kept', async () => {
    const { texts } = await poll(served, theirs);
    expect(texts.filter((text) => text === 'hi')).toEqual([]);
  });
});

describe('an expired token is refused with 403 TokenExpired', () => {
  it.each(everything)('%s', async (_name, attempt) => {
    const expired = await signPass(KEYS, 'conversation', claims(mine), ago('conversation'));
    expect(await attempt(mine.id, expired)).toEqual({ status: 403, code: 'TokenExpired' });
  });
});

describe('a token that was exchanged for a newer one', () => {
  it.each(everything)('%s: works on until it expires, and only the newest is refreshed', async (name, attempt) => {
    const opened = await start(served);
    const { body } = await call(served, 'POST', '/tokens/refresh', { bearer: opened.token });
    expect((await attempt(opened.id, opened.token)).status).toBeLessThan(300);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
    try {
      const later = await attempt(opened.id, opened.token);
      if (name.includes('refresh')) expect(later).toEqual({ status: 403, code: 'TokenExpired' });
      else expect(later.status).toBeLessThan(300);
      expect((await attempt(opened.id, body.token)).status).toBeLessThan(300);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a token that names origins', () => {
  it.each(everything)('%s: is refused from every other one, the server’s own included', async (_name, attempt) => {
    const { id, token } = await generate(served, { trustedOrigins: ['https://shop.example'] });
    for (const from of ['https://evil.example', TRUSTED, served.origin, 'null', 'https://shop.example.evil.example']) {
      expect(await attempt(id, token, from)).toEqual({ status: 403, code: 'NotAllowed' });
    }
    expect((await attempt(id, token, 'https://shop.example')).status).toBeLessThan(300);
  });
});

describe('a token that names no origins', () => {
  it.each(everything)('%s: is refused from an origin that nobody configured', async (_name, attempt) => {
    const { id, token } = await start(served);
    expect(await attempt(id, token, 'https://evil.example')).toEqual({ status: 403, code: 'NotAllowed' });
    expect((await attempt(id, token, TRUSTED)).status).toBeLessThan(300);
  });
});

describe('a token that was tampered with is refused with 403', () => {
  it.each(everything)('%s', async (_name, attempt) => {
    const tokens = [
      ...[0, 1, 2].map((part) => tampered(mine.token, part)),
      forged(mine.token, undefined),
      forged(mine.token, { alg: 'none' }),
      mine.token.slice(0, -1),
      'x',
    ];
    for (const token of tokens) expect(await attempt(theirs.id, token)).toEqual({ status: 403, code: 'NotAllowed' });
  });
});

describe('what opens a stream or a file opens nothing else', () => {
  it.each(everything)('%s', async (_name, attempt) => {
    for (const kind of ['stream', 'attachment'] as const) {
      const pass = await signPass(KEYS, kind, claims(mine));
      expect(await attempt(mine.id, pass)).toEqual({ status: 403, code: 'NotAllowed' });
    }
  });
});

describe('a call without a token is refused with 401', () => {
  it.each(everything)('%s', async (_name, attempt) => {
    expect(await attempt(mine.id, undefined)).toEqual({ status: 401, code: 'NotAllowed' });
  });
  it.each(['Basic eDp5', 'Bearer', 'Bearer  two words', ''])('also with the header "%s"', async (authorization) => {
    const { status, headers } = await call(served, 'GET', `/conversations/${mine.id}`, { headers: { authorization } });
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  });
});

describe('the stream', () => {
  const streamOf = (id: string, pass: string) =>
    `${served.domain.replace('http', 'ws')}/conversations/${id}/stream${pass && `?t=${pass}`}`;
  const pass = (kind: PassKind = 'stream', at = new Date()) => signPass(KEYS, kind, claims(mine), at);

  it('is refused with a pass of another conversation', async () => {
    expect(await openStream(streamOf(theirs.id, await pass()))).toEqual({ status: 403, code: 'NotAllowed' });
  });
  it('is refused a minute after its address was given out', async () => {
    const late = await pass('stream', new Date(Date.now() - 61_000));
    expect(await openStream(streamOf(mine.id, late))).toEqual({ status: 403, code: 'TokenExpired' });
  });
  it('is refused with a token: that would stand in logs', async () => {
    expect(await openStream(streamOf(mine.id, mine.token))).toEqual({ status: 403, code: 'NotAllowed' });
  });
  it('is refused with a pass that was tampered with', async () => {
    const signed = await pass();
    for (const part of [0, 1, 2]) {
      const refused = await openStream(streamOf(mine.id, tampered(signed, part)));
      expect(refused).toEqual({ status: 403, code: 'NotAllowed' });
    }
  });
  it('is refused without a pass', async () => {
    expect(await openStream(streamOf(mine.id, ''))).toEqual({ status: 401, code: 'NotAllowed' });
  });
  it('is refused from an origin that may not use the token', async () => {
    const origins = ['https://shop.example'];
    const named = await signPass(KEYS, 'stream', { ...claims(mine), origins });
    for (const [signed, origin] of [
      [await pass(), 'https://evil.example'],
      [named, TRUSTED],
      [named, served.origin],
    ] as const) {
      expect(await openStream(streamOf(mine.id, signed), { origin })).toEqual({ status: 403, code: 'NotAllowed' });
    }
  });
  it('is refused for a conversation that is gone', async () => {
    const gone = await signPass(KEYS, 'stream', { conv: 'gone', user: 'dl_ada' });
    expect(await openStream(streamOf('gone', gone))).toEqual({ status: 404, code: 'NotFound' });
  });
});

describe('a file', () => {
  const get = async (path: string, options: object = {}) => {
    const { status, body } = await call(served, 'GET', path, options);
    return { status, code: body.error?.code };
  };
  const file = { id: 'f'.repeat(43), name: 'a.txt', type: 'text/plain' };

  it('is refused with the address of another file, an old one, one tampered with, or none', async () => {
    const pass = await signPass(KEYS, 'attachment', { ...claims(mine), file });
    const old = await signPass(KEYS, 'attachment', { ...claims(mine), file }, ago('attachment'));
    expect(await get(`/attachments/${'g'.repeat(43)}?t=${pass}`)).toEqual({ status: 403, code: 'NotAllowed' });
    expect(await get(`/attachments/${file.id}?t=${old}`)).toEqual({ status: 403, code: 'TokenExpired' });
    expect(await get(`/attachments/${file.id}?t=${tampered(pass, 1)}`)).toEqual({ status: 403, code: 'NotAllowed' });
    expect(await get(`/attachments/${file.id}?t=${mine.token}`)).toEqual({ status: 403, code: 'NotAllowed' });
    expect(await get(`/attachments/${file.id}`)).toEqual({ status: 401, code: 'NotAllowed' });
    expect(await get(`/attachments/${file.id}?t=${pass}`, { from: 'https://evil.example' })).toEqual({
      status: 403,
      code: 'NotAllowed',
    });
  });
  it('is not found under a genuine address when its bytes lie in another conversation', async () => {
    await served.store.saveAttachment(theirs.id, file.id, Buffer.from('theirs'));
    const pass = await signPass(KEYS, 'attachment', { ...claims(mine), file });
    expect(await get(`/attachments/${file.id}?t=${pass}`)).toEqual({ status: 404, code: 'NotFound' });
  });
});
