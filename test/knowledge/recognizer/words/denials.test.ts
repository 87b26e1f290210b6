import { describe, expect, it } from 'vitest';
import { recognizeUtterance } from '../../../../knowledge/recognizer/recognize.ts';
import { plainUtterance } from '../../../../knowledge/recognizer/utterance.ts';

const read = (text: string) => recognizeUtterance(plainUtterance(text));
const ids = (text: string) => read(text).events.map((event) => event.eventId);
const codes = (text: string) => read(text).codes.map((mention) => mention.asWritten);

describe('an id that is said not to be there is no event', () => {
  it.each<[string, number[]]>([
    ['MSExchangeIMC 4117, no 4102/4094/3039', [4117]],
    ['MSExchangeIMC 4117 and neither 3039 nor event 4094 nor 4102', [4117]],
    ['event 4117 from MSExchangeIMC without 4094 and 4102', [4117]],
    ['MSExchangeIMC 4117 rather than 4094', [4117]],
    ["MSExchangeIMC 4117, I can't see 4094 or 4102", [4117]],
    ['MSExchangeIMC 4117, not a trace of 4094', [4117]],
    ['None of the events 3039, 4094 and 4102 from MSExchangeIMC, 4117 only', [4117]],
    ['Ereignis 4117 von MSExchangeIMC, weder 3039 noch 4094', [4117]],
    ['Ereignis 4117 von MSExchangeIMC, Ereignis 4094 fehlt', [4117]],
    ['événement 4117 de MSExchangeIMC, pas de 3039 ni de 4094', [4117]],
    ['evento 4117 de MSExchangeIMC, no hay 3039 ni 4094', [4117]],
    ['evento 4117 MSExchangeIMC, nessun evento 4094', [4117]],
    ['MSExchangeIMC 4117, geen 3039 of 4094', [4117]],
  ])('before it: %s', (text, events) => expect(ids(text)).toEqual(events));

  it.each<[string, number[]]>([
    ['MSExchangeIMC 4117 is there. 4094? No. 4102? Yes.', [4117, 4102]],
    ['Event 4094 was never logged, MSExchangeIMC 4117 was', [4117]],
    ['MSExchangeIMC 4117; 3039, 4094 and 4102 are missing', [4117]],
    ['MSExchangeIMC 4117 still comes, 4116 no longer', [4117]],
    ['MSExchangeIMC 4117; 4094 has not been seen so far', [4117]],
    ['[x] 4117\n[ ] 3039\n[x] 4102\n[ ] 4094', [4117, 4102]],
    ['IMC\n4117: yes\n3039: no\n4094: not found\n4102: yes', [4117, 4102]],
    ['Which of these?\n4117 - ja\n3039 - nein\n4094 - nein', [4117]],
  ])('behind it: %s', (text, events) => expect(ids(text)).toEqual(events));
});

describe('what only sounds like a denial', () => {
  it.each<[string, number[]]>([
    ['not only event 4117 but also event 4094 from MSExchangeIMC', [4117, 4094]],
    ['nothing but MSExchangeIMC 4094 all night', [4094]],
    ['the connector stops without warning, MSExchangeIMC event 4094', [4094]],
    ['no mail since 4116 from MSExchangeIMC', [4116]],
    ['MSExchangeIMC, no mail: 4094', [4094]],
    ['No, MSExchangeIMC 4094', [4094]],
    ['no 4117, 4094 only (MSExchangeIMC)', [4094]],
    ['MSExchangeIMC 4094 - no mail goes out', [4094]],
    ['MSExchangeIMC 4094 does not go away', [4094]],
    ['we never had MSExchangeIMC 4094 before', [4094]],
    ['MSExchangeIMC event no. 4094', [4094]],
    ['The description for Event ID 4094 could not be found, it is MSExchangeIMC', [4094]],
  ])('%s', (text, events) => expect(ids(text)).toEqual(events));
});

describe('a code that is said not to be there', () => {
  it.each<[string, string[]]>([
    ['MSExchangeIMC 3039 with 0x80040115, not 0x8004011d', ['0x80040115']],
    ['MSExchangeIMC 3039: 0x80040115 and no 0x8004011d or 0x8007000e', ['0x80040115']],
    ['MSExchangeIMC 3039 says 80040115 instead of 8004011d', ['80040115']],
    ['MSExchangeIMC 3039 with 0x8004010f (object not found)', ['0x8004010f']],
    ['the store does not answer, 0x80040115', ['0x80040115']],
  ])('is none: %s', (text, expected) => expect(codes(text)).toEqual(expected));
});
