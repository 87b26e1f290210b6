import { describe, expect, it } from 'vitest';
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
    ["c'est grave, l'article ?", ['ce', 'est', 'grave', 'le', 'article']],
    ["qu'est-ce que ça change", ['est', 'ce', 'que', 'ca', 'change']],
    ['', []],
  ])('%s', (text, words) => expect(utteranceWords(text)).toEqual(words));

  it('tells what stands for a code or a number', () => {
    expect(utteranceWords('is 0x14 ok').map(isPlaceholder)).toEqual([false, true, false]);
  });
});
