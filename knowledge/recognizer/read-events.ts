import { readCodes } from './entities/read-codes.ts';
import { codesInData } from './entities/read-data.ts';
import type { CodeMention, EventRecord } from './event-record.ts';
import { readBareNumberBlocks } from './formats/bare-number-blocks.ts';
import { readEventWording } from './formats/event-wording.ts';
import { readLabelled, readVistaCopies } from './formats/label-formats.ts';
import { type FoundEvent, type SignedReader, withoutLines } from './formats/paste-reader.ts';
import { readProseEvents } from './formats/prose-events.ts';
import { scannedHeaders } from './formats/scanned-headers.ts';
import { TABLE_READERS } from './formats/table-readers.ts';
import type { Guess } from './recognizer-result.ts';
import { resolveSource } from './words/source-names.ts';
import { headingSource } from './words/stated-sources.ts';

// A Vista copy may hold Event Xml of the same event, so it is read before XML is looked for anywhere else.
export const READERS: readonly SignedReader[] = [
  { read: readVistaCopies },
  ...TABLE_READERS,
  { read: readLabelled },
  { read: readBareNumberBlocks, sign: /^\s*\(?\d/ },
  { read: readProseEvents, sign: /\d/ },
];

/** Events out of one paste, and the lines nobody has read; line numbers are those of the normalised paste. */
export interface EventsRead {
  events: EventRecord[];
  guesses: Guess[];
  /** the paste with the lines of every event blanked */
  rest: readonly string[];
}

/** Splits a paste into events, whatever shapes it mixes: each reader sees the lines that no earlier one has claimed. */
export function readEvents(lines: readonly string[], codes: readonly CodeMention[]): EventsRead {
  let rest = lines;
  const signs = new Map<RegExp, boolean>();
  const different = [...new Set(lines)];
  const hasSign = (sign: RegExp) => {
    const known = signs.get(sign) ?? different.some((line) => sign.test(line));
    signs.set(sign, known);
    return known;
  };
  const written = READERS.flatMap(({ read, sign }) => {
    if (sign && !hasSign(sign)) return [];
    const events = read(rest);
    rest = withoutLines(rest, events);
    return events;
  });
  const ids = new Set(written.map(({ eventId }) => eventId));
  // Half a sentence left over from an event that was read is no second one.
  const worded = readEventWording(rest);
  rest = withoutLines(rest, worded);
  const all = [...written, ...worded.filter(({ eventId }) => !ids.has(eventId))].sort((a, b) => a.at.line - b.at.line);
  const found = underHeadings(
    all.filter((event, at) => !isHeadingOf(event, all[at + 1])),
    lines,
  );
  const crowded = linesOfSeveral(found);
  const byLine = Map.groupBy(codes, (code) => code.line);
  const records = found.map((event) => finished(event, byLine, crowded));
  return { events: records, guesses: [...sourceGuesses(records), ...scannedHeaders(rest)], rest };
}

function linesOfSeveral(events: readonly FoundEvent[]): ReadonlySet<number> {
  const seen = new Set<number>();
  const several = new Set<number>();
  for (const { at } of events) {
    if (seen.has(at.line)) several.add(at.line);
    seen.add(at.line);
  }
  return several;
}

/** Lines between a title and the event below it, at most. */
const NEAR = 4;

/** "Event 10016, DistributedCOM" above the copied event is its title, and no second event. */
function isHeadingOf(event: FoundEvent, below: FoundEvent | undefined): boolean {
  if (!below || below.eventId !== event.eventId || below.at.line - event.at.lastLine > NEAR) return false;
  if (event.severity ?? event.time ?? event.data) return false;
  const name = (written: string) =>
    resolveSource(written)
      .source.toLowerCase()
      .replace(/^microsoft-windows-/, '');
  const isLonger = event.source !== undefined && below.at.lastLine - below.at.line > event.at.lastLine - event.at.line;
  const isFuller = below.source !== undefined && ((below.severity ?? below.time) !== undefined || isLonger);
  return (
    isFuller &&
    event.at.lastLine - event.at.line < 3 &&
    (!event.source || name(event.source) === name(below.source ?? ''))
  );
}

/** Gives the events that stand below such a line, without a source and with nothing between them, its source. */
function underHeadings(events: readonly FoundEvent[], lines: readonly string[]): readonly FoundEvent[] {
  let source: string | undefined;
  let last = 0;
  return events.map((event) => {
    let above = event.at.line - 1;
    while (above > last && (lines[above - 1] ?? '').trim() === '') above -= 1;
    if (above > last) source = headingSource(lines[above - 1] ?? '');
    last = event.at.lastLine;
    if (event.source !== undefined) source = undefined;
    return event.source === undefined && source !== undefined ? { ...event, source } : event;
  });
}

/** Settles the spelling of the source and the codes inside the event. */
function finished(
  event: FoundEvent,
  byLine: ReadonlyMap<number, CodeMention[]>,
  crowded: ReadonlySet<number>,
): EventRecord {
  const { data = [], within, source: written } = event;
  const codes: CodeMention[] = [];
  for (let line = event.at.line; line <= event.at.lastLine; line += 1) {
    const there = byLine.get(line);
    if (there === undefined || ROW_OF_BYTES.test(data.find((row) => row.line === line)?.text ?? '')) continue;
    const text = within ?? (crowded.has(line) ? event.description : undefined);
    codes.push(...(text === undefined ? there : codesOf(text, there, line)));
  }
  if (data.length > 0) codes.push(...codesInData(data));
  const record: EventRecord = { ...(data.length > 0 || within !== undefined ? recordOf(event) : event), codes };
  if (written === undefined) return record;
  const told = resolveSource(written);
  record.source = told.source;
  if (told.misspelt) record.sourceAsWritten = written;
  return record;
}

const ROW_OF_BYTES = /^\s*[0-9a-f]{4}:/i;

/** What of a found event is told of it. */
function recordOf({ data: _bytes, within: _text, ...record }: FoundEvent): Omit<EventRecord, 'codes'> {
  return record;
}

/** The codes of a line of many events that stand in the text of this one. Each text is read once: a line may hold thousands. */
function codesOf(text: string, ofLine: readonly CodeMention[], line: number): CodeMention[] {
  if (ofLine.length <= FEW_CODES) return ofLine.filter((code) => text.includes(code.asWritten));
  return readCodes([text]).codes.map((code) => ({ ...code, line }));
}

const FEW_CODES = 20;

function sourceGuesses(events: readonly EventRecord[]): Guess[] {
  const byWriting = new Map<string, Guess>();
  for (const { source, sourceAsWritten, at } of events)
    if (source !== undefined && sourceAsWritten !== undefined && !byWriting.has(sourceAsWritten))
      byWriting.set(sourceAsWritten, { kind: 'source', asWritten: sourceAsWritten, means: source, line: at.line });
  return [...byWriting.values()];
}
