import { describe, expect, it } from 'vitest';
import { recognizeUtterance } from '../../../../knowledge/recognizer/recognize.ts';
import { plainUtterance } from '../../../../knowledge/recognizer/utterance.ts';

const read = (text: string) => recognizeUtterance(plainUtterance(text));
const codes = (text: string) => read(text).codes.map((mention) => mention.code.toString(16));

describe('a code behind the word event', () => {
  const missing = (id: number, string: string) =>
    `Event Source:\tMSExchangeIMC\nEvent ID:\t${id}\nDescription:\nThe description for Event ID ( ${id} ) in Source ( MSExchangeIMC ) cannot be found. The following information is part of the event: ${string}.`;
  it.each([
    ['where the message file was missing', missing(3039, '0x80040115'), '80040115'],
    ['without 0x', missing(4094, '8004011d'), '8004011d'],
    ['in a sentence', 'MSExchangeIMC 3039, code in the event: 0x80040115', '80040115'],
  ])('is read %s', (_where, text, code) => {
    expect(codes(text)).toEqual([code]);
    expect(read(text).events[0]?.codes.map((one) => one.code.toString(16))).toEqual([code]);
  });
  it.each(['MSExchangeIMC event 0xC0001014', 'MSExchangeIMC event id: 3221229588'])('an id is none: %s', (text) =>
    expect(codes(text)).toEqual([]),
  );
});

describe('other ways to write a code', () => {
  it.each([
    ['MSExchangeIMC 3039, code 80040115h', '80040115'],
    ['MSExchangeIMC 3039 Err = &H80040115', '80040115'],
    ['MSExchangeIMC 3039: 0x 8004 0115 while talking', '80040115'],
    ['MSExchangeIMC 3039: 0x8004 0115 while talking', '80040115'],
  ])('%s', (text, code) => expect(codes(text)).toEqual([code]));

  it.each(['Wed, 4 Mar 1998 02:17:51 -0500 the database', 'at 0x8004 4116 times', 'the code 4094h', 'HRESULT'])(
    'no code: %s',
    (text) => expect(codes(text)).toEqual([]),
  );
});
