import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { call, generate, poll, say, start } from './call.ts';
import { commitReplies, type Served, serve } from './served.ts';
import { connect, openStream } from './socket.ts';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.close());

const streamFrom = async ({ id, token }: { id: string; token: string }, watermark: string, on = served) => {
  const { body } = await call(on, 'GET', `/conversations/${id}?watermark=${watermark}`, { bearer: token });
  return body.streamUrl ?? '';
};

describe('the stream', () => {
  it('brings what happened between the start and the opening of the socket, then everything as it happens', async () => {
    const opened = await start(served);
    await say(served, opened, 'before');
    const socket = await connect(opened.streamUrl);
    await socket.until(({ texts }) => texts.length === 3);
    await say(served, opened, 'after');
    await socket.until(({ texts }) => texts.length === 5);
    expect(socket.texts.slice(3)).toEqual(['after', 'you said after']);
    await socket.close();
  });
  it('brings "somebody is typing", which a poll does not', async () => {
    const opened = await start(served);
    const socket = await connect(opened.streamUrl);
    await say(served, opened, 'x');
    await socket.until(({ texts }) => texts.includes('you said x'));
    expect(socket.activities.map(({ type }) => type)).toContain('typing');
    expect((await poll(served, opened)).activities.map(({ type }) => type)).not.toContain('typing');
    await socket.close();
  });
  it('never shows who joined', async () => {
    const opened = await start(served);
    const socket = await connect(opened.streamUrl);
    await socket.until(({ texts }) => texts.length === 1);
    expect(socket.activities.map(({ type }) => type)).toEqual(['message']);
    await socket.close();
  });
  it('goes on from a watermark, whether a socket or a poll gave it', async () => {
    const opened = await start(served);
    const first = await connect(opened.streamUrl);
    await say(served, opened, 'one');
    await first.until(({ texts }) => texts.includes('you said one'));
    await first.close();
    const { watermark } = await poll(served, opened);
    expect(watermark).toBe(first.watermark);
    await say(served, opened, 'two');
    const second = await connect(await streamFrom(opened, first.watermark));
    await second.until(({ texts }) => texts.length === 2);
    expect(second.texts).toEqual(['two', 'you said two']);
    await second.close();
  });
  it('brings the same to every socket of a conversation, and nothing to those of others', async () => {
    const opened = await start(served);
    const other = await start(served);
    const [a, b, c] = [
      await connect(opened.streamUrl),
      await connect(await streamFrom(opened, '0')),
      await connect(other.streamUrl),
    ];
    await say(served, opened, 'for all');
    for (const socket of [a, b]) await socket.until(({ texts }) => texts.includes('you said for all'));
    expect(a.activities).toEqual(b.activities);
    await c.until(({ texts }) => texts.length === 1);
    expect(c.texts).toEqual(['welcome']);
    await Promise.all([a.close(), b.close(), c.close()]);
  });
  it('sends each activity in a frame of its own, with the watermark after it, so that a cut costs none', async () => {
    const small = await serve({ limits: { frameBytes: 2000 } });
    const opened = await start(small);
    for (let i = 0; i < 20; i++) await say(small, opened, `${i} ${'x'.repeat(300)}`);
    const socket = await connect(await streamFrom(opened, '0', small));
    await socket.until(({ texts }) => texts.length === 41);
    expect(socket.texts.filter((text) => /^\d/.test(text)).map((text) => Number.parseInt(text, 10))).toEqual([
      ...Array(20).keys(),
    ]);
    const ids = socket.activities.map(({ id }) => Number(id.split('|')[1]));
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    expect(socket.frames.map(({ watermark }) => Number(watermark))).toEqual(ids);
    await socket.close();
    await small.close();
  });
  it('ignores the empty frames that clients send as their keep-alive, and all else they send', async () => {
    const opened = await start(served);
    const socket = await connect(opened.streamUrl);
    for (const text of ['', '{"activities":[{"type":"message","text":"no"}]}', 'nonsense']) socket.send(text);
    await say(served, opened, 'x');
    await socket.until(({ texts }) => texts.includes('you said x'));
    expect(socket.texts).not.toContain('no');
    await socket.close();
  });
  it('cuts off who sends large frames', async () => {
    const opened = await start(served);
    const socket = await connect(opened.streamUrl);
    socket.send('x'.repeat(5000));
    expect(await socket.closed).toBe(1009);
  });
  it('is closed for the client to come back when the log cannot be read', async () => {
    const flaky = await serve();
    const opened = await start(flaky);
    const socket = await connect(opened.streamUrl);
    await socket.until(({ texts }) => texts.length === 1);
    flaky.store.activitiesAfter = async () => {
      throw new Error('the disk is gone');
    };
    await commitReplies(flaky.store, { conversation: { id: opened.id }, from: { id: 'x' } } as never, [
      { type: 'message' },
    ]);
    expect(await socket.closed).toBe(1011);
    expect(flaky.problems).toEqual(['stream-failed']);
    await flaky.close();
  });
  it('refuses a watermark that was never given out with 400', async () => {
    const opened = await start(served);
    expect(await openStream(`${opened.streamUrl}&watermark=x`)).toEqual({ status: 400, code: 'MalformedData' });
  });
  it('tells an upgrade of an address that has no stream so, with a body', async () => {
    const { id } = await generate(served);
    const url = `${served.domain.replace('http', 'ws')}/conversations/${id}/elsewhere`;
    expect(await openStream(url)).toEqual({ status: 404, code: 'NotSupported' });
  });
});

describe('keep-alive', () => {
  it('is an empty text frame', async () => {
    // A busy machine may need some time for the answer to a ping.
    const quick = await serve({ limits: { keepAliveMs: 400 } });
    const socket = await connect((await start(quick)).streamUrl);
    await socket.until(({ keepAlives }) => keepAlives >= 2);
    expect(quick.directLine.sockets()).toBe(1);
    await socket.close();
    await quick.close();
  });
  it('drops a reader that shows no life between two of them', async () => {
    const quick = await serve({ limits: { keepAliveMs: 15 } });
    const opened = await start(quick);
    const dead = await connect(opened.streamUrl, { autoPong: false });
    expect(await dead.closed).toBe(1006);
    await vi.waitUntil(() => quick.directLine.sockets() === 0);
    await quick.close();
  });
});

describe('slow readers', () => {
  it('hold no memory: what they have not read stays in the store', async () => {
    // Kernel buffers take some hundred KB; what lies above them would lie in this process.
    const slow = await serve({ limits: { postsPerMinute: 1000 } });
    const opened = await start(slow);
    const socket = await connect(opened.streamUrl);
    await socket.until(({ texts }) => texts.length === 1);
    socket.bare.pause();
    let reads = 0;
    const { activitiesAfter } = slow.store;
    slow.store.activitiesAfter = (...args) => {
      reads++;
      return activitiesAfter(...args);
    };
    const line = 'y'.repeat(200_000);
    for (let i = 0; i < 40; i++) {
      await commitReplies(slow.store, { conversation: { id: opened.id }, from: { id: 'x' } } as never, [
        { type: 'message', text: `${i} ${line}` },
      ]);
    }
    // 8 MB were written. Whoever does not read is not read for.
    expect(reads).toBeLessThan(35);
    slow.store.activitiesAfter = activitiesAfter;
    socket.bare.resume();
    await socket.until(({ texts }) => texts.length === 41);
    expect(socket.texts.slice(1).map((text) => Number.parseInt(text, 10))).toEqual([...Array(40).keys()]);
    await socket.close();
    await slow.close();
  });
});

describe('stopping', () => {
  it('closes every stream with 1012 and refuses new ones, but answers everything else', async () => {
    const stopping = await serve();
    const opened = await start(stopping);
    const socket = await connect(opened.streamUrl);
    const drained = stopping.directLine.drain();
    expect(await socket.closed).toBe(1012);
    await drained;
    expect(await openStream(await streamFrom(opened, '', stopping))).toEqual({ status: 503, code: 'ServiceError' });
    await say(stopping, opened, 'still here');
    expect((await poll(stopping, opened)).texts).toContain('you said still here');
    await stopping.close();
  });
  it('waits for the turns that run', async () => {
    let finish = () => {};
    const slow = await serve({
      limits: { turnWaitMs: 5 },
      bot: async ({ type }) => {
        if (type === 'message') {
          await new Promise<void>((resolve) => {
            finish = resolve;
          });
        }
        return [{ type: 'message', text: 'done' }];
      },
    });
    const opened = await start(slow);
    await say(slow, opened, 'x');
    let isDrained = false;
    const drained = slow.directLine.drain().then(() => {
      isDrained = true;
    });
    await call(slow, 'GET', `/conversations/${opened.id}`, { bearer: opened.token });
    expect(isDrained).toBe(false);
    finish();
    await drained;
    expect((await poll(slow, opened)).texts.at(-1)).toBe('done');
    await slow.close();
  });
  it('does not wait for a client that does not answer the closing', async () => {
    const stopping = await serve();
    const socket = await connect((await start(stopping)).streamUrl);
    socket.bare.pause();
    await stopping.directLine.drain();
    expect(stopping.directLine.sockets()).toBe(0);
    socket.bare.resume();
    await stopping.close();
  });
});
