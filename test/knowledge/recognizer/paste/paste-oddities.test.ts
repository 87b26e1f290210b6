import { describe, expect, it } from 'vitest';
import { recognizeUtterance } from '../../../../knowledge/recognizer/recognize.ts';
import { plainUtterance } from '../../../../knowledge/recognizer/utterance.ts';

const read = (text: string) => recognizeUtterance(plainUtterance(text));
const seen = (text: string) =>
  read(text).events.map(({ eventId, source, codes }) => [
    eventId,
    source,
    ...codes.map((one) => `0x${one.code.toString(16)}`),
  ]);

describe('structured exports as others write or cut them', () => {
  it('Event XML whose namespace is a prefix', () => {
    const event = (id: number, string: string) =>
      `<e:Event xmlns:e="http://schemas.microsoft.com/win/2004/08/events/event"><e:System><e:Provider Name="MSExchangeIMC"/><e:EventID>${id}</e:EventID></e:System><e:EventData><e:Data>${string}</e:Data></e:EventData></e:Event>`;
    const { events } = read(`${event(3039, '0x80040115')}\n${event(4094, '0x8004011d')}`);
    expect(events.map(({ shape, eventId, description }) => [shape, eventId, description])).toEqual([
      ['event-xml', 3039, '0x80040115'],
      ['event-xml', 4094, '0x8004011d'],
    ]);
  });

  it('a row behind words, and no row behind a label of a date', () => {
    expect(seen('this is in the log: 4/3/2002,2:17:51 AM,MSExchangeIMC,Error,None,3039,N/A,MAIL7,0x80040115')).toEqual([
      [3039, 'MSExchangeIMC', '0x80040115'],
    ]);
    expect(seen('Date: 4/3/2002,2:17:51 AM\nEvent ID: 3039\nSource: MSExchangeIMC')).toEqual([[3039, 'MSExchangeIMC']]);
  });

  it('rows of date, time, source, id and type number', () => {
    const rows =
      '4/3/2002,2:17:51 AM,MSExchangeIMC,3039,1,MAIL7,0x80040115\n4/3/2002,2:17:51 AM,MSExchangeIMC,4094,1,MAIL7,0x8004011d';
    expect(seen(rows)).toEqual([
      [3039, 'MSExchangeIMC', '0x80040115'],
      [4094, 'MSExchangeIMC', '0x8004011d'],
    ]);
    expect(read(rows).events[0]).toMatchObject({ severity: 'error', computer: 'MAIL7', shape: 'elogdump-rows' });
  });

  const objects = [
    '{"EventID":4116,"Source":"MSExchangeIMC","Message":"put aside"}',
    '{"EventID":3039,"Source":"MSExchangeIMC","Message":"failed, 0x80040115"}',
  ];
  const broken = '{"Source":"MSExchangeIMC","Message":"refresh failed, 0x8004011d';
  it.each([
    ['one line each', `[\n${objects.join(',\n')},\n${broken}`],
    ['all in one line', `[${objects.join(',')},${broken}`],
  ])('a JSON array that was cut, %s: its whole objects, each with its own code', (_name, text) => {
    const whole = seen(text).slice(0, 2);
    expect(whole).toEqual([
      [4116, 'MSExchangeIMC'],
      [3039, 'MSExchangeIMC', '0x80040115'],
    ]);
  });
});

describe('what only looks like a code or a spool file', () => {
  it.each([
    'the class {80040115-0514-11d0-a8aa-00aa00b67c56} is registered',
    '80040115-0514-11d0-a8aa-00aa00b67c56',
    '{80040115-0514-11d0-a8...}',
    'Event 0xC0001014 from MSExchangeIMC',
  ])('no code in: %s', (text) => expect(read(text).codes).toEqual([]));
  it('the parts that an event prints behind a code are no GUID', () => {
    expect(read('error 80040115-0514-000006bf').codes.map((one) => one.code)).toEqual([0x80040115]);
  });
  it.each(['the file README12 is here', 'Event ID: 4117\nSource: MSExchangeIMC\nDescription: see file README12'])(
    'no spool file in: %s',
    (text) => expect(read(text).files).toEqual([]),
  );
  it('where a spool file is spoken of, any eight letters and digits are one', () => {
    expect(read('in spool file README12').files.map((file) => file.name)).toEqual(['README12']);
  });
});

describe('a scanned header is asked about, never corrected silently', () => {
  it.each([
    ['Event lD: 4O94 / Source: MSExchangelMC', ['Event ID: 4094', 'MSExchangeIMC']],
    ['Event lD: 4O94\nSource: MSExchangelMC', ['Event ID: 4094', 'MSExchangeIMC']],
    ['Event ID: 4l16\nSource: MSExchangeIMC', ['Event ID: 4116']],
  ])('%s', (text, means) => {
    const { events, guesses } = read(text);
    expect(events).toEqual([]);
    expect(guesses.map((guess) => guess.means)).toEqual(means);
  });
  it.each(['Event ID: oooo', 'Event ID: 9O99\nSource: Print', 'the source information is open'])(
    'no guess from: %s',
    (text) => expect(read(text).guesses).toEqual([]),
  );
});

describe('the version beside a labelled event', () => {
  it.each([
    ['Event ID 3039 from MSExchangeIMC on Exchange 5.0', ['5.0']],
    ['Event ID: 3039 Source: MSExchangeIMC Exchange 5.0', ['5.0']],
    ['Event ID: 3039\nSource: MSExchangeIMC\nDescription: it failed\nexchange 5.5', ['5.5']],
    ['Event ID: 3039\nSource: MSExchangeIMC\nDescription: it failed\n\nexchange 5.5', ['5.5']],
    ['Event ID: 7\nSource: Backup Exec\nDescription: Version 5.0 has started', []],
  ])('%s', (text, versions) => expect(read(text).versions).toEqual(versions));
});
