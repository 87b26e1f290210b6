import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { typingWhileSlow } from '../../../bot/teams/typing.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});
const settled = <T>(ms: number, value: T) => new Promise<T>((resolve) => setTimeout(() => resolve(value), ms));

describe('typing is shown', () => {
  it.each([
    [999, 0],
    [1001, 1],
    [9000, 1],
  ])('when a turn takes %d ms: %d times', async (ms, times) => {
    const say = vi.fn(async () => undefined);
    const turn = typingWhileSlow(settled(ms, 'done'), say);
    await vi.advanceTimersByTimeAsync(10_000);
    expect([await turn, say.mock.calls.length]).toEqual(['done', times]);
  });
  it('and a failure to show it does not touch the turn', async () => {
    const turn = typingWhileSlow(settled(2000, 'done'), async () => {
      throw new Error('throttled');
    });
    await vi.advanceTimersByTimeAsync(2000);
    expect(await turn).toBe('done');
  });
  it('and not any more once the turn has failed', async () => {
    const say = vi.fn(async () => undefined);
    await expect(typingWhileSlow(Promise.reject(new Error('lost')), say)).rejects.toThrow('lost');
    await vi.advanceTimersByTimeAsync(5000);
    expect(say).not.toHaveBeenCalled();
  });
});
