import type { EventRecord } from '../../recognizer/event-record.ts';
import type { RecognizerResult } from '../../recognizer/recognizer-result.ts';
import { isBetterName, looseLines, looseText } from './asked.ts';
import type { EvidenceTable } from './evidence-table.ts';
import { byWords } from './find-articles.ts';
import { nameKey } from './source-names.ts';
import { wordingOf } from './terms.ts';

/** From here on two texts of events are the same text: what differs is a name or a number. */
const SAME_TEXT = 0.6;
/** Fewer words are no event's text. */
const SHORTEST_TEXT = 30;
const MOST_NAMED = 20;

/**
 * What was recognised, with the events that only the library knows: a source that its articles name beside a number
 * ("W3SVC 36", "SNA Server 624"), and the text of an event without its number. Linear in the text.
 */
export function withLibraryNames(table: EvidenceTable, text: string, result: RecognizerResult): RecognizerResult {
  const lines = looseLines(text, result.events);
  const named = table.names
    .within(lines.join('\n'))
    .filter(({ eventId, source }) => !result.events.some((one) => isThat(one, eventId, source)))
    .slice(0, MOST_NAMED);
  const events = result.events.map((event) => {
    const better = named.find(({ eventId, source }) => eventId === event.eventId && isBetterName(event.source, source));
    return better ? { ...event, source: better.source } : event;
  });
  const added = named
    .filter(({ eventId, source }) => !events.some((one) => isThat(one, eventId, source)))
    .map(({ eventId, source, start, end }) => eventAt(eventId, source, lineOf(lines, start), lineOf(lines, end)));
  const all = [...events, ...added];
  return { ...result, events: all.length > 0 ? all : byWording(table, text, result) };
}

const isThat = (event: EventRecord, eventId: number, source: string) =>
  event.eventId === eventId && event.source !== undefined && nameKey(event.source) === nameKey(source);

const eventAt = (eventId: number, source: string | undefined, line: number, lastLine: number): EventRecord => ({
  eventId,
  ...(source !== undefined && { source }),
  description: '',
  codes: [],
  at: { line, lastLine },
  shape: 'prose',
});

/** 1-based line of an offset into lines that were put together. */
function lineOf(lines: readonly string[], offset: number): number {
  let left = offset;
  for (const [at, line] of lines.entries()) {
    if (left <= line.length) return at + 1;
    left -= line.length + 1;
  }
  return Math.max(1, lines.length);
}

/** The event whose text this is, where an article prints it. */
function byWording(table: EvidenceTable, text: string, result: RecognizerResult): EventRecord[] {
  const loose = looseText(text, result.events);
  if (loose.length < SHORTEST_TEXT) return [];
  const [best] = byWords(table, new Set(wordingOf(loose)));
  if (!best || best.alike < SAME_TEXT) return [];
  const { eventId, source } = best.row;
  const description = loose.replace(/\s+/g, ' ').trim();
  return [
    { ...eventAt(eventId, source, 1, result.lines), description, codes: [...result.codes], shape: 'event-wording' },
  ];
}
