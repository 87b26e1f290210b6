import { describe, expect, it } from 'vitest';
import { separatingQuestion, tellingEvents } from '../../../dialogs/walking/separating-question.ts';
import { factsOf } from '../../../knowledge/diagnose.ts';
import { matchArticles } from '../../../knowledge/match-articles.ts';
import { recognizeUtterance } from '../../../knowledge/recognizer/recognize.ts';
import { plainUtterance } from '../../../knowledge/recognizer/utterance.ts';
import { settledAnswers } from '../../../knowledge/settled-answers.ts';
import { KNOWLEDGE } from '../conversation.ts';

const candidates = (text: string, answers: Record<string, string> = {}) => {
  const read = factsOf(recognizeUtterance(plainUtterance(text)));
  const facts = { ...read, answers: { ...read.answers, ...answers } };
  return { facts, settled: settledAnswers(KNOWLEDGE.questions, facts), matches: matchArticles(KNOWLEDGE, facts) };
};

describe('the question that separates the candidates', () => {
  it('is asked for a lone 4116, and not asked again once it is answered', () => {
    const first = candidates('event 4116 from MSExchangeIMC');
    const asked = separatingQuestion(KNOWLEDGE, first.settled, first.matches);
    expect(asked).toBeDefined();
    const second = candidates('event 4116 from MSExchangeIMC', { [asked?.id ?? '']: 'unknown' });
    expect(separatingQuestion(KNOWLEDGE, second.settled, second.matches)?.id).not.toBe(asked?.id);
  });
  it('never asks what the paste answered', () => {
    const { settled, matches } = candidates(
      'event 4116 from MSExchangeIMC\nevent 4097 from DrWatson\nExchange 5.5 SP3',
    );
    const asked = separatingQuestion(KNOWLEDGE, settled, matches)?.id;
    expect(asked).not.toBe('version');
    expect(asked).not.toBe('neighbours');
  });
  it('is computed: an answer that fits one candidate makes it likelier', () => {
    const { settled, matches } = candidates('event 4117 from MSExchangeIMC');
    const question = separatingQuestion(KNOWLEDGE, settled, matches);
    const shares = question?.options.map((option) => {
      const after = candidates('event 4117 from MSExchangeIMC', { [question.id]: option.id }).matches;
      return after.map((match) => `${match.article.id} ${match.confidence.toFixed(3)}`).join();
    });
    expect(new Set(shares).size).toBeGreaterThan(1);
  });
  it('nothing separates one candidate from itself', () => {
    const { settled, matches } = candidates('event 4094 from MSExchangeIMC 0x8004011d');
    expect(separatingQuestion(KNOWLEDGE, settled, matches.slice(0, 1))).toBeUndefined();
  });
});

it('the events to look for are those that some candidates list and the paste does not show', () => {
  const { facts, matches } = candidates('event 4116 from MSExchangeIMC');
  const telling = tellingEvents(matches, facts);
  expect(telling.length).toBeGreaterThan(0);
  expect(telling).not.toContain(4116);
});
