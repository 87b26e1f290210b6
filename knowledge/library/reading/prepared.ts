import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { EventRecord, Severity } from '../../recognizer/event-record.ts';
import { recognizeEvidence } from '../../recognizer/recognize.ts';
import { bagOf, termsOf, wordingOf } from '../finding/terms.ts';
import { bodyText, type ReadArticle } from '../imported-article.ts';
import { picturesOf } from './picture-names.ts';

/** How an article names an event: printed whole, with its labels and its text; printed in short; or in a sentence or a title. */
export const NAMED_AS = ['mention', 'short', 'record'] as const;

/** An event that an article names. */
export interface NamedEvent {
  eventId: number;
  source?: string;
  is: (typeof NAMED_AS)[number];
  severity?: Severity;
  /** its text: finding/terms.ts */
  wording: Uint32Array;
}

/** An article as it goes into the index. Plain data: it crosses from a thread. */
export interface Prepared {
  id: string;
  title: string;
  products: string[];
  /** compressed JSON of the {@link ReadArticle} */
  body: Uint8Array;
  /** terms of the columns of the full text, a blank between them */
  search: { title: string; symptoms: string; cause: string; text: string };
  /** how many terms that is */
  length: number;
  events: NamedEvent[];
  codes: number[];
  /** the files of the pictures that it shows */
  pictures: string[];
  /** the terms of an article that names an event or a code: finding/terms.ts */
  bag?: Uint32Array;
}

/** Whatever holds an event or a code holds one of these; the rest is not looked at, since reading takes a hundred times longer. */
const MAY_NAME_EVENTS = /\bevents?\b/i;
const MAY_NAME_CODES = /\b(?:0x)?[0-9a-f]{8}h?\b|-\d{3,10}\b/i;

/** Longer articles are searched for events this far, in characters. */
const LONGEST_EVENTS = 60_000;

/** Reads out of an article what it is found by. Never throws, whatever the text is. */
export function prepare(article: ReadArticle): Prepared {
  const title = termsOf(article.title);
  const symptoms = termsOf(bodyText(article, ['symptoms', 'summary']));
  const cause = termsOf(bodyText(article, ['cause']));
  const text = termsOf(bodyText(article, ['resolution', 'workaround', 'status', 'more', 'related', 'other']));
  const { events, codes } = evidenceOf(article);
  const all = [...title, ...symptoms, ...cause, ...text];
  return {
    id: article.id,
    title: article.title,
    products: article.products,
    body: packed(article),
    search: {
      title: title.join(' '),
      symptoms: symptoms.join(' '),
      cause: cause.join(' '),
      text: text.join(' '),
    },
    length: all.length,
    events,
    codes,
    pictures: picturesOf(article),
    ...(events.length + codes.length > 0 && { bag: bagOf(all) }),
  };
}

function evidenceOf(article: ReadArticle): Pick<Prepared, 'events' | 'codes'> {
  const body = bodyText(article).slice(0, LONGEST_EVENTS);
  const whole = `${article.title}\n${body}`;
  if (!MAY_NAME_EVENTS.test(whole) && !MAY_NAME_CODES.test(whole)) return { events: [], codes: [] };
  const inBody = recognizeEvidence({ text: body, files: [] });
  const inTitle = recognizeEvidence({ text: article.title, files: [] });
  const lines = body.split('\n');
  const events: NamedEvent[] = [
    ...inBody.events
      .filter(({ shape }) => shape !== 'event-wording')
      .map((event) => ({
        eventId: event.eventId,
        ...(event.source !== undefined && { source: event.source }),
        ...printedAs(event, lines),
        ...(event.severity && { severity: event.severity }),
      })),
    ...inTitle.events
      .filter(
        ({ eventId, shape }) => shape !== 'event-wording' && !inBody.events.some((event) => event.eventId === eventId),
      )
      .map((event) => ({
        eventId: event.eventId,
        ...(event.source !== undefined && { source: event.source }),
        is: 'mention' as const,
        wording: new Uint32Array(),
      })),
  ];
  return { events, codes: [...new Set([...inBody.codes, ...inTitle.codes].map(({ code }) => code))] };
}

/** How an event is named, and its text. */
function printedAs(event: EventRecord, lines: readonly string[]): Pick<NamedEvent, 'is' | 'wording'> {
  const text = event.shape === 'prose' ? textBelowHeading(lines, event) : undefined;
  if (text !== undefined) return { is: 'short', wording: wordingOf(text) };
  return {
    is: namedAs(event, lines.slice(event.at.line - 1, event.at.lastLine)),
    wording: wordingOf(event.description),
  };
}

/** "Netlogon Event ID 5719:", or the labels of an event in one line: what stands below is its text. */
const HEADING = /\bevent(?: id)?:? ?\d{1,5}[:.]?$|\bsource ?: [^:]{2,60}(?:\b(?:category|type) ?: [^:]{2,60})?:?$/i;
const LONGEST_HEADING = 120;
const MOST_BELOW = 12;

/** The paragraph below a line that is nothing but the heading of an event; undefined where there is none. */
function textBelowHeading(lines: readonly string[], { at }: EventRecord): string | undefined {
  const heading = (lines[at.line - 1] ?? '').trim();
  if (at.line !== at.lastLine || heading.length > LONGEST_HEADING || !HEADING.test(heading)) return undefined;
  const from = lines[at.line]?.trim() === '' ? at.line + 1 : at.line;
  const below = lines.slice(from, from + MOST_BELOW);
  const end = below.findIndex((line) => line.trim() === '' || NEXT_HEADING.test(line.slice(0, LONGEST_HEADING)));
  const text = (end < 0 ? below : below.slice(0, end)).join(' ');
  return text.trim() === '' ? undefined : text;
}

const NEXT_HEADING = /\bevent(?: id)?:? ?\d{1,5}\b/i;
const ID_LABEL = /\bevent ?id ?:/i;
const SOURCE_LABEL = /\bsource ?:|\bsource ?name ?:/i;

function namedAs({ shape, source, description }: EventRecord, lines: readonly string[]): NamedEvent['is'] {
  const [first = ''] = lines;
  if (shape === 'prose' || isSentence(first)) return 'mention';
  if (description === '') return 'short';
  const has = (label: RegExp) => lines.some((line) => label.test(line.slice(0, 400)));
  // A number alone above its text is how a viewer that shows no source prints it.
  const bare = source === undefined && /^\s*\d{1,5}\s*$/.test(first.slice(0, 40));
  return bare || (has(ID_LABEL) && has(SOURCE_LABEL)) ? 'record' : 'short';
}

/** "Event ID 9519 occurs when …": a number in a sentence is no printed event. */
function isSentence(line: string): boolean {
  return /\bevent(?: id)?:? \d{1,5} (?:and|or|is|are|may|occurs?|when|appears?|with|in|on|after|if|has|will)\b/i.test(
    line.slice(0, 400),
  );
}

/** An article as it lies in the file of the library. */
export const packed = (article: ReadArticle): Uint8Array => zstdCompressSync(JSON.stringify(article));

/** The article that {@link packed} made. */
export function unpacked(body: Uint8Array): ReadArticle {
  return JSON.parse(zstdDecompressSync(body).toString('utf8')) as ReadArticle;
}
