import { describe, expect, it } from 'vitest';
import { KNOWLEDGE } from '../dialogs/conversation.ts';
import { above, effortOf } from './effort.ts';

describe('what the straight way of an article costs somebody under stress', () => {
  it.each([...KNOWLEDGE.articles.values()])('$id: few turns, few words, one form at most', async (article) => {
    const effort = await effortOf(article);
    expect(above(effort)).toEqual([]);
    // Only its change makes the flagship's target mean something.
    if (article.id === 'Q169686') expect(effort.change?.turns).toBeGreaterThan(2);
  });

  it('one turn or one word too many is said', async () => {
    const effort = { turns: 5, words: 601, folded: 0, forms: 2 };
    expect(above({ change: effort, end: { ...effort, turns: 10, forms: 0 } })).toEqual([
      '601 words to the change, at most 600',
      '2 forms to the change, at most 1',
      '10 turns to the end, at most 9',
    ]);
  });
});
