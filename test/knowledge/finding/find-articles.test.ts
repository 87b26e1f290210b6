import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_OFFERED } from '../../../knowledge/finding/door.ts';
import { finderOf } from '../../../knowledge/finding/finder.ts';
import { KNOWLEDGE } from '../../dialogs/conversation.ts';
import { SYMPTOMS, told } from '../../fixtures/symptoms.ts';

const { find, search } = finderOf(KNOWLEDGE);
const offered = (text: string) => find(text).map(({ article }) => article);

describe('a failure told in words leads to its article', () => {
  it.each([
    ['at hand while the wordings were written', SYMPTOMS.first, 0.96],
    ['written afterwards', SYMPTOMS.second, 0.92],
  ] as const)('%s: first, or among at most three', (_name, descriptions, wanted) => {
    const all = told(descriptions);
    const missed = all.filter(({ article, text }) => !offered(text).includes(article));
    expect(1 - missed.length / all.length, JSON.stringify(missed)).toBeGreaterThanOrEqual(wanted);
  });

  it.each([
    [
      'the version that is named decides between equals',
      'information store 5.5 hangs on mail with an empty charset',
      'Q293288',
    ],
    [
      'a misspelt word counts as the one it is a slip of',
      'exchange 5.5: mesage from a macintsh is not converted',
      'Q252624',
    ],
    ['the name of a setting is strong', 'exchange, resolvep2 is on', 'Q201904'],
    ['what is denied does not count', 'exchange 5.5 store hangs and does not crash, empty charset', 'Q293288'],
  ])('%s', (_what, text, article) => expect(offered(text)[0]).toBe(article));
});

describe('a part and how it fails is enough, by whatever name and in whatever language', () => {
  it.each([
    ['imc keeps dying', 'Q169686'],
    ['exchange internet mail service stops', 'Q317653'],
    ['mail connector stops', 'Q169686'],
    ['der Internet-Mail-Dienst startet seit heute nicht mehr', 'Q186739'],
    ["la banque d'informations plante", 'Q166558'],
    ['el servicio de correo de internet se detiene', 'Q169686'],
    ['a mail takes the information store of exchange down', 'Q166558'],
  ])('%s', (text, article) => expect(offered(text)).toContain(article));
  it('what covers the version that is named comes first', () =>
    expect(offered('imc 4.0 keeps dying')[0]).toBe('Q169686'));
  it.each([
    'stop the internet mail service',
    'the online store stops',
    'my internet mail has stopped',
    'internet is down',
  ])('not: %s', (text) => expect(offered(text)).toEqual([]));
});

describe('nothing is offered', () => {
  it('for chit-chat and other products', () => {
    expect(SYMPTOMS.nothing.filter((text) => find(text).length > 0)).toEqual([]);
  });
  it.each(['', '   ', '?', 'exchange', 'exchange 5.5', 'it does not work', 'the store'])('for %j', (text) =>
    expect(offered(text)).toEqual([]),
  );
  it('for the same words about a later version, which other products are', () => {
    expect(offered('exchange 2016 information store hangs on mail with an empty charset')).toEqual([]);
  });
});

describe('whoever asks to search', () => {
  it.each([
    ['Max Threads', 'Q169686'],
    ['x-mac-creator', 'Q252624'],
    ['logon only as', 'Q306308'],
    ['mdbvu32', 'Q165505'],
  ])('%s gets what shares the words', (text, article) => expect(search(text)[0]?.article).toBe(article));
});

it('whatever somebody writes, at most three are offered, the likeliest first', () => {
  const words = told(SYMPTOMS.first).flatMap(({ text }) => text.split(' '));
  const any = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((some) => some.join(' ')),
  );
  fc.assert(
    fc.property(any, (text) => {
      const scores = find(text).map(({ score }) => score);
      return scores.length <= MOST_OFFERED && scores.every((score, at) => score <= (scores[at - 1] ?? score));
    }),
    { numRuns: 300 },
  );
});
