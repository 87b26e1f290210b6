import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../knowledge/diagnose.ts';
import { loadKnowledge } from '../../../knowledge/load-knowledge.ts';
import { recognizeUtterance } from '../../../knowledge/recognizer/recognize.ts';
import { plainUtterance } from '../../../knowledge/recognizer/utterance.ts';
import { LABELLED_PASTES } from '../../fixtures/labelled-pastes.ts';
import { makeEvt, SEED_RECORDS } from '../../fixtures/make-evt.ts';
import { mutatedBytes, mutatedText, randomFrom } from '../../fixtures/mutate.ts';
import { SEED_EVENTS } from '../../fixtures/seed-events.ts';
import { TABLE_PASTES } from '../../fixtures/table-pastes.ts';

const read = (text: string) => recognizeUtterance(plainUtterance(text));
const seen = (text: string) => read(text).events.map((event) => `${event.eventId} ${event.source ?? ''}`.trim());
const hex = (code: number) => `0x${code.toString(16)}`;

describe('events in sentences and half-sentences', () => {
  it.each([
    ['event 4094 from MSExchangeIMC', ['4094 MSExchangeIMC']],
    [
      'event 4094 from MSExchangeIMC\nMSExchangeIMC 3039 The error 0x80040115',
      ['4094 MSExchangeIMC', '3039 MSExchangeIMC'],
    ],
    ['Event 4094 MSExchangeIMC\n4102 A serious error with the Information Store', ['4094 MSExchangeIMC', '4102']],
    ['MSExchangeIMC 4094 and then 4102', ['4094 MSExchangeIMC', '4102 MSExchangeIMC']],
    ['4116, 4117 and a Dr. Watson 4097 just before', ['4116', '4117', '4097 DrWatson']],
    ['the Internet Mail Connector logged ids 3039 4094 4102', ['3039', '4094', '4102']],
    ['4116\n4117\n3039\n4094\n4102 all five, each time', ['4116', '4117', '3039', '4094', '4102']],
    ['3039 The error 0x80040115 was encountered while try', ['3039']],
    ['4102 a serious error sending mail into the information store', ['4102']],
    ['I have event 9646 from MSExchangeIS', ['9646 MSExchangeIS']],
    ['EventIdentifier=3221229588 SourceName=MSExchangeIMC', ['4116 MSExchangeIMC']],
    ['Ereignis 4094 von MSExchangeIMC', ['4094 MSExchangeIMC']],
    ['Event ID (4116) MSExchangeIMC', ['4116 MSExchangeIMC']],
    ['Event ID = 4116, Source MSExchangeIMC', ['4116 MSExchangeIMC']],
    ['EventID : 4102\nSource: MSExchangeIMC', ['4102 MSExchangeIMC']],
    ['Event ID 4116 MSExchangeIMC Internal Processing An error was returned', ['4116 MSExchangeIMC']],
    ['ID 6067 MSExchangeGWRtr, Error General, something', ['6067 MSExchangeGWRtr']],
    ['Service Control Manager 7024', ['7024 Service Control Manager']],
    ['moved to the Imcdata\\In\\Archive directory, spool file was ZX81PQRM', ['4117 MSExchangeIMC']],
    ['it tried to refresh the network connections to the store', ['4094 MSExchangeIMC']],
  ])('%s', (text, events) => expect(seen(text)).toEqual(events));

  it.each([
    'our build is 6.0.4116.0',
    'we have 4116 users and 250 GB of mail',
    'the printer on port 4094 is offline',
    'see KB article 4102 of 2019',
    'call me at 555-4116',
    'Apr  3 02:17:51 mail7 sendmail[4116]: stat=Deferred',
    'room 3039, third floor',
    '1998-03-04 02:17:44',
    'what is the weather',
    '',
  ])('no event in: %s', (text) => expect(seen(text)).toEqual([]));
});

describe('codes in every way people write them', () => {
  it.each([
    ['0x80040115', ['0x80040115']],
    ['80040115', ['0x80040115']],
    ['0X8004011D', ['0x8004011d']],
    ['8004-0115', ['0x80040115']],
    ['-2147221227', ['0x80040115']],
    ['2147746077', ['0x8004011d']],
    ['MAPI_E_NETWORK_ERROR', ['0x80040115']],
    ['CdoE_NOT_FOUND', ['0x8004010f']],
    ['the code 0x8004\n0115 wrapped', ['0x80040115']],
    ['> the code 0x8004\n> 0115 quoted and wrapped', ['0x80040115']],
    ['80040115-0514-000006bf', ['0x80040115']],
    ['error -1018', ['0xfffffc06']],
    ['error 4294966278', ['0xfffffc06']],
    ['0xfffffc06', ['0xfffffc06']],
    ['c0000005 in store.exe', ['0xc0000005']],
    ['0000: 67 06 14 00 15 01 04 80   g.......', ['0x80040115']],
    ['Data:\n0000: 00140667 80040115', ['0x80040115']],
    ['\u22122147221227', ['0x80040115']],
  ])('%s', (text, codes) => expect(read(text).codes.map((mention) => hex(mention.code))).toEqual(codes));

  it.each([
    '20050428',
    '0x14',
    '0x5',
    'dword:00000014',
    '3XDW6BQJ',
    'facade',
    '12345678',
    'deadbeef',
    '555-0115',
    '-5 degrees',
    '-1018 metres below the sea, in a text of several lines\n\n\n\n',
  ])('no code in: %s', (text) => expect(read(text).codes).toEqual([]));

  it.each([
    ['Ox80040115', '0x80040115'],
    ['0x8OO40115', '0x80040115'],
    ['80040l15', '0x80040115'],
    ['804011d', '0x8004011d'],
    ['0x804011d', '0x8004011d'],
  ])('%s is a question, not a code', (text, means) => {
    const { codes, guesses } = read(`it says ${text} there`);
    expect(codes.map((mention) => hex(mention.code))).not.toContain(means);
    expect(guesses.map((guess) => guess.means)).toEqual([means]);
  });

  it('masks ids and never codes', () => {
    const { events, codes } = read(
      'InstanceId: 3221229566\nSource: MSExchangeIMC\nMessage: The error -2147221219 occurred',
    );
    expect(events.map((event) => event.eventId)).toEqual([4094]);
    expect(codes.map((mention) => hex(mention.code))).toEqual(['0x8004011d']);
  });
});

describe('a misspelt source is asked about, never corrected silently', () => {
  it.each(['MSExchnageIMC', 'MSEechangeIMC', 'MSExchangIMC', 'MSExhangeIMC'])('%s', (written) => {
    const { events, guesses } = read(`Event ID: 4094\nSource: ${written}\nDescription: text`);
    expect(events[0]).toMatchObject({ source: 'MSExchangeIMC', sourceAsWritten: written });
    expect(guesses).toMatchObject([{ kind: 'source', asWritten: written, means: 'MSExchangeIMC' }]);
  });
  it.each(['MSExchangeIMC', 'MSEXCHANGEIMC', 'MSExchange IMC', 'msexchangeimc', 'MSExchangeIMS'])(
    '%s is no slip',
    (written) => {
      const { events, guesses } = read(`Event ID: 4094\nSource: ${written}\nDescription: text`);
      expect(events[0]?.source).toBe('MSExchangeIMC');
      expect(guesses).toEqual([]);
    },
  );
  it('an unknown source stays as it is', () => {
    expect(read('Event ID: 7\nSource: Backup Exec\nDescription: text').events[0]?.source).toBe('Backup Exec');
  });
});

describe('spool files and versions', () => {
  it.each([
    ['Event ID: 4117\nSource: MSExchangeIMC\nthe message in spool file 3XDW6BQJ failed', ['3XDW6BQJ']],
    ['3/4/98\t2:17:44 AM\t1\t2\t4117\tMSExchangeIMC\tN/A\tMAIL7\tK2QW9ZTA', ['K2QW9ZTA']],
    ['C:\\Exchsrvr\\Imcdata\\In\\Archive\\zx81pqrm is the file', ['ZX81PQRM']],
    ['in spool file XXXXXXXX failed', []],
    ['the file ordinary is fine', []],
  ])('%s', (text, names) => expect(read(text).files.map((file) => file.name)).toEqual(names));
  it.each([
    ['Exchange 5.5 SP4', ['5.5']],
    ['exchange server 4.0', ['4.0']],
    ['Version 5.5 (Build 2653.23: Service Pack 4)', ['5.5']],
    ['build 1457', ['5.0']],
    ['NT 4.0 SP6 and Exchange 5.0', ['5.0']],
    ['Windows NT 4.0', []],
    ['we run exchange 2003', ['2003']],
    ['5.5 inches', []],
  ])('%s', (text, versions) => expect(read(text).versions).toEqual(versions));
});

describe('files', () => {
  const file = (name: string, text: string) => ({ ...plainUtterance(''), files: [{ name, text }] });
  it('a text file is read like a paste', () => {
    const { events } = recognizeUtterance(file('app.log', TABLE_PASTES[0]?.paste ?? ''));
    expect(events.map((event) => event.eventId)).toEqual(SEED_EVENTS.map((event) => event.id));
  });
  it('lines of a file count on below the message', () => {
    const { events } = recognizeUtterance({
      ...file('app.txt', 'event 4094 from MSExchangeIMC'),
      text: 'here it is\n',
    });
    expect(events[0]?.at.line).toBe(3);
  });
  it('a binary event log gives its records, their codes and spool files', () => {
    const { events, codes, files } = recognizeUtterance({
      ...plainUtterance(''),
      files: [{ name: 'AppEvent.Evt', bytes: makeEvt(SEED_RECORDS) }],
    });
    expect(events.map((event) => [event.eventId, event.source, event.shape])).toEqual(
      SEED_EVENTS.map((event) => [event.id, 'MSExchangeIMC', 'evt-file']),
    );
    expect(codes.map((code) => [hex(code.code), code.where])).toEqual([
      ['0x80040115', 'text'],
      ['0x80040115', 'data'],
      ['0x8004011d', 'text'],
    ]);
    expect(files.map((one) => one.name)).toEqual(['3XDW6BQJ']);
  });
});

describe('any input', () => {
  const loaded = loadKnowledge();
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  const { knowledge } = loaded;
  const texts = [...LABELLED_PASTES, ...TABLE_PASTES].map((one) => one.paste);

  it('never throws, and every line number lies in the paste', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(...texts.flatMap((text) => text.split(/(?<=[\n,\t>: ])/)).slice(0, 3000)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 50 }), (parts) => {
        const text = parts.join('');
        const result = read(text);
        const count = text.split(/\r\n?|\n/).length;
        const lines = [
          ...result.events.flatMap((event) => [event.at.line, event.at.lastLine]),
          ...result.codes.map((code) => code.line),
          ...result.unusedLines,
        ];
        for (const line of lines) expect(line >= 1 && line <= count).toBe(true);
        for (const event of result.events) expect(event.at.line).toBeLessThanOrEqual(event.at.lastLine);
      }),
      { numRuns: 300 },
    );
  });

  it('2,000 mutated pastes and 300 mutated event logs are read without a throw', () => {
    const random = randomFrom(7);
    for (let at = 0; at < 2000; at += 1) read(mutatedText(texts[random(texts.length)] ?? '', random));
    for (let at = 0; at < 300; at += 1)
      recognizeUtterance({
        ...plainUtterance(''),
        files: [{ name: 'a.evt', bytes: mutatedBytes(makeEvt(SEED_RECORDS), random) }],
      });
  });

  it('the order of the records does not change the diagnosis', () => {
    const rows = SEED_EVENTS.map(
      (event) => `Event ID: ${event.id}\nSource: ${event.source}\nDescription: ${event.text}`,
    );
    const inOrder = diagnose(knowledge, rows.join('\n\n'));
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
        const told = diagnose(knowledge, shuffled.join('\n\n'));
        expect(told.matches.map((match) => [match.article, match.confidence])).toEqual(
          inOrder.matches.map((match) => [match.article, match.confidence]),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('events that have nothing to do with it do not change the first article', () => {
    const rows = SEED_EVENTS.map(
      (event) => `Event ID: ${event.id}\nSource: ${event.source}\nDescription: ${event.text}`,
    );
    const stranger = fc
      .record({
        id: fc.integer({ min: 20_000, max: 60_000 }),
        source: fc.constantFrom('Print', 'Disk', 'DhcpServer', 'W32Time', 'Backup Exec'),
      })
      .map(({ id, source }) => `Event ID: ${id}\nSource: ${source}\nDescription: Something else happened here.`);
    fc.assert(
      fc.property(fc.array(stranger, { maxLength: 8 }), fc.nat(5), (others, place) => {
        const mixed = [...rows.slice(0, place), ...others, ...rows.slice(place)];
        expect(diagnose(knowledge, mixed.join('\n\n')).matches[0]?.article).toBe('Q169686');
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['1 MB of blanks', ' '.repeat(1_048_576)],
    ['1 MB of line breaks', '\n'.repeat(1_048_576)],
    ['1 MB of zero bytes', '\0'.repeat(1_048_576)],
    ['1 MB of one letter', 'a'.repeat(1_048_576)],
    ['a text longer than the longest', 'x '.repeat(700_000)],
  ])('%s ends, and holds nothing', (_, text) => {
    const result = read(text);
    expect([result.events.length, result.codes.length, result.readings.length]).toEqual([0, 0, 0]);
  });
});
