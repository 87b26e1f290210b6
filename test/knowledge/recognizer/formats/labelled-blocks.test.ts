import { describe, expect, it } from 'vitest';
import { recognizeUtterance } from '../../../../knowledge/recognizer/recognize.ts';
import { plainUtterance } from '../../../../knowledge/recognizer/utterance.ts';
import { LABELLED_PASTES } from '../../../fixtures/labelled-pastes.ts';
import { SEED_EVENTS } from '../../../fixtures/seed-events.ts';

const read = (text: string) => recognizeUtterance(plainUtterance(text));
const told = (text: string) =>
  read(text).events.map(({ eventId, source, description }) => [eventId, source, description]);
const codes = (text: string) =>
  read(text).events.map((event) => [event.eventId, ...event.codes.map((one) => one.code.toString(16))]);

describe('what stands behind a source in its line', () => {
  it.each([
    ['Event ID: 4117 Source: MSExchangeIMC spool file K2QW9ZTA', 'MSExchangeIMC', 'spool file K2QW9ZTA'],
    ['Event ID: 4094 Source: MSExchangeIMC - refresh failed 0x8004011d', 'MSExchangeIMC', 'refresh failed 0x8004011d'],
    ['Event ID: 3039 Source: MSExchangeIMC error 0x80040115', 'MSExchangeIMC', 'error 0x80040115'],
    ['Event ID: 4094, Source: MSExchangeIMC, the refresh failed', 'MSExchangeIMC', 'the refresh failed'],
    ['Event ID: 4094, Source: MSExchangeIMC,', 'MSExchangeIMC', ''],
    ['Event ID: 1023\nSource: MSExchangeIS Private, logon failed', 'MSExchangeIS Private', 'logon failed'],
    ['Event ID: 4116\nSource: MSExchangeIMC Internal Processing', 'MSExchangeIMC', 'Internal Processing'],
    ['Event ID: 9646\nSource: MSExchangeIS Mailbox Store', 'MSExchangeIS Mailbox Store', ''],
    ['Event ID: 4094\nSource MSExchangeIMC', 'MSExchangeIMC', ''],
    ['Source MSExchangeIMC\nEvent ID: 4094', 'MSExchangeIMC', ''],
  ])('is no part of its name: %s', (text, source, description) => {
    expect(told(text)).toEqual([[Number(/\d{4}/.exec(text)?.[0]), source, description]]);
    expect(read(text).guesses).toEqual([]);
  });
});

const MISSING_2000 = (id: number, strings: string) => `Event Type:\tError
Event Source:\tMSExchangeIMC
Event ID:\t${id}
Computer:\tMAIL7
Description:
The description for Event ID ( ${id} ) in Source ( MSExchangeIMC ) cannot be found. The local computer may not have the message files. The following information is part of the event:

${strings}
`;
const MISSING_VISTA = (id: number, string: string) => `Log Name:      Application
Source:        MSExchangeIMC
Event ID:      ${id}
Task Category: (2)
Level:         Error
Computer:      MAIL7
Description:
The description for Event ID ${id} from source MSExchangeIMC cannot be found. Either the component is not installed or it is corrupted.

If the event originated on another computer, more had to be saved with the event.

The following information was included with the event: 

${string}

the message resource is present but the message was not found
`;
const XML = (id: number, string: string) => `
Event Xml:
<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event">
  <System>
    <Provider Name="MSExchangeIMC" />
    <EventID Qualifiers="49152">${id}</EventID>
  </System>
  <EventData>
    <Data>${string}</Data>
  </EventData>
</Event>
`;

describe('an event whose message file is missing', () => {
  it.each<[string, (id: number, string: string) => string]>([
    ['Windows 2000 copy', MISSING_2000],
    ['Vista copy', MISSING_VISTA],
    ['Vista copy with Event Xml', (id, string) => MISSING_VISTA(id, string) + XML(id, string)],
  ])('%s: the strings behind blank lines are the event’s own', (_name, make) => {
    const paste = `${make(3039, '0x80040115')}\n${make(4117, 'K2QW9ZTA')}`;
    expect(codes(paste).map((one) => [...new Set(one)])).toEqual([[3039, '80040115'], [4117]]);
    expect([...new Set(read(paste).files.map((file) => file.name))]).toEqual(['K2QW9ZTA']);
  });

  it('Event Xml that was cut does not swallow the event below', () => {
    const cut = XML(3039, '0x80040115').replace(/<EventData>[\s\S]*/, '');
    const paste = `${MISSING_VISTA(3039, '0x80040115')}${cut}\n${MISSING_VISTA(4094, '0x8004011d')}`;
    expect(codes(paste)).toEqual([
      [3039, '80040115'],
      [4094, '8004011d'],
    ]);
  });

  it('somebody’s question below is not', () => {
    const { events, unusedLines } = read(`${MISSING_2000(3039, '0x80040115')}\nWhat is that?`);
    expect(events[0]?.description).not.toContain('What');
    expect(unusedLines).toHaveLength(1);
  });
});

describe('events in one line', () => {
  // Lists whose labels have no blank between them and the next one are no use in one line: their names are the fields.
  const SHAPES = new Set(['windows-2000-copy', 'windows-vista-copy', 'nt4-detail', 'powershell-list', 'kb-labels']);
  it.each(LABELLED_PASTES.filter((one) => SHAPES.has(one.shape)))('$name', ({ paste }) => {
    const { events } = read(paste.split('\n').join(' ').replace(/ +/g, ' '));
    expect(events.map((event) => [event.eventId, event.source])).toEqual(
      SEED_EVENTS.map((event) => [event.id, event.source]),
    );
    const whole = read(paste).events.map((event) => new Set(event.codes.map((code) => code.code)));
    expect(events.map((event) => new Set(event.codes.map((code) => code.code)))).toEqual(whole);
  });
});

describe('labels in a language that no list has', () => {
  const [id, source] = [4094, 'MSExchangeIMC'];
  it.each([
    ['a known source and one of its ids', `Iturria:\t${source}\nZenbakia:\t${id}\nMezua:\tok`],
    ['tabs and no colons', `Iturria\t${source}\nZenbakia\t${id}`],
    ['only the label of the source', `Iturria: ${source}\nEvent ID: ${id}`],
    ['a label that was cut', `rce:\t${source}\nEvent Category:\tNone\nEvent ID:\t${id}`],
  ])('are known by their values: %s', (_what, text) =>
    expect(told(text).map((event) => event.slice(0, 2))).toEqual([[id, source]]),
  );

  it('a number that is no event of the source is not taken for one', () => {
    expect(told(`Iturria: ${source}\nTelefono: 4711\nTalde: 12`)).toEqual([]);
    expect(told(`Affected: ${source}\nTicket: ${id}\nProcess ID: ${id}`)).toEqual([]);
  });

  it('what was saved with a Japanese event belongs to it', () => {
    const text =
      'ソース:           MSExchangeIMC\nイベント ID:       4094\n説明:\nイベント ID 4094 の説明が見つかりません。\n\n次の情報が含まれています: \n\n0x8004011d';
    expect(codes(text)).toEqual([[4094, '8004011d']]);
  });
});
