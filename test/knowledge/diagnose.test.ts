import { describe, expect, it } from 'vitest';
import { diagnose } from '../../knowledge/diagnose.ts';
import { KNOWLEDGE } from '../dialogs/conversation.ts';

const said = (text: string) => {
  const { verdict, matches } = diagnose(KNOWLEDGE, text);
  return `${verdict} ${matches[0]?.article ?? ''}`.trim();
};
const reasons = (text: string) => diagnose(KNOWLEDGE, text).matches[0]?.evidence.map((one) => one.what.split(':')[0]);

describe('an event without a source is one of many programs', () => {
  it.each(['event 4094', 'Event ID: 4094\nType: Error', 'event 4094 and event 4102', 'Ereignis 4094 auf dem Server'])(
    'so it names no cause: %s',
    (text) => expect(said(text)).toBe('choose Q169686'),
  );

  it.each([
    ['its source', 'event 4094 from MSExchangeIMC'],
    ['the source of another of the events', 'event 4094\n\nEvent ID: 4102\nSource: MSExchangeIMC'],
    ['the connector in words', 'the Internet Mail Connector is down\n\nevent 4094'],
    ['the short name of the connector', 'event 4094, then the IMS stops'],
    ['its source somewhere else', 'event 4094\n\nnet start MSExchangeIMC'],
    ['a code of MAPI that fits', 'event 4094 with 0x8004011d'],
    ['a run', 'event 4094, event 4102, event 4117'],
  ])('unless something says whose it is: %s', (_what, text) => expect(said(text)).toBe('match Q169686'));

  it('a crash of any program does not say it', () => {
    expect(said('DrWatson 4097\n\nEvent ID: 4116\n\nEvent ID: 4117')).toMatch(/^choose/);
  });

  it('the reasons name a source only when the paste does', () => {
    expect(reasons('event 4094')).toEqual(['event 4094']);
    expect(reasons('event 4094 from MSExchangeIMC')).toEqual(['event 4094 from MSExchangeIMC']);
    expect(reasons('event 4094\n\nEvent ID: 4094\nSource: MSExchangeIMC')).toEqual(['event 4094 from MSExchangeIMC']);
  });
});

describe('a code beside the name of the connector', () => {
  it.each([
    ['the Internet Mail Service stops with 8004011d', 'choose Q169686'],
    ['MSExchangeIMC says 0x8004011d', 'choose Q169686'],
    ['Outlook says 0x8004011d', 'unknown'],
    ['the IMC says 0x80004005', 'unknown'],
  ])('is enough to look for its cause, and no diagnosis: %s', (text, verdict) => expect(said(text)).toBe(verdict));
});
