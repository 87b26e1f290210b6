import { createRequire } from 'node:module';
import type { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { CAPS } from '../paste/caps.ts';
import { unescapedXml } from '../paste/unescaped-xml.ts';
import { severityOfLevel } from '../words/field-names.ts';
import { type EventFields, eventOf, folded } from './event-fields.ts';
import type { FoundEvent, PasteReader } from './paste-reader.ts';

/** How deep its elements may stand: real ones need 5. */
const DEEPEST = 16;

let made: XMLParser | undefined;

/** Loaded when the first event comes as XML: a start has no use for it. */
function parser(): XMLParser {
  if (made) return made;
  const { XMLParser: Parser }: typeof import('fast-xml-parser') = createRequire(import.meta.url)('fast-xml-parser');
  // Entities are off: a DTD in a paste defines nothing. The five of XML are undone afterwards.
  made = new Parser({
    processEntities: false,
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    removeNSPrefix: true,
    parseTagValue: false,
    parseAttributeValue: false,
    maxNestedTags: DEEPEST,
    alwaysCreateTextNode: true,
    isArray: (name) => name === 'Data',
  });
  return made;
}

const Text = z.object({ '#text': z.string() }).transform((node) => node['#text']);
const text = Text.or(z.array(Text).transform((all) => all.join(' ')))
  .optional()
  .catch(undefined);

const EventXml = z.object({
  Event: z.object({
    System: z.object({
      Provider: z.object({ '@Name': z.string().optional(), '@EventSourceName': z.string().optional() }),
      EventID: text,
      Level: text,
      Task: text,
      TimeCreated: z.object({ '@SystemTime': z.string() }).optional().catch(undefined),
      Computer: text,
    }),
    EventData: z
      .object({ Data: z.array(Text.catch('')).catch([]), Binary: text })
      .catch({ Data: [], Binary: undefined }),
    RenderingInfo: z.object({ Message: text, Task: text }).catch({ Message: undefined, Task: undefined }),
  }),
});

// Tools of others write the namespace as a prefix: `<e:Event xmlns:e="…">`.
const OPENING = /<(?:\w{1,20}:)?(?:Event(?=[\s>]|$)|System>)/g;
const ENDING = /<\/(?:\w{1,20}:)?Event>|<(?:\w{1,20}:)?Event(?=[\s>])/;

/**
 * Reads Event XML: the XML view of Event Viewer, its Save As, and `wevtutil qe /f:xml`, which has no root element.
 * The description is the rendered message when there is one, and the insertion strings otherwise.
 */
export const readEventXml: PasteReader = (lines) => {
  if (!lines.some((line) => line.search(OPENING) >= 0)) return [];
  const paste = lines.join('\n');
  const events: FoundEvent[] = [];
  let line = 1;
  let counted = 0;
  const lineAt = (offset: number) => {
    for (; counted < offset; counted += 1) if (paste.charCodeAt(counted) === 10) line += 1;
    return line;
  };
  let to = 0;
  for (const { index: from } of paste.matchAll(OPENING)) {
    if (from < to) continue;
    to = eventEnd(paste, from);
    const first = lineAt(from);
    const xml = paste.slice(from, to);
    const event = eventIn(xml, first, { line: first, lastLine: lineAt(to) }) ?? cutEvent(xml, first);
    if (event !== undefined) events.push(event);
  }
  return events;
};

/** Offset behind the event that starts at `from`: its end tag, the next event or the end of the paste. */
function eventEnd(paste: string, from: number): number {
  const body = paste.slice(from + 1, from + CAPS.xml);
  const end = ENDING.exec(body);
  if (end === null) return Math.min(paste.length, from + CAPS.xml);
  return from + 1 + end.index + (end[0].startsWith('</') ? end[0].length : 0);
}

function eventIn(xml: string, line: number, at: FoundEvent['at']): FoundEvent | undefined {
  // Parsing is dear, and a text full of opening tags may be anything.
  if (!xml.includes('EventID')) return undefined;
  const found = EventXml.safeParse(parsed(xml)).data?.Event;
  if (found === undefined) return undefined;
  const { System, EventData } = found;
  const fields = fieldsOf(found);
  // With backslashes before its quotes it stands in a string of JSON, and is read there.
  if (fields.source === undefined && xml.includes('\\"')) return undefined;
  const event = eventOf(fields, at, 'event-xml');
  if (event === undefined) return undefined;
  const severity = severityOfLevel(Number(System.Level ?? Number.NaN));
  const binary = folded(EventData.Binary).replaceAll(' ', '');
  const dataLine = line + xml.slice(0, Math.max(0, xml.search(/<(?:\w{1,20}:)?Binary/))).split('\n').length - 1;
  return { ...event, ...(severity && { severity }), ...(binary && { data: [{ line: dataLine, text: binary }] }) };
}

function fieldsOf({ System, EventData, RenderingInfo }: z.infer<typeof EventXml>['Event']): EventFields {
  const source = System.Provider['@Name'] ?? System.Provider['@EventSourceName'];
  const category = RenderingInfo.Task ?? System.Task;
  return {
    id: System.EventID ?? '',
    description: unescapedXml(RenderingInfo.Message ?? EventData.Data.join(' ')),
    ...(source !== undefined && { source: unescapedXml(source) }),
    ...(category !== undefined && { category: unescapedXml(category) }),
    ...(System.TimeCreated !== undefined && { time: System.TimeCreated['@SystemTime'] }),
    ...(System.Computer !== undefined && { computer: unescapedXml(System.Computer) }),
  };
}

const CUT_ID = /<(?:\w{1,20}:)?EventID\b[^<>]*>\s*(\d{1,10})\s*</;
const CUT_SOURCE = /<(?:\w{1,20}:)?Provider\b[^<>]*? Name=["']([^"'<>]{1,64})["']/;
const CUT_DATA = /<(?:\w{1,20}:)?Data\b[^<>]*>([^<]{1,2000})/g;

/** An event whose end was not copied, as far as it goes: up to the first blank line, behind which somebody writes on. */
function cutEvent(xml: string, line: number): FoundEvent | undefined {
  const blank = xml.search(/\n[ \t]*\n/);
  const own = xml.slice(0, blank < 0 ? undefined : blank);
  const id = CUT_ID.exec(own)?.[1];
  const source = CUT_SOURCE.exec(own)?.[1];
  if (id === undefined || source === undefined) return undefined;
  const description = [...own.matchAll(CUT_DATA)].map((match) => match[1]).join(' ');
  return eventOf(
    { id, source: unescapedXml(source), description: unescapedXml(description) },
    { line, lastLine: line + own.trimEnd().split('\n').length - 1 },
    'event-xml',
  );
}

function parsed(xml: string): unknown {
  try {
    return parser().parse(xml);
  } catch {
    return undefined;
  }
}
