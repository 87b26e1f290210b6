import { describe, expect, it } from 'vitest';
import { formAnswers } from '../../../dialogs/reading/form-answers.ts';
import { hear } from '../../../dialogs/reading/heard.ts';
import { readSayings } from '../../../dialogs/reading/read-sayings.ts';
import { type Saying, shown } from '../../../dialogs/reading/sayings.ts';
import { type Case, newCase } from '../../../dialogs/walking/case.ts';
import { standAt } from '../../../dialogs/walking/stand.ts';
import { plainUtterance } from '../../../knowledge/recognizer/utterance.ts';
import { KNOWLEDGE } from '../conversation.ts';

const NOW = new Date(0);
const ARTICLE = { articleId: 'Q169686', revision: KNOWLEDGE.articles.get('Q169686')?.revision ?? '' };

const saidIn = (kept: Case, said: string): readonly Saying[] =>
  readSayings(standAt(KNOWLEDGE, kept, NOW), hear(plainUtterance(said))).sayings;

/** A case in which the article with a number is open. */
function openAt(screen: string): Case {
  const agreement = { ...ARTICLE, at: NOW.toISOString() };
  return { ...newCase(NOW), agreement, cursor: { ...ARTICLE, screen } };
}
const placeAt = (screen: string) => standAt(KNOWLEDGE, openAt(screen), NOW);

/** What an utterance says there. */
const sayingsOf = (said: string, screen = 'diagnosis'): readonly Saying[] => saidIn(openAt(screen), said);

describe('an utterance is read once, and says several things at a time', () => {
  const table: [said: string, sayings: Saying[]][] = [
    ['0x14', [{ is: 'digits' }, { is: 'number', of: 'now', number: { value: 20, base: 16 } }]],
    [
      'the old number was 6 decimal, not 5',
      [{ is: 'names-old' }, { is: 'number', of: 'old', number: { value: 6, base: 10 } }],
    ],
    ['Saved the key, and the value is 5 decimal', [{ is: 'number', of: 'told', number: { value: 5, base: 10 } }]],
    ['I changed it to 20 decimal', [{ is: 'number', of: 'made', number: { value: 20, base: 10 } }]],
    ['it is not there', [{ is: 'absent' }]],
    ['I agree', [{ is: 'consent' }]],
    ['stop', [{ is: 'order', order: 'stop', exact: true, sure: false }]],
    ['go to q165505', [{ is: 'go-to', articleId: 'Q165505' }]],
    ['I think it is 5?', [{ is: 'question' }, { is: 'asks' }, { is: 'unsure' }]],
    ['no errors any more, it is gone', [{ is: 'outcome', as: 'solved' }]],
    ['hex', [{ is: 'base' }]],
    ['the service does not start', [{ is: 'trouble' }]],
  ];
  it.each(table)('%s', (said, sayings) => expect(sayingsOf(said)).toEqual(expect.arrayContaining(sayings)));
  it.each([
    ['max-threads/note', 'Saved the key, and the value is 5 decimal'],
    ['restart-2', 'both are running'],
  ])('at %s its own words say that it is done: %s', (screen, said) => {
    const done = { is: 'order', order: 'done', exact: false, sure: false } as const;
    expect(sayingsOf(said, screen)).toEqual(expect.arrayContaining([{ is: 'deed' }, done]));
    expect(sayingsOf(said)).not.toEqual(expect.arrayContaining([{ is: 'deed' }]));
  });
  it('facts about the server are told unasked', () => {
    const facts = sayingsOf('wait, it is Exchange 5.5', 'max-threads/change').find((one) => one.is === 'facts');
    expect(facts?.told.map(({ question, option }) => [question.id, option.id])).toEqual([['version', '5.5']]);
  });
  it('a form is answered by the whole of a line, also where a part of it answers nothing', () => {
    const version = { is: 'option', question: 'version', option: '5.5' } as const;
    expect(sayingsOf('it is Exchange 5.5, with the service pack')).toEqual(expect.arrayContaining([version]));
  });
  it('no other failure is looked for by its words while an article is open', () => {
    const failure = 'exchange 5.0: message to very many recipients refused. is there a maximum?';
    const isSounds = ({ is }: Saying) => is === 'sounds';
    expect(saidIn(newCase(NOW), failure).some(isSounds)).toBe(true);
    expect(sayingsOf(failure).some(isSounds)).toBe(false);
  });
  it('a form is answered in a few words, and by nothing that is as long as a log', () => {
    const isOption = ({ is }: Saying) => is === 'option';
    const line = '1 unknown, 2 5.0, 3 none';
    expect(formAnswers(placeAt('form'), line).some(isOption)).toBe(true);
    expect(formAnswers(placeAt('form'), line.padEnd(1001))).toEqual([]);
    expect(formAnswers(placeAt('outcome'), line)).toEqual([]);
  });
  it('a question about an event stands in one line', () => {
    const isAsked = ({ is }: Saying) => is === 'asks-event';
    expect(sayingsOf('what is event 4094?').some(isAsked)).toBe(true);
    expect(sayingsOf('what is event 4094?\nand now').some(isAsked)).toBe(false);
  });
  it('a pasted number says what a typed one does', () => {
    expect(sayingsOf('5 decimal')).toEqual(expect.arrayContaining(shown(5)));
    expect(sayingsOf('absent')).toEqual(expect.arrayContaining(shown('absent')));
  });
});
