import type { RecognizerResult } from '../../recognizer/recognizer-result.ts';
import type { EvidenceTable } from './evidence-table.ts';
import { nameKey } from './source-names.ts';
import { termsOf, wordingOf } from './terms.ts';

/** An event that a message shows, as far as the library cares. */
export interface AskedEvent {
  eventId: number;
  source?: string;
  /** 1, or less for an event that only tells something beside errors */
  weight: number;
  /** terms of its text, each once */
  wording: ReadonlySet<number>;
  /** 1-based line of the message; 0 where nobody knows */
  line: number;
}

/** What a message asks the library for. */
export interface Asked {
  events: AskedEvent[];
  codes: number[];
  /** the words of what belongs to no event */
  loose: ReadonlySet<number>;
  /** terms in the order of the message, with how much each counts */
  parts: { terms: string[]; weight: number; isOfEvent: boolean }[];
}

/** What only tells something counts so much where something failed as well. */
const BESIDE_ERRORS = 0.3;
const TELLS = new Set(['information', 'success audit']);
const FAILS = new Set(['error', 'warning', 'failure audit']);
/** More terms of a message are not looked at. */
const MOST_TERMS = 2000;

/** A message as far as the library looks at it: what was recognised, and the words that belong to no event. */
export interface Message {
  events: readonly {
    eventId: number;
    source?: string | undefined;
    text?: string | undefined;
    severity?: string | undefined;
    line: number;
  }[];
  codes: readonly number[];
  loose: string;
}

/** What a message asks for. `text` is what was recognised, or its beginning. */
export function askedBy(table: EvidenceTable, text: string, result: Pick<RecognizerResult, 'events' | 'codes'>): Asked {
  return askedOf(table, {
    events: result.events.map((event) => ({ ...event, text: event.description, line: event.at.line })),
    codes: result.codes.map(({ code }) => code),
    loose: looseText(text, result.events),
  });
}

/** What a message asks for, of which only the facts are left. */
export function askedOf(table: EvidenceTable, { events: read, codes, loose }: Message): Asked {
  const failed = read.some(({ severity }) => severity !== undefined && FAILS.has(severity));
  const known = read.map((event): AskedEvent & { text: string } => ({
    eventId: event.eventId,
    ...(event.source !== undefined && { source: event.source }),
    weight: failed && event.severity !== undefined && TELLS.has(event.severity) ? BESIDE_ERRORS : 1,
    wording: sentenceOf(event.text ?? '', event.source),
    line: event.line,
    text: event.text ?? '',
  }));
  const named = table.names
    .within(loose)
    .filter(({ eventId, source }) => !known.some((one) => isSame(one, eventId, source)));
  const inPlace = known.map((event) =>
    named.find((one) => one.eventId === event.eventId && isBetterName(event.source, one.source)),
  );
  const events: AskedEvent[] = [
    ...known.map((event, at) => ({ ...event, ...(inPlace[at] && { source: inPlace[at].source }) })),
    ...named
      .filter((one) => !inPlace.includes(one))
      .map(({ eventId, source }) => ({ eventId, source, weight: 1, wording: new Set<number>(), line: 0 })),
    ...(known.length + named.length === 0 ? bareNumbers(table, loose) : []),
  ];
  // What only names an event says nothing about the rest of an article, nor is it the text of another one.
  const told = events.length > 0 && isOnlyNames(loose, events) ? '' : loose;
  const parts = [
    ...known.flatMap((event) =>
      event.wording.size > 0 ? [{ terms: termsOf(event.text), weight: event.weight, isOfEvent: true }] : [],
    ),
    ...(told === '' ? [] : [{ terms: termsOf(told), weight: 1, isOfEvent: false }]),
  ];
  let left = MOST_TERMS;
  for (const part of parts) {
    part.terms = part.terms.slice(0, left);
    left -= part.terms.length;
  }
  return { events, loose: new Set(wordingOf(told)), codes: [...codes], parts };
}

/** The words of an event's text; none where it is nothing but the event's name: "MSExchangeIS 1120", "event id 4097 from DrWatson". */
function sentenceOf(text: string, source: string | undefined): Set<number> {
  const name = source === undefined ? [] : words(source);
  const own = words(text).filter((word) => !name.includes(word) && !NAMING.has(word) && !/^\d+$/.test(word));
  return new Set(own.length < FEWEST_WORDS ? [] : wordingOf(text));
}

/** Whether a text is nothing but names of events. */
const isOnlyNames = (text: string, events: readonly AskedEvent[]) =>
  sentenceOf(text, events.map(({ source = '' }) => source).join(' ')).size === 0;

const FEWEST_WORDS = 2;
const NAMING = new Set(['event', 'events', 'eventid', 'id', 'source', 'from', 'error', 'warning', 'the', 'in', 'log']);
const words = (text: string) =>
  [
    ...text
      .slice(0, 200)
      .toLowerCase()
      .matchAll(/[\p{L}\p{N}]+/gu),
  ].map(([word]) => word);

/** A name that articles know is better than none, and than its own beginning: "SNA Server" than "SNA". */
export const isBetterName = (read: string | undefined, named: string) =>
  read === undefined || nameKey(named).startsWith(nameKey(read));

const isSame = (event: AskedEvent, eventId: number, source: string) =>
  event.eventId === eventId && event.source !== undefined && nameKey(event.source) === nameKey(source);

/** The lines of a message that belong to no event, and those in which an event is told in a sentence; blank where others were. */
export function looseLines(text: string, events: RecognizerResult['events']): string[] {
  const lines = text.split('\n');
  for (const { at, shape } of events) if (shape !== 'prose') lines.fill('', at.line - 1, at.lastLine);
  return lines;
}

/** The same as one text, without the blank lines. */
export const looseText = (text: string, events: RecognizerResult['events']): string =>
  looseLines(text, events)
    .filter((line) => line.trim() !== '')
    .join('\n');

/** A number alone on its line above some words is an id, as articles print events. */
function bareNumbers(table: EvidenceTable, text: string): AskedEvent[] {
  const lines = text.split('\n');
  return lines.flatMap((line, at): AskedEvent[] => {
    const number = /^\s*(\d{1,5})[.:]?\s*$/.exec(line.slice(0, 40))?.[1];
    if (number === undefined || lines[at + 1] === undefined || !table.byEvent.has(Number(number))) return [];
    return [{ eventId: Number(number), weight: 1, wording: new Set(wordingOf(textBelow(lines, at))), line: at + 1 }];
  });
}

/** The lines from one number to the next, or to a blank line. */
function textBelow(lines: readonly string[], at: number): string {
  const end = lines.findIndex(
    (line, index) => index > at && (line.trim() === '' || /^\s*\d{1,5}\s*$/.test(line.slice(0, 40))),
  );
  return lines.slice(at + 1, end < 0 ? undefined : end).join(' ');
}
