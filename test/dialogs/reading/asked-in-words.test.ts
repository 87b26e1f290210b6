import { describe, expect, it } from 'vitest';
import { libraryQuestion, namesArticles } from '../../../dialogs/reading/asked-in-words.ts';
import { hear, recognized } from '../../../dialogs/reading/heard.ts';
import { newCase } from '../../../dialogs/walking/case.ts';
import { standAt } from '../../../dialogs/walking/stand.ts';
import type { Shelf } from '../../../knowledge/library/shelf.ts';
import { recognizeUtterance } from '../../../knowledge/recognizer/recognize.ts';
import { plainUtterance } from '../../../knowledge/recognizer/utterance.ts';
import { KNOWLEDGE } from '../conversation.ts';

const NOW = new Date(0);
const AT = standAt(KNOWLEDGE, newCase(NOW), NOW);
const asks = (said: string) => libraryQuestion(AT, hear(plainUtterance(said)));

describe('a library of imported articles is asked', () => {
  it('for what somebody searches, however little of it an article has', () => {
    expect(asks('search for paper jam')).toEqual({ text: 'paper jam', share: 0 });
  });
  it('for a failure that is told in words', () => {
    const told = 'the printer on the second floor prints blank pages';
    expect(asks(told)).toMatchObject({ text: told });
  });
  it.each(['how long does the whole thing take?', 'event 4094 from MSExchangeIMC', 'talk to a human', 'help'])(
    'for nothing by %s',
    (said) => expect(asks(said)).toBeUndefined(),
  );
});

describe('an imported article is named', () => {
  const shelf: Shelf = {
    article: () => undefined,
    question: () => undefined,
    read: (_text, result) => result,
    told: () => '',
    named: () => ['RB-0001'],
    find: () => [],
    differences: () => [],
    search: async () => [],
    provided: () => [],
  };
  const at = standAt({ ...KNOWLEDGE, shelf }, newCase(NOW), NOW);
  it.each([
    ['where nothing tells more', 'see RB-0001 for the paper jam', [{ is: 'names-articles', articles: ['RB-0001'] }]],
    ['but not where an event tells more', 'RB-0001: event 4094 from MSExchangeIMC', []],
  ])('%s', (_name, said, sayings) => expect(namesArticles(at, hear(plainUtterance(said)))).toEqual(sayings));
});

it('what a thread has recognised whole is not looked at again', () => {
  const utterance = plainUtterance('event 4094 from MSExchangeIMC');
  const found = { ...recognizeUtterance(utterance), signs: [] };
  expect(recognized(KNOWLEDGE, utterance, found)).toBe(found);
});
