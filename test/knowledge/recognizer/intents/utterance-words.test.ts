import { describe, expect, it } from 'vitest';
import { readIntentUtterances } from '../../../../knowledge/recognizer/intents/intent-utterances.ts';
import { isPlaceholder, utteranceWords } from '../../../../knowledge/recognizer/intents/utterance-words.ts';

describe('the words of an utterance', () => {
  it.each([
    ["I don't know", ['i', 'do', 'not', 'know']],
    ['i dont know', ['i', 'do', 'not', 'know']],
    ['Can’t find it', ['can', 'not', 'find', 'it']],
    ["what's next?", ['what', 'is', 'next']],
    ['Zurück, bitte!', ['zuruck', 'bitte']],
    ['what does 0x8004011D mean', ['what', 'does', 'zcode', 'mean']],
    ['Ox80040115', ['zcode']],
    ['explain 8004-0115', ['explain', 'zcode']],
    ['error -1018', ['error', 'zcode']],
    ['2147746077', ['zcode']],
    ['MAPI_E_NETWORK_ERROR', ['zcode']],
    ['open Q169686', ['open', 'zarticle']],
    ['14 or 0x14', ['znumber', 'or', 'znumber']],
    ['Exchange 5.5 or 2003', ['exchange', 'zversion', 'or', 'zversion']],
    ['build 2653.23', ['build', 'zversion']],
    ['event 4116', ['event', 'zevent']],
    ['a bad feed', ['a', 'bad', 'feed']],
    ['', []],
  ])('%s', (text, words) => expect(utteranceWords(text)).toEqual(words));

  it('tells what stands for a code or a number', () => {
    expect(utteranceWords('is 0x14 ok').map(isPlaceholder)).toEqual([false, true, false]);
  });
});

describe('a file of utterances that is not of its shape', () => {
  it.each([
    ['an intent with capitals', 'Start Over:\n  - begin again\n', /write the intent as lower_case_words/],
    ['an intent without utterances', 'stop: []\n', /test\.yaml:1 stop — write one utterance a line/],
    ['an utterance that is a page', `stop:\n  - ${'stop '.repeat(60)}\n`, /200 characters at most/],
  ])('%s', (_, source, problem) => expect(() => readIntentUtterances('test.yaml', source)).toThrow(problem));
});
