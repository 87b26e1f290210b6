import { describe, expect, it, vi } from 'vitest';
import { talkThroughCuts } from './talk-through-cuts.ts';

vi.spyOn(console, 'warn').mockImplementation(() => {});

describe('a wire that is cut at random bytes', () => {
  // 1,000 cuts: npm run bench -- direct-line
  it('loses no message, doubles none and changes no order, over 60 cuts', { timeout: 60_000 }, async () => {
    const { cuts, lost, doubled, outOfOrder, said } = await talkThroughCuts(60, 4, Math.random);
    expect(cuts).toBeGreaterThanOrEqual(60);
    expect(said).toBeGreaterThan(60);
    expect({ lost, doubled, outOfOrder }).toEqual({ lost: 0, doubled: 0, outOfOrder: 0 });
  });
});
