import { describe, expect, it } from 'vitest';
import { Metrics } from '../../../bot/metrics.ts';
import { hear } from '../../../dialogs/reading/heard.ts';
import { toldOpinion } from '../../../dialogs/reading/told-opinion.ts';
import { plainUtterance } from '../../../knowledge/recognizer/utterance.ts';
import { Conversation } from '../conversation.ts';

const FLAGSHIP = 'MSExchangeIMC 3039 0x80040115\nMSExchangeIMC 4094 0x8004011d';

describe('what people say of the answers', () => {
  it.each([
    ['👍', 'liked'],
    ['thumbs up', 'liked'],
    ['good answer', 'liked'],
    ['that was a great answer', 'liked'],
    ['👎', 'disliked'],
    ['thumbs down', 'disliked'],
    ['that was wrong', 'disliked'],
    ['wrong answer', 'disliked'],
    ['thanks', 'thanks'],
    ['thank you so much', 'thanks'],
    ['that is not my problem', 'not right'],
    ['this bot is useless', 'anger'],
    ['it works now', 'solved'],
    ['that did not help', 'not solved'],
    ['what does 4094 mean', undefined],
    ['next', undefined],
    ['thanks, next step please', undefined],
  ])('%s: %s', async (said, opinion) => {
    const conversation = new Conversation();
    await conversation.say(FLAGSHIP);
    expect((await conversation.say(said)).opinion).toBe(opinion);
  });

  it('a button says just what it is', () => {
    const heard = hear({ ...plainUtterance(''), pressed: { caseId: '', turn: 0, say: 'thanks, wrong answer' } });
    const words = { ...heard, answer: { kind: 'thanks' } } as const;
    expect(toldOpinion(words)).toBe('thanks');
    expect(toldOpinion({ ...words, utterance: plainUtterance('thanks, wrong answer') })).toBe('disliked');
  });
  it('is counted, and typed thumbs with the drawn ones', async () => {
    const metrics = new Metrics();
    const conversation = new Conversation();
    for (const said of [FLAGSHIP, '👍', 'good answer', 'that was wrong', 'thanks', 'this bot is useless'])
      metrics.said(await conversation.say(said), false);
    const text = await metrics.text();
    for (const line of ['faultline_feedback_liked 2', 'faultline_feedback_disliked 1']) expect(text).toContain(line);
    for (const [opinion, count] of [
      ['liked', 2],
      ['thanks', 1],
      ['anger', 1],
    ])
      expect(text).toContain(`faultline_opinions_total{opinion="${opinion}"} ${count}`);
  });
});
