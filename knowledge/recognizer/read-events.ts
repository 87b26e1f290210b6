import { codesInData } from './entities/read-data.ts';
import type { CodeMention, EventRecord } from './event-record.ts';
import { readBareNumberBlocks } from './formats/bare-number-blocks.ts';
import { readEventWording } from './formats/event-wording.ts';
import { LABELLED_READERS } from './formats/labelled-readers.ts';
import { readProseEvents } from './formats/prose-events.ts';
import { scannedHeaders } from './formats/scanned-headers.ts';
import { TABLE_READERS } from './formats/table-readers.ts';
import { readWindowsVistaCopy } from './formats/windows-vista-copy.ts';
import type { FoundEvent, PasteReader } from './paste/paste-reader.ts';
import type { Guess } from './recognizer-result.ts';
import { resolveSource } from './words/source-names.ts';

// A Vista copy may hold Event Xml of the same event, so it is read before XML is looked for anywhere else.
const READERS: readonly { shape: string; read: PasteReader }[] = [
  { shape: 'windows-vista-copy', read: readWindowsVistaCopy },
  ...TABLE_READERS,
  ...LABELLED_READERS,
  { shape: 'bare-number-blocks', read: readBareNumberBlocks },
  { shape: 'prose', read: readProseEvents },
  { shape: 'event-wording', read: readEventWording },
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
  const read = READERS.flatMap(({ shape, read: readOne }) => {
    const events = readOne(rest);
    rest = withoutLines(rest, events);
    return events.map((event) => ({ shape, event }));
  });
  const written = new Set(read.filter((one) => one.shape !== 'event-wording').map((one) => one.event.eventId));
  // Half a sentence left over from an event that was read is no second one.
  const found = read.filter((one) => one.shape !== 'event-wording' || !written.has(one.event.eventId));
  found.sort((a, b) => a.event.at.line - b.event.at.line);
  const crowded = linesOfSeveral(found.map((one) => one.event));
  const byLine = Map.groupBy(codes, (code) => code.line);
  const records = found.map(({ shape, event }) => finished(shape, event, byLine, crowded));
  return { events: records, guesses: [...sourceGuesses(records), ...scannedHeaders(rest)], rest };
}

/** A new list each time: readers may remember what they found in one. */
function withoutLines(lines: readonly string[], events: readonly FoundEvent[]): readonly string[] {
  if (events.length === 0) return lines;
  const rest = [...lines];
  for (const { at } of events) rest.fill('', at.line - 1, at.lastLine);
  return rest;
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

/** Settles the spelling of the source and the codes inside the event. */
function finished(
  shape: string,
  event: FoundEvent,
  byLine: ReadonlyMap<number, CodeMention[]>,
  crowded: ReadonlySet<number>,
): EventRecord {
  const { data = [], source: written, ...own } = event;
  const dataLines = new Set(data.map((row) => row.line));
  // In JSON on one line the code behind an object may be that of a broken one.
  const isCut = shape === 'powershell-json' && event.at.line === event.at.lastLine;
  const inText: CodeMention[] = [];
  for (let line = event.at.line; line <= event.at.lastLine; line += 1) {
    for (const code of byLine.get(line) ?? []) {
      if (dataLines.has(line) && /^\s*[0-9a-f]{4}:/i.test(data.find((row) => row.line === line)?.text ?? '')) continue;
      if (!(isCut || crowded.has(line)) || event.description.includes(code.asWritten)) inText.push(code);
    }
  }
  const told = written === undefined ? undefined : resolveSource(written);
  return {
    ...own,
    ...(told && { source: told.source }),
    ...(told?.misspelt && written !== undefined && { sourceAsWritten: written }),
    codes: [...inText, ...codesInData(data)],
    shape,
  };
}

function sourceGuesses(events: readonly EventRecord[]): Guess[] {
  const byWriting = new Map<string, Guess>();
  for (const { source, sourceAsWritten, at } of events)
    if (source !== undefined && sourceAsWritten !== undefined && !byWriting.has(sourceAsWritten))
      byWriting.set(sourceAsWritten, { kind: 'source', asWritten: sourceAsWritten, means: source, line: at.line });
  return [...byWriting.values()];
}
