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

describe('the answer is bounded, whatever comes in', () => {
  const MIB = 1_048_576;
  const records = (message: (at: number) => string, id: (at: number) => number) => {
    const rows: string[] = [];
    for (let at = 0, size = 0; size < MIB - 1000; at += 1) {
      const row = JSON.stringify({ Id: id(at), ProviderName: `MSExchangeIMC`, Message: message(at) });
      size += row.length + 1;
      rows.push(row);
    }
    return `[${rows.join(',')}]`;
  };
  const code = (at: number) => `0x8004${(at % 65_536).toString(16).padStart(4, '0')}`;
  it.each([
    [
      'records of 200 ids',
      records(
        () => 'An error was returned',
        (at) => 4000 + (at % 200),
      ),
    ],
    ['records of all ids', records(code, (at) => at % 65_536)],
    ['codes', Array.from({ length: 90_000 }, (_, at) => code(at)).join('\n')],
    [
      'numbers of a registry file',
      Array.from({ length: 40_000 }, (_, at) => `"${'\u00e9'.repeat(9)}${at}"=dword:0000`).join('\n'),
    ],
    [
      'names of three bytes',
      Array.from({ length: 9000 }, (_, at) => `Event ID: ${at}\nSource: ${'\u4e8b'.repeat(80)}`).join('\n\n'),
    ],
  ])('%s', (_what, text) => {
    const answer = diagnose(KNOWLEDGE, text.slice(0, MIB));
    expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThanOrEqual(65_536);
  });
  it('and says what it leaves out, last what an article names', () => {
    const { events, leftOut, verdict } = diagnose(
      KNOWLEDGE,
      records(code, (at) => at % 65_536),
    );
    expect(verdict).not.toBe('nothing');
    expect(leftOut?.events).toBeGreaterThan(1000);
    expect(events.map((event) => event.eventId)).toContain(4116);
  });
  it('says how many lines were not read', () => {
    expect(diagnose(KNOWLEDGE, 'a\n'.repeat(60_000))).toEqual(
      expect.objectContaining({ verdict: 'nothing', leftOut: { lines: 10_000 } }),
    );
  });
  it('tells an event once, with how often it was there', () => {
    const block = (at: number) =>
      `Event ID: 4116\nSource: MSExchangeIMC\nDate: 2024-01-02\nTime: 08:00:0${at}\nDescription: x`;
    const { events, matches } = diagnose(KNOWLEDGE, [1, 2, 3].map(block).join('\n\n'));
    const often = { times: 3, firstTime: '2024-01-02 08:00:01', lastTime: '2024-01-02 08:00:03', lastLine: 13 };
    expect(events).toEqual([{ source: 'MSExchangeIMC', eventId: 4116, codes: [], at: { line: 1 }, ...often }]);
    expect(matches[0]?.evidence[0]).toMatchObject({ line: 1, ...often });
  });
});
