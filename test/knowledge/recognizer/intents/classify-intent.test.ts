import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TOPICS } from '../../../../knowledge/article.ts';
import { classifyIntent, prepareIntents } from '../../../../knowledge/recognizer/intents/classify-intent.ts';
import { intentClassifier, trainIntents } from '../../../../knowledge/recognizer/intents/intent-classifier.ts';
import { HELD_BACK, pairs, TRAINED } from '../../../fixtures/intent-utterances.ts';

const INTENTS = [
  ...['next', 'confirm_done', 'deny', 'go_back', 'skip', 'repeat', 'where_am_i', 'start_over', 'stop', 'help'],
  ...['talk_to_human', 'undo_now', 'dont_know', 'still_failing', 'solved', 'greeting', 'thanks', 'other_explanations'],
  ...['why', 'show_summary', 'show_example', 'off_topic', 'my_data', 'delete_data', 'what_does_code_mean'],
  ...TOPICS,
];

const folded = (text: string) =>
  text
    .toLowerCase()
    .replace(/['’]/g, '')
    .match(/[\p{L}\p{N}]+/gu)
    ?.join(' ') ?? text;
const trained = pairs(TRAINED);
const heldBack = pairs(HELD_BACK).map((said) => ({ ...said, guess: classifyIntent(said.text)?.name }));
const share = (part: readonly unknown[], whole: readonly unknown[]) => part.length / whole.length;

describe('the utterances of the classifier', () => {
  it('cover every intent the conversation knows, and no other', () => {
    expect([...TRAINED.keys()].toSorted()).toEqual(INTENTS.toSorted());
    expect([...HELD_BACK.keys()].toSorted()).toEqual(INTENTS.toSorted());
  });
  it.each([...TRAINED])('%s has at least 25, and 8 that are held back', (intent, utterances) => {
    expect(utterances.length).toBeGreaterThanOrEqual(25);
    expect(HELD_BACK.get(intent)?.length).toBeGreaterThanOrEqual(8);
  });
  it('stand once: not twice, not under two intents, not in the held-back set as well', () => {
    const seen = new Set<string>();
    const twice = [...trained, ...heldBack].filter(({ text }) => seen.size === seen.add(folded(text)).size);
    expect(twice).toEqual([]);
  });
});

describe('on utterances it was not trained on, the classifier', () => {
  const right = heldBack.filter(({ intent, guess }) => guess === intent);
  it('is right about at least 86 of 100', () => {
    expect(share(right, heldBack)).toBeGreaterThanOrEqual(0.86);
  });
  it('takes at most 10 of 100 for something else', () => {
    const wrong = heldBack.filter(({ intent, guess }) => guess !== undefined && guess !== intent);
    expect(share(wrong, heldBack)).toBeLessThanOrEqual(0.1);
  });
  it.each(INTENTS)('knows more than half of %s', (intent) => {
    const said = heldBack.filter((one) => one.intent === intent);
    expect(
      share(
        said.filter(({ guess }) => guess === intent),
        said,
      ),
    ).toBeGreaterThan(0.5);
  });
  it.each(['start_over', 'delete_data', 'undo_now'])('never takes anything else for %s', (order) => {
    expect(heldBack.filter(({ intent, guess }) => guess === order && intent !== order)).toEqual([]);
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
    const again = intentClassifier(trainIntents(TRAINED));
    const some = heldBack.filter((_, at) => at % 7 === 0).map(({ text }) => text);
    expect(some.map(again)).toEqual(some.toReversed().map(prepareIntents()).toReversed());
  });
  it('has a score above 0 and up to 1, for any text at all', () => {
    const said = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 250 }),
      fc
        .array(fc.constantFrom(...trained.flatMap(({ text }) => text.split(' '))), { maxLength: 30 })
        .map((w) => w.join(' ')),
    );
    fc.assert(
      fc.property(said, (text) => {
        const guess = classifyIntent(text);
        return guess === undefined || (TRAINED.has(guess.name) && guess.score > 0 && guess.score <= 1);
      }),
      { numRuns: 500 },
    );
  });
});
