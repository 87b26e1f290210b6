import { EventEmitter } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { Courtesy } from '../../../bot/http/courtesy.ts';

/** A request as the courtesy looks at it, in hand until its response is closed. */
function ask(courtesy: Courtesy, headers: Record<string, string>): () => void {
  const response = new EventEmitter();
  courtesy.heard({ headers } as Parameters<Courtesy['heard']>[0], response as Parameters<Courtesy['heard']>[1]);
  return () => response.emit('close');
}

/** Asks for steps and tells which of them were done. */
function steps(courtesy: Courtesy, count: number): number[] {
  const done: number[] = [];
  for (let at = 1; at <= count; at += 1) void courtesy.giveWay().then(() => done.push(at));
  return done;
}

async function rounds(count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) await setImmediate();
}

describe('large work', () => {
  it('is done one step a round, in its order, when nobody asks little', async () => {
    const done = steps(new Courtesy(), 3);
    await rounds(2);
    expect(done).toEqual([1]);
    await rounds(8);
    expect(done).toEqual([1, 2, 3]);
  });
  it.each([
    ['a question', {}],
    ['a short message', { 'content-length': '200' }],
  ])('waits for %s until it is answered', async (_, headers) => {
    const courtesy = new Courtesy();
    const answered = [ask(courtesy, headers), ask(courtesy, headers)];
    const done = steps(courtesy, 2);
    await rounds(5);
    answered[0]?.();
    await rounds(5);
    expect(done).toEqual([]);
    answered[1]?.();
    await rounds(9);
    expect(done).toEqual([1, 2]);
  });
  it.each([
    ['a large body', { 'content-length': '1000000' }],
    ['a body of any length', { 'transfer-encoding': 'chunked' }],
  ])('does not wait for %s', async (_, headers) => {
    const courtesy = new Courtesy();
    ask(courtesy, headers);
    const done = steps(courtesy, 1);
    await rounds(2);
    expect(done).toEqual([1]);
  });
  it('comes to its end when somebody always asks, and when an answer takes long', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const courtesy = new Courtesy();
      ask(courtesy, {});
      const done = steps(courtesy, 7);
      for (let at = 0; at < 6; at += 1) {
        await rounds(2);
        vi.advanceTimersByTime(50);
      }
      await rounds(9);
      // Five steps have waited for it; then it waits for something else than this thread, and nobody waits for it any more.
      expect(done).toEqual([1, 2, 3, 4, 5, 6, 7]);
    } finally {
      vi.useRealTimers();
    }
  });
});
