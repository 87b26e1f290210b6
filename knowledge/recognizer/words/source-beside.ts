import { knownEvent } from '../../triage/known-events.ts';
import { fieldNamed } from './field-names.ts';
import { belongsElsewhere } from './known-event.ts';
import { isCounted } from './other-numbers.ts';
import type { FoundSource } from './source-names.ts';
import { bracketedSource } from './stated-sources.ts';

/** A number that could be an event id, and where it stands in its line. */
export interface IdAt {
  eventId: number;
  start: number;
  end: number;
}

/** The source of a number; `close` when hardly anything stands between the two. */
export interface SourceOfId {
  found: FoundSource;
  close: boolean;
}

/** How far from a word about its source a bare id may stand, in characters (domain 4.4). */
export const NEAR = 200;

/** The source a number belongs to: "1023 from …", or else the nearest one in the line; `close` when hardly anything stands between. */
export function besideSource(
  text: string,
  sources: readonly FoundSource[],
  { eventId, start, end }: IdAt,
): SourceOfId | undefined {
  const possible = sources
    .filter(({ only }) => only?.includes(eventId) ?? true)
    .map((found) => ({
      found,
      gap: found.end <= start ? text.slice(found.end, start) : text.slice(end, found.start),
    }));
  const told = possible.find(({ found, gap }) => found.start >= end && BEFORE_SOURCE.test(gap));
  if (told) return { found: told.found, close: true };
  // Of two as near the first.
  const [best] = possible.toSorted((a, b) => a.gap.length - b.gap.length);
  if (best === undefined || best.gap.length > NEAR) return undefined;
  // "MSExchangeIS Private, error 2140": behind a comma an error is a number of its own.
  const close =
    (best.found.stated && BETWEEN_KEYS.test(best.gap)) ||
    (best.found.start < start &&
      (eventId >= 100 || knownEvent(best.found.source, eventId) !== undefined) &&
      LOGS.test(best.gap) &&
      !isCounted(text.slice(end, end + 40))) ||
    isClose(best.found.only ? best.gap.replace(OWN_BEFORE, '') : best.gap);
  if (close) return { found: best.found, close };
  const alone = onlyOne(sources.filter(({ stated }) => stated)) ?? onlyOne(sources);
  return alone && speaksFarOff(alone, eventId) ? { found: alone, close } : undefined;
}

/** "1069, 1205 and 1146 from FailoverClustering": behind an id may stand others of the same source. */
const BEFORE_SOURCE = /^(?:,?(?: (?:and|und|et|y|or|&))? \d{1,5}){0,9} (?:from|by|von|de) $/i;

/** The source that all of these are; undefined when they differ or there is none. */
const onlyOne = (sources: readonly FoundSource[]): FoundSource | undefined =>
  new Set(sources.map(({ source }) => source)).size === 1 ? sources[0] : undefined;

/** `Event ID=4740 ; Source=disk`: two keys beside one another. */
const BETWEEN_KEYS = /^ ?[;|] ?$/;

/** "MSExchange ADAccess logs 2114"; "disk logs 300 entries" is a count. */
const LOGS =
  /^ (?:now |then |still |just |also |keeps )?(?:logs|logging|reports|reporting|throws|throwing|shows|writes|raises|meldet|wirft|schreibt|signale|registra) $/i;

/** "4116, 4117 and a DrWatson 4097": a source further off speaks for a number only when no other event is known by it. */
const speaksFarOff = ({ stated, only, source }: FoundSource, eventId: number) =>
  stated === true || only !== undefined || !belongsElsewhere(eventId, source);

const JOIN = /^(?:[ \t,;&+/#]|and|und|et|y|or|oder|then|later|dann|puis|event|eid|id){1,12}$/i;

/** "NTDS General #1168 and #1173": a list goes on with the source that it began with, as long as nothing is counted. */
export function sourceOfList(
  text: string,
  { eventId, start, end }: IdAt,
  before: { source?: FoundSource; start: number; end: number } | undefined,
): SourceOfId | undefined {
  const found = before?.source;
  if (!found || found.end > before.start || !JOIN.test(text.slice(before.end, start))) return undefined;
  const isOne =
    eventId >= 100 ? !isCounted(text.slice(end, end + 40)) : knownEvent(found.source, eventId) !== undefined;
  return isOne && (found.only?.includes(eventId) ?? true) ? { found, close: true } : undefined;
}

/** The source in brackets right behind an id. */
export function inBrackets(text: string, end: number): SourceOfId | undefined {
  const name = bracketedSource(text.slice(end, end + 80));
  if (name === undefined) return undefined;
  return {
    found: { source: name, asWritten: name, misspelt: false, start: end, end: end + name.length + 2 },
    close: true,
  };
}

/** What begins behind a source that has its own id there. */
export const HAS_OWN_ID = /^[,:]? {1,3}\d{1,5}(?![\w.:/-])/;

/** In "disk 51, 153" the second id stands beside the word too. */
const OWN_BEFORE = /^:?(?: \d{1,5}(?!\d),?(?: (?:and|und|et|y))?){1,8}/i;

const JOINS = new Set(
  'event eid evt error id eventid from source of by in with fehler ereignis mit von vom der de la du del dal da van avec con logged the'.split(
    ' ',
  ),
);

/** Whether hardly anything stands between a source and a number; behind a comma an error is another number. */
function isClose(gap: string): boolean {
  const words = gap
    .toLowerCase()
    .split(gap.includes('=') ? /[\s:#()[\],="“”„«»'`_^-]+/ : /[\s:#()[\],"“”„«»'`^-]+/)
    .filter((word) => word !== '');
  if (words.length > 3 || !words.every((word) => JOINS.has(word) || fieldNamed(word)?.field === 'source')) return false;
  const comma = gap.search(/[,;]/);
  return comma < 0 || !/\b(?:error|fehler)\b/i.test(gap.slice(comma));
}
