import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DIRECT_LINE_LIMITS, publishedLimits } from '../../bot/direct-line/limits.ts';
import { RateMeter } from '../../bot/direct-line/rate-meter.ts';
import { peerAddress } from '../../bot/http/peer-address.ts';
import { call, generate, poll, start } from './call.ts';
import { SECRET, type Served, serve } from './served.ts';
import { connect, openStream } from './socket.ts';

const limits = {
  bodyBytes: 4000,
  textLength: 1000,
  fileBytes: 500,
  filesPerPost: 2,
  uploadBytes: 3000,
  bytesPerHour: 1200,
  postsPerMinute: 5,
  conversationsPerMinute: 3,
  streamsPerConversation: 2,
};
let served: Served;
beforeAll(async () => {
  served = await serve({ limits });
});
afterAll(() => served.close());

const post = async (json?: unknown, raw?: string) => {
  const { id, token } = await start(served);
  const options = { bearer: token, ...(raw === undefined ? { json } : { raw }) };
  return call(served, 'POST', `/conversations/${id}/activities`, options);
};
const message = (text: string, more: object = {}) => ({ type: 'message', text, ...more });

function form(sizes: number[]): FormData {
  const data = new FormData();
  for (const [i, size] of sizes.entries()) data.append('file', new Blob(['x'.repeat(size)]), `${i}.txt`);
  return data;
}
const upload = async (sizes: number[], opened?: { id: string; token: string }) => {
  const { id, token } = opened ?? (await start(served));
  return call(served, 'POST', `/conversations/${id}/upload`, { bearer: token, raw: form(sizes) });
};

describe('what is too large is refused with 413', () => {
  it('a text', async () => {
    expect((await post(message('x'.repeat(1000)))).status).toBe(200);
    const { status, body } = await post(message('x'.repeat(1001)));
    expect([status, body.error]).toEqual([413, { code: 'TooLarge', message: expect.stringContaining('1000') }]);
  });
  it('a body', async () => {
    const { status, body } = await post(message('x', { channelData: 'y'.repeat(4000) }));
    expect([status, body.error?.code]).toEqual([413, 'TooLarge']);
  });
  it('a body whose length nobody told', async () => {
    const { id, token } = await start(served);
    const stream = new ReadableStream({
      async pull(controller) {
        // The server runs in this process, and has to have its turn.
        await new Promise(setImmediate);
        controller.enqueue(new Uint8Array(1000));
      },
    });
    const refused = fetch(`${served.domain}/conversations/${id}/activities`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}` },
      body: stream,
      duplex: 'half',
      signal: AbortSignal.timeout(2000),
    } as RequestInit);
    expect((await refused).status).toBe(413);
  });
  it('a number of attachments', async () => {
    const attachments = Array.from({ length: 3 }, () => ({ contentType: 'text/plain', content: 'x' }));
    expect((await post(message('x', { attachments }))).status).toBe(413);
  });
  it('a file, a number of files, an upload', async () => {
    expect((await upload([500, 500])).status).toBe(200);
    for (const sizes of [[501], [1, 1, 1], [1, 1, 1, 1, 1], [2900]]) {
      const { status, body } = await upload(sizes);
      expect([status, body.error?.code]).toEqual([413, 'TooLarge']);
    }
  });
  it('a packed body is refused with 415: nobody knows how large it is', async () => {
    const { id, token } = await start(served);
    const { status, body } = await call(served, 'POST', `/conversations/${id}/activities`, {
      bearer: token,
      raw: 'x',
      headers: { 'Content-Encoding': 'gzip' },
    });
    expect([status, body.error?.code]).toEqual([415, 'NotSupported']);
  });
});

describe('what comes too often is refused with 429 and the seconds to wait', () => {
  const expectWait = ({ status, headers, body }: Awaited<ReturnType<typeof call>>, most: number) => {
    expect([status, body.error?.code]).toEqual([429, 'TooManyRequests']);
    const seconds = Number(headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(most);
  };

  it('posts of a conversation; other conversations are not touched', async () => {
    const [one, other] = [await start(served), await start(served)];
    const say = ({ id, token }: typeof one) =>
      call(served, 'POST', `/conversations/${id}/activities`, { bearer: token, json: message('x') });
    for (let i = 0; i < 5; i++) expect((await say(one)).status).toBe(200);
    expectWait(await say(one), 60);
    expect((await say(other)).status).toBe(200);
  });
  it('tokens of a conversation that are refreshed', async () => {
    const opened = await start(served);
    let bearer = opened.token;
    for (let i = 0; i < 5; i++) {
      const { status, body } = await call(served, 'POST', '/tokens/refresh', { bearer });
      expect(status).toBe(200);
      bearer = body.token ?? '';
    }
    expectWait(await call(served, 'POST', '/tokens/refresh', { bearer }), 60);
  });
  it('bytes uploaded to a conversation', async () => {
    const opened = await start(served);
    for (const sizes of [[500, 500], [200]]) expect((await upload(sizes, opened)).status).toBe(200);
    expectWait(await upload([1], opened), 3600);
  });
  it('bytes of texts, as those of files', async () => {
    const { id, token } = await start(served);
    const say = (text: string) =>
      call(served, 'POST', `/conversations/${id}/activities`, { bearer: token, json: message(text) });
    expect((await say('ä'.repeat(300))).status).toBe(200);
    expectWait(await say('ä'.repeat(300)), 3600);
    expect((await say('help')).status).toBe(200);
    expectWait(await upload([500, 500], { id, token }), 3600);
  });
  it('bytes of the replies that few words call forth, in this conversation and of this address', async () => {
    const long = { onActivity: async ({ type }: { type: string }) => (type === 'message' ? 1500 : 0) };
    const other = await serve({
      limits: { ...limits, addressBytesPerHour: 3500, conversationsPerMinute: 10 },
      deps: long,
    });
    const [one, two, three, four] = [await start(other), await start(other), await start(other), await start(other)];
    const say = ({ id, token }: typeof one) =>
      call(other, 'POST', `/conversations/${id}/activities`, { bearer: token, json: message('help') });
    expect((await say(one)).status).toBe(200);
    expectWait(await say(one), 3600);
    expect((await say(two)).status).toBe(200);
    expect((await say(three)).status).toBe(200);
    expectWait(await say(four), 3600);
    // The operator's own server speaks for many.
    expect((await say({ ...four, token: SECRET })).status).toBe(200);
    await other.close();
  });
  it('bytes of an address in all its conversations, but none of the operator’s own server', async () => {
    const other = await serve({ limits: { ...limits, addressBytesPerHour: 2000 } });
    const say = async (bearer?: string) => {
      const { id, token } = await start(other);
      const json = message('x'.repeat(900));
      return call(other, 'POST', `/conversations/${id}/activities`, { bearer: bearer ?? token, json });
    };
    expect([(await say()).status, (await say()).status]).toEqual([200, 200]);
    expectWait(await say(), 3600);
    expect((await say(SECRET)).status).toBe(200);
    await other.close();
  });
  it('new conversations of an address, but not its return into one, nor what the secret opens', async () => {
    const ask = (json?: unknown) => call(served, 'POST', '/web-chat/token', { json });
    const [first] = [await ask(), await ask(), await ask()];
    expectWait(await ask(), 60);
    expect((await ask({ token: first?.body.token })).body.conversationId).toBe(first?.body.conversationId);
    expect((await call(served, 'POST', '/tokens/generate', { bearer: SECRET })).status).toBe(200);
  });
  it('streams of a conversation', async () => {
    const opened = await start(served);
    const sockets = [await connect(opened.streamUrl), await connect(opened.streamUrl)];
    expect(await openStream(opened.streamUrl)).toEqual({ status: 429, code: 'TooManyRequests' });
    await sockets[0]?.close();
    await vi.waitUntil(async () => {
      const again = await openStream(opened.streamUrl);
      if ('socket' in again) await again.socket.close();
      return 'socket' in again;
    });
    await sockets[1]?.close();
  });
});

describe('reading', () => {
  it('is never refused for coming too often: a polling client would stop for good', async () => {
    const opened = await start(served);
    const polls = await Promise.all(
      Array.from({ length: 300 }, () =>
        call(served, 'GET', `/conversations/${opened.id}/activities`, { bearer: opened.token }),
      ),
    );
    expect(new Set(polls.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await poll(served, opened)).texts).toEqual(['welcome']);
  });
});

describe('a meter', () => {
  it('counts per key within a window, says how long to wait, and starts anew after it', () => {
    const meter = new RateMeter(3, 60_000);
    const take = (key: string, cost: number, now: number) => meter.take(key, cost, now);
    expect([take('a', 1, 0), take('a', 2, 10), take('b', 3, 20)]).toEqual([0, 0, 0]);
    expect([take('a', 1, 15_000), take('b', 1, 59_999)]).toEqual([45, 1]);
    expect(take('a', 3, 60_000)).toBe(0);
  });
  it('counts nothing of what it refuses', () => {
    const meter = new RateMeter(3, 60_000);
    expect(meter.take('a', 4, 0)).toBe(60);
    expect(meter.take('a', 3, 0)).toBe(0);
  });
});

describe('whom a limit per address counts', () => {
  const from = (remoteAddress: string, forwarded?: string) =>
    ({ headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }, socket: { remoteAddress } }) as never;
  const valid: [string, string, string | undefined, boolean, string][] = [
    ['an IPv4 address', '10.1.2.3', undefined, false, '10.1.2.3'],
    ['the same inside IPv6', '::ffff:10.1.2.3', undefined, false, '10.1.2.3'],
    ['the /64 of an IPv6 address', '2001:db8:0:7:aaaa:bbbb:cccc:dddd', undefined, false, '2001:db8:0:7'],
    ['a shortened IPv6 address', '2001:db8::1', undefined, false, '2001:db8:0:0'],
    ['loopback', '::1', undefined, false, '0:0:0:0'],
    ['the address that the nearest proxy has seen', '10.0.0.1', '6.6.6.6, 198.51.100.7', true, '198.51.100.7'],
    ['nobody’s own claim where no proxy stands', '198.51.100.7', '6.6.6.6', false, '198.51.100.7'],
    ['the same with the port of its connection', '10.0.0.1', '198.51.100.7:4711', true, '198.51.100.7'],
    ['the same of IPv6', '10.0.0.1', '[2001:db8::1]:4711', true, '2001:db8:0:0'],
    ['the proxy itself when it hides whom it speaks for', '10.0.0.1', 'unknown', true, '10.0.0.1'],
    ['the proxy itself when it names nobody', '10.0.0.1', undefined, true, '10.0.0.1'],
  ];
  it.each(valid)('%s', (_what, remote, forwarded, behindProxy, expected) => {
    expect(peerAddress(from(remote, forwarded), behindProxy)).toBe(expected);
  });
});

describe('the limits as published', () => {
  it('are those that are enforced, each with its meaning', () => {
    const published = publishedLimits();
    expect(Object.fromEntries(published.map(({ name, value }) => [name, value]))).toEqual(DIRECT_LINE_LIMITS);
    for (const { unit, meaning, answer } of published) expect([unit, meaning, answer].every(Boolean)).toBe(true);
  });
  it('leave room for a text of the largest size in JSON', async () => {
    const { bodyBytes, textLength, fileBytes, uploadBytes } = DIRECT_LINE_LIMITS;
    expect(JSON.stringify('\n'.repeat(textLength)).length).toBeLessThanOrEqual(bodyBytes + 2);
    expect(fileBytes).toBeLessThan(uploadBytes);
  });
  it('of one conversation do not stop the start of others', async () => {
    expect((await generate(served)).id).not.toBe('');
  });
});
