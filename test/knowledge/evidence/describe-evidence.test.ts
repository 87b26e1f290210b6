import { describe, expect, it } from 'vitest';
import { nothingKnown } from '../../../dialogs/walking/case.ts';
import type { SpeaksFor } from '../../../knowledge/article.ts';
import { describeEvidence } from '../../../knowledge/evidence/describe-evidence.ts';
import { isCommon } from '../../../knowledge/evidence/evidence-weight.ts';
import { matchArticles } from '../../../knowledge/match-articles.ts';
import { VALUE_QUESTION } from '../../../knowledge/question.ts';
import { KNOWLEDGE } from '../../dialogs/conversation.ts';

const entry = (more: Partial<SpeaksFor>): SpeaksFor => ({ sometimes: false, must: false, ...more });

describe('evidence in words', () => {
  it.each([
    [entry({ words: ['rights were changed'], note: 'somebody did' }), 'words of your message: somebody did'],
    [entry({ question: VALUE_QUESTION, option: 'low' }), 'current number'],
    [entry({ event: 4094, from: 'MSExchangeIMC' }), 'event 4094'],
  ])('%o', (item, said) => expect(describeEvidence(KNOWLEDGE, { item, for: true })).toBe(said));
  it('says whose event it is where the paste says so', () => {
    const event = { eventId: 4094, source: 'MSExchangeIMC', codes: [], line: 1 };
    const [first] = matchArticles(KNOWLEDGE, { ...nothingKnown(), events: [event] });
    expect(first?.evidence.map(({ source }) => source)).toContain('MSExchangeIMC');
  });
  it('a code that any machine shows is common, and another one is not', () => {
    const index = { ...KNOWLEDGE.index, common: { ...KNOWLEDGE.index.common, codes: new Set([5]) } };
    expect([isCommon(index, entry({ code: 5 })), isCommon(index, entry({ code: 6 }))]).toEqual([true, false]);
  });
});
