import { describe, expect, it } from 'vitest';
import { SteadyClock } from '../../bot/steady-clock.ts';

const MINUTE = 60_000;

describe('a clock that is not set back', () => {
  const told = { wall: 0, steady: 0 };
  const clock = { wall: () => told.wall, steady: () => told.steady };
  const at = (wall: number, steady: number) => Object.assign(told, { wall, steady });

  it.each([
    ['goes with the wall', 10, 10],
    ['goes on by itself when the wall is set back', -50, 10],
    ['follows when the wall is set ahead', 60, 60],
  ])('%s', (_what, wall, shown) => {
    at(100 * MINUTE, 0);
    const steady = new SteadyClock(clock);
    at((100 + wall) * MINUTE, 10 * MINUTE);
    expect(steady.now().getTime()).toBe((100 + shown) * MINUTE);
  });
});
