import { describe, expect, it } from 'vitest';
import { Feedback } from '../../../bot/teams/feedback.ts';

describe('the thumbs under an answer', () => {
  it('are counted by their direction', async () => {
    const counts = { liked: 0, disliked: 0 };
    const feedback = new Feedback(counts);
    for (const reaction of ['like', 'like', 'dislike'])
      expect(
        await feedback.answer({
          value: { actionName: 'feedback', actionValue: { reaction, feedback: '{"feedbackText":"thanks"}' } },
        }),
      ).toEqual({ status: 200, body: {} });
    expect(counts).toEqual({ liked: 2, disliked: 1 });
  });
  it.each([
    [undefined],
    ['x'],
    [{ actionName: 'other' }],
    [{ actionName: 'feedback', actionValue: { reaction: 'love' } }],
  ])('%j is answered and not counted', async (value) => {
    const counts = { liked: 0, disliked: 0 };
    const feedback = new Feedback(counts);
    expect(await feedback.answer({ value })).toEqual({ status: 200, body: {} });
    expect(counts).toEqual({ liked: 0, disliked: 0 });
  });
});
