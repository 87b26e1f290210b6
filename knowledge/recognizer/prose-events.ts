import { eventOf } from './event-fields.ts';
import { belongsElsewhere, isKnownEvent } from './known-event.ts';
import type { FoundEvent, PasteReader } from './paste-reader.ts';
import { shownEventId } from './shown-event-id.ts';
import { type FoundSource, findSources, speaksOfConnector } from './source-names.ts';

/** Sentences are read up to here; a longer line is no sentence. */
const LONGEST_LINE = 8192;
/** How far from a word about the connector a bare id may stand, in characters (domain 4.4). */
const NEAR = 200;

/** A row of an event's Data box holds no ids. */
const DATA_ROW = /^\s*[0-9a-f]{4}: ?[0-9a-f]{2}/i;

/** So many known ids in one text are no phone numbers, even where nobody says that they are events. */
const ENOUGH_TOGETHER = 3;

interface NumberWord {
  /** as it would be shown */
  eventId: number;
  start: number;
  end: number;
  /** it is plain that an event is meant: "event 4094", "MSExchangeIMC 4094", a high-bit id */
  sure: boolean;
  source?: FoundSource;
}

/** Reads events out of sentences: "event 4094 from MSExchangeIMC", "4116, 4117 and a DrWatson 4097", "ids 3039 4094 4102". */
export const readProseEvents: PasteReader = (lines) => {
  const numbers = lines.map((line) =>
    line === '' || DATA_ROW.test(line) ? [] : numbersIn(line.slice(0, LONGEST_LINE)),
  );
  const counted = new Set(numbers.flat().flatMap((one) => (isKnownEvent(one.eventId) ? [one.eventId] : [])));
  return lines.flatMap((line, index) => {
    const text = line.slice(0, LONGEST_LINE);
    const around = [lines[index - 1] ?? '', text, lines[index + 1] ?? ''].map((one) => one.slice(0, NEAR * 4));
    const meant = (numbers[index] ?? []).filter(
      (one) =>
        one.sure || (isKnownEvent(one.eventId) && (counted.size >= ENOUGH_TOGETHER || hasContext(text, one, around))),
    );
    return meant.flatMap((one, at) =>
      eventOfNumber(text, one, meant[at + 1]?.start ?? text.length, index, meant.length),
    );
  });
};

function eventOfNumber(text: string, one: NumberWord, next: number, index: number, count: number): FoundEvent[] {
  const at = { line: index + 1, lastLine: index + 1 };
  const description = count === 1 ? text : text.slice(one.start, next);
  const source = one.source?.asWritten.replace(/^Dr\.? ?Watson/i, 'DrWatson');
  const event = eventOf({ id: String(one.eventId), description, ...(source && { source }) }, at);
  return event === undefined ? [] : [event];
}

/** A bare id means something when the connector, a source or an event is spoken of close to it. */
function hasContext(text: string, one: NumberWord, around: readonly string[]): boolean {
  const near = text.slice(Math.max(0, one.start - NEAR), one.end + NEAR);
  const [before = '', , after = ''] = around;
  return [near, ...(text.length < NEAR ? [before, after] : [])].some(
    (piece) => SPEAKS_OF_EVENTS.test(piece) || speaksOfConnector(piece) || findSources(piece).length > 0,
  );
}

const SPEAKS_OF_EVENTS = /\b(?:event ?log|event viewer|app(?:lication)? log|(?:0x)?8004[0-9a-f]{4})\b/i;

const TOKEN = /[A-Za-z\p{L}][\p{L}\p{N}'.]*|\d[\d.,:/_-]*\d|\d|[()#:;,&+/=-]/gu;
const EVENT_WORD =
  /^(?:events?|eventids?|ids?|ereignis(?:se)?|ereigniskennung(?:en)?|evenements?|événements?|eventos?|sucesos?|evt|eid|instanceid|eventidentifier|eventcode)$/i;
const BETWEEN =
  /^(?:ids?|no|nr|number|code|codes|and|then|und|et|y|or|also|plus|is|was|the|with|like|of)$|^[()#:;,&+/=-]$/i;
const NO_EVENT =
  /^(?:build|port|line|lines|version|kb|article|page|step|pid|ticket|case|room|items?|messages?|users?|mb|kb|gb|ms|sec|seconds|minutes|threads?)$/i;

/** Every number of a line that could be an event id, with the source it stands beside. */
function numbersIn(text: string): NumberWord[] {
  const sources = findSources(text);
  const tokens = [...text.matchAll(TOKEN)];
  const found: NumberWord[] = [];
  let listing = false;
  tokens.forEach((token, at) => {
    const word = token[0];
    if (EVENT_WORD.test(word)) {
      listing = true;
      return;
    }
    const eventId = idIn(word, text, token.index);
    if (eventId === undefined) {
      listing &&= BETWEEN.test(word) || isSourceWord(sources, token.index);
      return;
    }
    const before = tokens[at - 1]?.[0] ?? '';
    const after = tokens[at + 1]?.[0] ?? '';
    if (NO_EVENT.test(before) || NO_EVENT.test(after)) return;
    // Numbers of two digits stand everywhere; an event is meant only where that is said.
    if (eventId < 100 && !listing) return;
    const end = token.index + word.length;
    const source = besideSource(text, sources, { eventId, start: token.index, end });
    const high = word.length === 10 && isKnownEvent(eventId);
    found.push({
      eventId,
      start: token.index,
      end,
      sure: listing || high || source?.close === true,
      ...(source && { source: source.found }),
    });
  });
  return found;
}

function idIn(word: string, text: string, start: number): number | undefined {
  const digits = word.replace(/[.,:]+$/, '');
  if (!/^\d{2,10}$/.test(digits) || /[\w.$€£@\\-]/.test(text[start - 1] ?? '')) return undefined;
  // A process id, `smtpd[4116]`, and a line of a program, `Spooler.java:4116`.
  if (/[\w)]\[$|\.\w{1,12}:$/.test(text.slice(Math.max(0, start - 14), start))) return undefined;
  if (/[\w%@]/.test(text[start + word.length] ?? '')) return undefined;
  if (/^\d{6,9}$/.test(digits)) return undefined;
  return shownEventId(digits);
}

const isSourceWord = (sources: readonly FoundSource[], at: number) =>
  sources.some((source) => source.start <= at && at < source.end);

/** The source a number belongs to: the nearest one in the line, `close` when hardly anything stands between. */
function besideSource(
  text: string,
  sources: readonly FoundSource[],
  { eventId, start, end }: { eventId: number; start: number; end: number },
): { found: FoundSource; close: boolean } | undefined {
  let best: { found: FoundSource; distance: number; gap: string } | undefined;
  for (const found of sources) {
    const gap = found.end <= start ? text.slice(found.end, start) : text.slice(end, found.start);
    if (best === undefined || gap.length < best.distance) best = { found, distance: gap.length, gap };
  }
  if (best === undefined || best.distance > NEAR) return undefined;
  const close = /^[\s:#(),-]*(?:(?:event|error|id|from|source|of|by|in|fehler|von|logged|the)[\s:#(),-]*){0,3}$/i.test(
    best.gap,
  );
  // "4116, 4117 and a DrWatson 4097": a source further off speaks for a number only when no other event is known by it.
  const alone = new Set(sources.map((one) => one.source)).size === 1 && !belongsElsewhere(eventId, best.found.source);
  return close || alone ? { found: best.found, close } : undefined;
}
