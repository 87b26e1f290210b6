import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../knowledge/diagnose.ts';
import { loadKnowledge } from '../../../../knowledge/load-knowledge.ts';
import { recognizeUtterance } from '../../../../knowledge/recognizer/recognize.ts';
import { plainUtterance } from '../../../../knowledge/recognizer/utterance.ts';

const read = (text: string) => recognizeUtterance(plainUtterance(text));
const seen = (text: string) => read(text).events.map((event) => `${event.eventId} ${event.source ?? ''}`.trim());
const FIVE = ['4116', '3039', '4117', '4094', '4102'];

describe('known ids without a word about events', () => {
  it.each([
    '4116\n3039\n4117\n4094\n4102 all five of them every restart',
    '4116/3039/4117/4094/4102',
    '4116,3039,4117,4094,4102',
    '4116, 3039, 4117, 4094, 4102',
    '4116 3039 and then 4117 4094 4102',
    'we get 4116, 3039, 4117, 4094 and 4102',
    '4116 (x5), 3039 (x5), 4117, 4094, 4102',
    '5x 4116 and 12x 3039, 1x 4117, 4094 once, 4102 twice',
    '4116 x5, 3039 x 5, 4117 ×2, 4094, 4102',
    '5 x 4116, 5 x 3039, 4117 3 times, 4094, 4102',
    '4116(5) 3039(5) 4117(1) 4094(12) 4102 (1)',
    'events 4116 (5 times), 3039 (once), 4117, 4094, 4102',
    '4116 x 5; 3039 x 5; 4117 x1; 4094; 4102',
    '4116 3039 (5 times each) then 4117 4094 4102',
    '4116-3039-4117-4094-4102',
  ])('a list of nothing else is a list of events: %s', (text) => expect(seen(text)).toEqual(FIVE));

  it.each([
    'Invoice 4116 of 3039 EUR, customer no 4102, phone 4094 1234',
    'open ports: 3039, 4094, 4102, 4116',
    'report.txt 4116 bytes, log.txt 4094 bytes, in.dat 3039 bytes, x.dat 4102 bytes',
    '10.0.41.16 4094 3039 4102',
    'Lottery: 4094 4102 4116 4117 3039',
    '4116 4117',
    '4116 4116 4116',
    '4116 crates, 3039 boxes, 4117 bags',
    'we ordered 3 x 4116, 2 x 3039 and 5 x 4117 on invoice 17',
  ])('among other things they are numbers: %s', (text) => expect(seen(text)).toEqual([]));
});

describe('an id that is denied', () => {
  it.each([
    ['no Dr. Watson 4097, no 4037, no 4182, only 4116 3039 4117 4094 4102', FIVE],
    ['we do not have event 4094, only 4116', ['4116']],
    ['event 4116 from MSExchangeIMC without 4094', ['4116 MSExchangeIMC']],
    ['Ereignis 4116 von MSExchangeIMC, aber kein Ereignis 4094', ['4116 MSExchangeIMC']],
    ['the Internet Mail Service logs 4116 but never 4094 or 4102', ['4116']],
  ])('is no event: %s', (text, events) => expect(seen(text)).toEqual(events));

  it('"event no 4116" counts it, and "not only" denies nothing', () => {
    expect(seen('event no 4116')).toEqual(['4116']);
    expect(seen('not only event 4116')).toEqual(['4116']);
  });
});

describe('which source an id belongs to', () => {
  it.each([
    [
      '4018 and 4116 MSExchangeIMC, 1023 from MSExchangeIS Private, error 2140',
      ['4018', '4116 MSExchangeIMC', '1023 MSExchangeIS Private'],
    ],
    ['Microsoft-Windows-Security-Auditing event 4094', ['4094 Microsoft-Windows-Security-Auditing']],
    ['the event 4094 from Microsoft-Windows-Security-Auditing', ['4094 Microsoft-Windows-Security-Auditing']],
    ['event 4094 on EX-MAIL-01', ['4094']],
    ['MSExchangeIMC: 4116-3039-4094', ['4116 MSExchangeIMC', '3039 MSExchangeIMC', '4094 MSExchangeIMC']],
    ['Event 0xC0001014 from MSExchangeIMC', ['4116 MSExchangeIMC']],
  ])('%s', (text, events) => expect(seen(text)).toEqual(events));
});

describe('what the events point to', () => {
  const loaded = loadKnowledge();
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  const first = (text: string) => diagnose(loaded.knowledge, text).matches[0]?.article;
  it('a conversion failure of the private store is one of the store', () => {
    const connector = ['4116', '3039 0x80040115', '4182'].map((text) => `MSExchangeIMC ${text}`).join('\n');
    expect(first(`${connector}\nEvent ID: 12007\nSource: MSExchangeIS Private`)).toBe('Q293288');
  });
  it('the same number from another provider points to nothing', () => {
    expect(first('Microsoft-Windows-Security-Auditing event 4094')).toBeUndefined();
  });
  it('events that are denied point nowhere', () => {
    expect(first('no Dr. Watson 4097, no 4037, no 4182, only 4116 3039 4117 4094 4102')).toBe('Q169686');
  });
});

describe('a number of something is no event', () => {
  it.each([
    ['event 4116 from MSExchangeIMC since 4102 days', ['4116 MSExchangeIMC']],
    ['MSExchangeIMC 4116 after 3039 seconds', ['4116 MSExchangeIMC']],
    ['every 10 minutes MSExchangeIMC 4116', ['4116 MSExchangeIMC']],
    ['build 4116-4094 of MSExchangeIMC, event 3039', ['3039 MSExchangeIMC']],
  ])('%s', (text, events) => expect(seen(text)).toEqual(events));
});

describe('a year is no event', () => {
  it.each([
    'Sun Apr 03 02:17:51 2002 MSExchangeIMC 4094',
    'MSExchangeIMC 4094 since 2002',
    'Apr 3, 2002 MSExchangeIMC 4094',
  ])('%s', (text) => expect(seen(text)).toEqual(['4094 MSExchangeIMC']));
});

describe('another id further on in the line is not swallowed', () => {
  it.each<[string, string[]]>([
    ['Event 4117 MSExchangeIMC at night, and 4102 in the morning', ['4117 MSExchangeIMC', '4102 MSExchangeIMC']],
    ['Event ID: 3039 MSExchangeIMC, later 4094', ['3039 MSExchangeIMC', '4094 MSExchangeIMC']],
    ['3039 (80040115), 4094 (8004011d) - all MSExchangeIMC', ['3039 MSExchangeIMC', '4094 MSExchangeIMC']],
    ['4116 messaging software error, 4117 archived, MSExchangeIMC', ['4116 MSExchangeIMC', '4117 MSExchangeIMC']],
  ])('%s', (text, events) => expect(seen(text)).toEqual(events));

  it('a line with one id is still read with its text', () => {
    const [event] = read('4117 The message in spool file 3XDW6BQJ failed to be delivered to the message store').events;
    expect(event).toMatchObject({ shape: 'bare-number-blocks', eventId: 4117 });
  });
});

describe('a sentence without blanks between words and numbers', () => {
  it.each<[string, string[]]>([
    ['サーバーでMSExchangeIMCのイベント4117と4102が出ます', ['4117 MSExchangeIMC', '4102 MSExchangeIMC']],
    ['日志中有MSExchangeIMC的事件4117和4094', ['4117 MSExchangeIMC', '4094 MSExchangeIMC']],
    ['MSExchangeIMC 이벤트 4117와 4102', ['4117 MSExchangeIMC', '4102 MSExchangeIMC']],
  ])('%s', (text, events) => expect(seen(text)).toEqual(events));
});

describe('two ids with a hyphen', () => {
  it.each<[string, string[]]>([
    ['events 4116-4117 from MSExchangeIMC', ['4116 MSExchangeIMC', '4117 MSExchangeIMC']],
    ['Ereignisse 4094-4102 von MSExchangeIMC', ['4094 MSExchangeIMC', '4102 MSExchangeIMC']],
    ['build 4116-4117 of MSExchangeIMC', []],
    ['MSExchangeIMC case 4116-4117', []],
  ])('are two where the word event stands before them: %s', (text, events) => expect(seen(text)).toEqual(events));
});
