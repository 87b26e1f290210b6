import { describe, expect, it } from 'vitest';
import { hear } from '../../../dialogs/reading/heard.ts';
import { readSayings, type Saying, shown } from '../../../dialogs/reading/sayings.ts';
import { newCase } from '../../../dialogs/walking/case.ts';
import { openArticle } from '../../../dialogs/walking/walk-article.ts';
import { plainUtterance } from '../../../knowledge/recognizer/utterance.ts';
import { KNOWLEDGE } from '../conversation.ts';

const AT_DIAGNOSIS = {
  ...newCase(new Date(0)),
  cursor: { articleId: 'Q169686', revision: KNOWLEDGE.articles.get('Q169686')?.revision ?? '', screen: 'diagnosis' },
};

/** What an utterance says while the article with a number is open. */
function sayingsOf(said: string): readonly Saying[] {
  return readSayings(KNOWLEDGE, AT_DIAGNOSIS, openArticle(KNOWLEDGE, AT_DIAGNOSIS), hear(plainUtterance(said))).sayings;
}

describe('an utterance is read once, and says several things at a time', () => {
  const table: [said: string, sayings: Saying[]][] = [
    ['0x14', [{ is: 'digits' }, { is: 'number', of: 'now', number: { value: 20, base: 16 } }]],
    [
      'the old number was 6 decimal, not 5',
      [{ is: 'names-old' }, { is: 'number', of: 'old', number: { value: 6, base: 10 } }],
    ],
    [
      'Saved the key, and the value is 5 decimal',
      [
        { is: 'deed', deed: 'backup' },
        { is: 'number', of: 'told', number: { value: 5, base: 10 } },
      ],
    ],
    ['I changed it to 20 decimal', [{ is: 'number', of: 'made', number: { value: 20, base: 10 } }]],
    ['it is not there', [{ is: 'absent' }]],
    ['both are running', [{ is: 'deed', deed: 'restart' }]],
    ['I think it is 5?', [{ is: 'question' }, { is: 'asks' }, { is: 'unsure' }]],
    ['no errors any more, it is gone', [{ is: 'outcome', as: 'solved' }]],
    ['hex', [{ is: 'base' }]],
    ['the service does not start', [{ is: 'trouble' }]],
  ];
  it.each(table)('%s', (said, sayings) => expect(sayingsOf(said)).toEqual(expect.arrayContaining(sayings)));
  it('facts about the server are told unasked', () => {
    const facts = sayingsOf('wait, it is Exchange 5.5').find((one) => one.is === 'facts');
    expect(facts?.told.map(({ question, option }) => [question.id, option.id])).toEqual([['version', '5.5']]);
  });
  it('a pasted number says what a typed one does', () => {
    expect(sayingsOf('5 decimal')).toEqual(expect.arrayContaining(shown(5)));
    expect(sayingsOf('absent')).toEqual(expect.arrayContaining(shown('absent')));
  });
});
