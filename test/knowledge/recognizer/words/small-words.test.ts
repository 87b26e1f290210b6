import { describe, expect, it } from 'vitest';
import { isQuestion } from '../../../../dialogs/reading/is-question.ts';
import { readAnswer } from '../../../../dialogs/reading/read-answer.ts';
import {
  isEventsWord,
  isEventWord,
  isInstead,
  isNegation,
  isNot,
  isThing,
} from '../../../../knowledge/recognizer/words/small-words.ts';

type Kind = [string, (word: string) => boolean, string[], string[]];

it.each<Kind>([
  [
    'an event',
    isEventWord,
    ['Event', 'EID', "l'événement", 'evenements', 'Ereigniskennung', 'eventcode', 'システムイベント', 'события'],
    ['kennung', 'category', 'events4', ''],
  ],
  ['several events', isEventsWord, ['IDs', 'Ereignissen', 'sucesos', 'händelser'], ['event', 'Ereignis']],
  [
    'a denial',
    isNegation,
    ['No', "don't", 'dont', 'hasn’t', 'keinem', 'ningun', 'ningún', 'não'],
    ['want', 'non', 'now'],
  ],
  ['a denied deed', isNot, ['never', 'nicht', 'sans'], ['no', 'kein']],
  ['a denial of two words', isInstead, ['instead of', 'vez de', 'lieu d'], ['instead', 'of']],
  ['what is counted', isThing, ['message', 'Nachrichten', 'MB'], ['event', 'error']],
])('%s is called by its words in any language, whatever the case and accents', (_kind, is, words, others) => {
  expect(words.filter((word) => !is(word))).toEqual([]);
  expect(others.filter(is)).toEqual([]);
});

describe('what a paste knows, an answer knows as well', () => {
  it.each([
    ['yes', ['y', 'Oui', 'si', 'Sí.']],
    ['no', ['n', 'nope', 'Nein', 'nee', 'não']],
    ['done', ['wait, done', 'und fertig', 'ok so done', 'alors, fait']],
    ['unknown', ["sorry, I don't know", 'hm no idea', 'um, not sure']],
    ['thanks', ['well done']],
    ['greeting', ['hi again']],
  ] as const)('%s', (kind, words) => {
    for (const word of words) expect(readAnswer(word, undefined), word).toEqual({ kind, exact: true });
  });
  it.each([
    'so what now',
    'warum startet er nicht',
    'was bedeutet das',
    'por qué',
    'aber warum',
    'oh what',
    'y por qué',
    "qu'est ce que c'est",
    'is it bad',
  ])('"%s" asks', (said) => expect(isQuestion(said)).toBe(true));
  it.each(['was 5', 'whatever', 'isolated', 'whole server'])('"%s" does not', (said) =>
    expect(isQuestion(said)).toBe(false),
  );
});
