import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  classifyIntent,
  prepareIntents,
  readIntents,
} from '../../../../knowledge/recognizer/intents/classify-intent.ts';
import { framed } from '../../../../knowledge/recognizer/intents/framed-utterances.ts';
import { intentClassifier, trainIntents } from '../../../../knowledge/recognizer/intents/intent-classifier.ts';
import { intentFiles, synonymGroups } from '../../../../knowledge/recognizer/intents/intent-files.ts';
import {
  FIRST_HALF,
  FRESH_ROUNDS,
  folded,
  frozen,
  judged,
  pairs,
  SECOND_HALF,
  TRAINED,
} from '../../../fixtures/intent-utterances.ts';

const FRAMED = new Map(intentFiles().map(({ name, frames }) => [name, frames.flatMap(framed)]));
const trained = pairs(TRAINED);
const heldBack = [...pairs(FIRST_HALF), ...pairs(SECOND_HALF)];
const said = heldBack.map(judged);
const share = (is: string) => said.filter((one) => one.is === is).length / said.length;

describe('the utterances', () => {
  it('are held back for every intent, and for none that does not exist', () => {
    const names = intentFiles().map(({ name }) => name);
    const measured = new Set(heldBack.flatMap(({ intent }) => intent.split('+')));
    expect([...measured].toSorted()).toEqual(names.toSorted());
  });
  it('are frozen untaught: none of that set is taught or held back as well', () => {
    const known = new Set([...trained, ...heldBack].map(({ text }) => folded(text)));
    expect([...frozen('tuned'), ...frozen('kept')].filter(({ text }) => known.has(folded(text)))).toEqual([]);
  });
  it('stand once: not twice, not under two intents, not in the held-back set as well', () => {
    const seen = new Set<string>();
    const twice = [...trained, ...heldBack].filter(({ text }) => seen.size === seen.add(folded(text)).size);
    expect(twice).toEqual([]);
  });
});

describe('of utterances that nobody taught', () => {
  it('at least 94 of 100 are understood', () => expect(share('right')).toBeGreaterThanOrEqual(0.94));
  it('at most 2 of 100 are taken for something else', () => expect(share('wrong')).toBeLessThanOrEqual(0.02));
  it.each(['start_over', 'delete_data', 'undo_now', 'stop'])('none is falsely taken for %s', (order) => {
    expect(said.filter(({ got, intent }) => got.includes(order) && !intent.includes(order))).toEqual([]);
  });
  it('one that could be two things names both and takes neither', () => {
    const unsure = said.filter(({ is }) => is === 'asked');
    expect(unsure.length).toBeGreaterThan(0);
    expect(unsure.filter(({ got, between }) => got.length > 0 || between.length > 2)).toEqual([]);
  });
});

// Nothing was changed because of the last one yet.
describe('of each round by another person', () => {
  it.each(FRESH_ROUNDS.filter(({ untouched }) => !untouched))(
    '$who: at least 93 of 100 are understood by now, and at most 3 wrong',
    ({ said }) => {
      const now = pairs(said).map(judged);
      const of = (is: string) => now.filter((one) => one.is === is).length / now.length;
      expect([of('right') >= 0.93, of('wrong') <= 0.03]).toEqual([true, true]);
    },
  );
});

describe('what does not work is no good news', () => {
  it.each([
    'our mail has not worked since this morning',
    "the spooler hasn't been working for two days",
    'nothing has worked since the update',
    'the server no longer works properly since friday',
    'mail läuft seit gestern nicht mehr',
    'ça ne marche plus',
    'no funciona',
  ])('%s', (text) => expect(readIntents(text).intent?.name).not.toBe('solved'));
  it.each(["it's working now, thanks", 'no errors any more, works', 'not a single event since, it works now'])(
    'but %s is',
    (text) => expect(readIntents(text).intent?.name).toBe('solved'),
  );
});

describe('two requests in one line are two', () => {
  it.each([
    ['how do I fix it and how long does it take', ['fix_it', 'how_long']],
    ['is it serious? who is affected?', ['how_serious', 'who_is_affected']],
    ['show me the article, and is there a hotfix', ['show_article', 'is_there_a_hotfix']],
  ])('%s', (text, wanted) => {
    const { intent, also } = readIntents(text);
    expect([intent?.name, ...(also ?? [])]).toEqual(wanted);
  });
  it('what is told beside a request is none', () => {
    expect(readIntents('sorry, I was away, where are we')).toMatchObject({ intent: { name: 'where_am_i' } });
  });
});

describe('an order is taken from plain words only', () => {
  it.each([
    ['start_over', 'please start over'],
    ['start_over', 'can we start from scratch'],
    ['start_over', 'another server, new case'],
    ['delete_data', 'please delete everything you stored about me'],
    ['delete_data', 'can you delete this conversation'],
    ['stop', 'stop it, please'],
    ['undo_now', 'roll back the change please'],
    ['confirm_done', 'ok, I did that'],
  ])('%s: %s', (intent, text) => expect(classifyIntent(text)?.name).toBe(intent));

  const orders = ['start_over', 'delete_data', 'stop', 'undo_now', 'confirm_done'];
  it.each([
    // Somebody forbids it.
    ...['do not start over', "don't stop", 'please do not delete my data', 'never delete my data', "don't undo it"],
    ...['I do not want to start over', 'no need to start over'],
    // Somebody asks about it.
    ...[
      'should I start over',
      'do I have to start over?',
      'what happens if I start over',
      'does it start over by itself',
    ],
    ...['can I delete my data', 'how do I delete my data', 'when do you delete my data', 'will you delete this chat'],
    ...['how would I undo the change', 'done?', 'have you restarted it', 'is the backup done', 'is it done'],
    // It is done to something else.
    ...['restart the service', 'restart the server', 'reset the server', 'wipe the server', 'reset my password'],
    ...['start the store again', 'stop the information store', 'the connector stops again', 'it stops every night'],
    ...['delete all my mail', 'delete all messages in the queue', 'delete the key', 'clear the archive folder'],
    ...['remove the user from the list', 'delete queue.dat', 'undo the last answer', 'the service is stopped'],
    // It is a report, or the opposite.
    ...['I deleted everything', 'somebody deleted all the data', 'the server was reset', 'we lost everything'],
    ...['not done', 'I have not done it', 'I am not done yet', "I'm not finished", 'nothing is restarted'],
    ...['new error', 'now there is a new event', 'back to normal'],
  ])('no order: %s', (text) => expect(orders).not.toContain(classifyIntent(text)?.name));
});

describe('nothing is guessed about', () => {
  it.each([
    ...['', '   ', '...', '?', '!!!', '🙂', 'asdfgh', 'qwertz uiop', 'zcxv bnm fghj', '漢字かな交じり文', 'привет мир'],
    ...['20', '0x14', '5.0', '4116', '4116 4117 3039', '0x80040115', '-1018'],
    ...['bananas are yellow', 'trees grow slowly', 'grandmother bakes cake', 'der Hund schläft', 'cheese and wine'],
    'Event ID: 4116 Source: MSExchangeIMC',
    'Event Type:\tError',
    'Type: Error\nCategory: Internal Processing',
    '<EventID Qualifiers="49152">4102</EventID>',
    '{"Id":4094,"ProviderName":"MSExchangeIMC"}',
    'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeIS',
    'stop\nstop\nstop\nstop',
    `please start over ${'and over '.repeat(30)}`,
  ])('%j', (text) => expect(classifyIntent(text)).toBeUndefined());

  it('a text beyond 200 characters, whatever it says', () => {
    const long = fc.array(fc.constantFrom(...trained.map(({ text }) => text)), { minLength: 40, maxLength: 60 });
    fc.assert(fc.property(long, (texts) => classifyIntent(texts.join(' ').padEnd(201, '.')) === undefined));
  });
});

describe('a guess', () => {
  it('is the same however often and in whatever order it is asked for', () => {
    const groups = synonymGroups();
    const again = intentClassifier(trainIntents(TRAINED, groups, FRAMED), groups);
    const some = heldBack.filter((_, at) => at % 7 === 0).map(({ text }) => text);
    expect(some.map(again)).toEqual(some.toReversed().map(prepareIntents().alone).toReversed());
  });
  it('has a score above 0 and up to 1, for any text at all', () => {
    const any = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 250 }),
      fc
        .array(fc.constantFrom(...trained.flatMap(({ text }) => text.split(' '))), { maxLength: 30 })
        .map((w) => w.join(' ')),
    );
    fc.assert(
      fc.property(any, (text) => {
        const guess = classifyIntent(text);
        return guess === undefined || (TRAINED.has(guess.name) && guess.score > 0 && guess.score <= 1);
      }),
      { numRuns: 500 },
    );
  });
});
