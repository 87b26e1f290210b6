import { describe, expect, it } from 'vitest';
import { answersHere } from '../../../dialogs/reading/answers-here.ts';
import type { Heading } from '../../../dialogs/reading/sayings.ts';
import { type Case, newCase } from '../../../dialogs/walking/case.ts';
import { standAt } from '../../../dialogs/walking/stand.ts';
import { KNOWLEDGE } from '../conversation.ts';

const NOW = new Date(0);
const ARTICLE = { articleId: 'Q169686', revision: KNOWLEDGE.articles.get('Q169686')?.revision ?? '' };
const ASKED: Case = { ...newCase(NOW), asked: 'version' };
const OUTCOME: Case = {
  ...newCase(NOW),
  agreement: { ...ARTICLE, at: NOW.toISOString() },
  cursor: { ...ARTICLE, screen: 'outcome' },
};

describe('words answer what the screen asks', () => {
  it.each(['question', 'exact', 'consent'] as const)('but none that is a %s', (heading) => {
    expect(answersHere(standAt(KNOWLEDGE, ASKED, NOW), new Set(['option', heading]))).toBe(false);
  });
  const table: [name: string, kept: Case, said: Heading, answers: boolean][] = [
    ['the one question between causes by an option', ASKED, 'option', true],
    ['the one question between causes by no number', ASKED, 'number:told', false],
    ['whether it helped by an outcome', OUTCOME, 'outcome:solved', true],
    ['whether it helped by the other outcome', OUTCOME, 'outcome:not-solved', true],
    ['whether it helped by no number', OUTCOME, 'number:told', false],
  ];
  it.each(table)('%s', (_name, kept, said, answers) => {
    expect(answersHere(standAt(KNOWLEDGE, kept, NOW), new Set([said]))).toBe(answers);
  });
});
