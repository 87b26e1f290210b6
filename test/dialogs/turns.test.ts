import { describe, expect, it } from 'vitest';
import { missedOf, sharedTurns, TURNS } from '../fixtures/turns.ts';

describe('what strangers ask in the middle of a conversation', () => {
  it.each(TURNS)('$name', async (turn) => expect(await missedOf(turn)).toEqual([]));
});

const shared = sharedTurns();
describe.skipIf(shared.length === 0)('the turns beside the repository', () => {
  it.each(shared)('$name', async (turn) => expect(await missedOf(turn)).toEqual([]));
});
