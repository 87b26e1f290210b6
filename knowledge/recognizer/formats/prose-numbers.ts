import { win32Error } from '../../codes/known-codes.ts';
import { knownEvent } from '../../triage/known-events.ts';
import { words } from '../../vocabulary/words.ts';
import { deniedIn, isDenied } from '../words/denials.ts';
import { severityOf } from '../words/field-names.ts';
import { apart } from '../words/ids-apart.ts';
import { belongsElsewhere, isKnownEvent } from '../words/known-event.ts';
import { EVENT_WORD, KIND_OF_EVENT, type Listing, listGoesOn, listingAfter, takes } from '../words/list-words.ts';
import { isCounted, isCounterLine, isOtherNumber, isValue, type Token } from '../words/other-numbers.ts';
import { isIdOfWindows } from '../words/provider-names.ts';
import type { FoundSource } from '../words/source-names.ts';
import { bracketedSource, namedSources } from '../words/stated-sources.ts';
import { shownEventId } from './shown-event-id.ts';

/** A number in a sentence that could be an event id. */
export interface NumberWord {
  /** as it would be shown */
  eventId: number;
  start: number;
  end: number;
  /** it is plain that an event is meant: "event 4094", the name of a source before it, a high-bit id */
  sure: boolean;
  source?: FoundSource;
}

/** How far from a word about its source a bare id may stand, in characters (domain 4.4). */
export const NEAR = 200;

// Chinese, Japanese and Korean put no blank between words and numbers, so there a word has no digits.
const TOKEN =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}ー]+|(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}])\p{L}(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}])[\p{L}\p{N}'.])*|0x[0-9a-f]{8}(?!\w)|\d(?:[\d.,:/_-]*\d)?|[()#:;,&+/=-]/giu;

/** A line in which ids are looked for. */
interface Sentence {
  text: string;
  sources: readonly FoundSource[];
  tokens: readonly Token[];
  denied: ReturnType<typeof deniedIn>;
}

/** Every number of a line that could be an event id, with the source it stands beside. */
export function numbersIn(line: string): NumberWord[] {
  const text = apart(line);
  const sentence = { text, sources: namedSources(text), tokens: tokensOf(text), denied: deniedIn(text) };
  const found: NumberWord[] = [];
  let listing: Listing = 'none';
  for (const [at, { text: word, start }] of sentence.tokens.entries()) {
    const opens = opensList(sentence, at);
    const eventId = opens ? undefined : (idIn(word, text, start) ?? hexIdBehind(sentence.tokens, at));
    if (opens) listing = isIdOfOther(sentence.tokens, at, sentence.sources) ? 'none' : 'any';
    else if (eventId === undefined) listing = listingAfter(listing, word, isSourceWord(sentence.sources, start));
    else if (!isOtherNumber(text, sentence.tokens, at) && !isSaidBefore(found, eventId, isValue(text, start)))
      found.push(...numberWord(sentence, eventId, at, listing));
  }
  return found;
}

const opensList = ({ tokens, sources }: Sentence, at: number) =>
  EVENT_WORD.test(tokens[at]?.text ?? '') ||
  (KIND_OF_EVENT.test(tokens[at]?.text ?? '') && isSourceWord(sources, tokens[at - 1]?.start ?? -1));

/**
 * Whether a number that a key holds was found already. One that the head of the record named bare is taken out of what was
 * found: what its key says counts.
 */
function isSaidBefore(found: NumberWord[], eventId: number, isValueOfKey: boolean): boolean {
  const before = isValueOfKey ? found.findIndex((one) => one.eventId === eventId) : -1;
  if (found[before]?.sure) return true;
  if (before >= 0) found.splice(before, 1);
  return false;
}

function numberWord(sentence: Sentence, eventId: number, at: number, listing: Listing): NumberWord[] {
  const { text, sources, tokens, denied } = sentence;
  const { text: word = '', start = 0 } = tokens[at] ?? {};
  if (isDenied(denied, start)) return [];
  const isListed = takes(listing, eventId);
  const end = start + word.length;
  const source = besideSource(text, sources, { eventId, start, end }) ?? (isListed ? inBrackets(text, end) : undefined);
  // Numbers of two digits stand everywhere; an event is meant only where that is said.
  if (eventId < (isListed ? 10 : 100) && !isNamedFor(source, eventId)) return [];
  if (isOtherwiseMeant(text, { eventId, start, end }, source)) return [];
  const sure = isListed || source?.close === true || isSureAlone(text, word, eventId, start);
  if (!sure && (isCounterLine(text) || isCounted(text.slice(end, end + 40)))) return [];
  return [{ eventId, start, end, sure, ...(source && { source: source.found }) }];
}

/** "3 DCOM, 10010": how often, of whom, which; or the number of an error. */
function isOtherwiseMeant(
  text: string,
  { eventId, start, end }: { eventId: number; start: number; end: number },
  source: { found: FoundSource; close: boolean } | undefined,
): boolean {
  if (isNumberOfError(text, start, eventId, source)) return true;
  return (
    eventId < 100 && source !== undefined && source.found.start >= end && HAS_OWN_ID.test(text.slice(source.found.end))
  );
}

const isSureAlone = (text: string, word: string, eventId: number, start: number) =>
  (word.length === 10 && isKnownEvent(eventId)) || isToldAlone(eventId, text.slice(Math.max(0, start - 12), start));

/** `EventID1069` */
const GLUED_ID = /^(event ?id)\d{2,5}$/i;

/** Words, numbers and signs of a line. */
function tokensOf(text: string): Token[] {
  return [...text.matchAll(TOKEN)].flatMap(({ 0: word, index }): Token[] => {
    const glued = GLUED_ID.exec(word)?.[1]?.length;
    if (glued === undefined) return [{ text: word, start: index }];
    return [
      { text: word.slice(0, glued), start: index },
      { text: word.slice(glued), start: index + glued },
    ];
  });
}

function idIn(word: string, text: string, start: number): number | undefined {
  if (/^0x/i.test(word)) return highId(word);
  const digits = word.replace(/(?<![.,:])[.,:]+$/, '');
  if (!/^\d{1,10}$/.test(digits) || /[\w.$€£@\\-]/.test(text[start - 1] ?? '')) {
    if (!/event ?id$/i.test(text.slice(Math.max(0, start - 8), start))) return undefined;
  }
  // A process id, `smtpd[4116]`, and a line of a program, `Spooler.java:4116`.
  if (/[\w)]\[$|\.\w{1,12}:$/.test(text.slice(Math.max(0, start - 14), start))) return undefined;
  if (/[\w%@]/.test(text[start + word.length] ?? '')) return undefined;
  if (/^\d{6,9}$/.test(digits)) return undefined;
  return shownEventId(digits);
}

/** `0xC0001014`: an id with its severity and no facility, as the event API counts. A status code has a facility. */
function highId(word: string): number | undefined {
  const eventId = /^0x[4c]000/i.test(word) ? shownEventId(word) : undefined;
  return eventId !== undefined && isToldId(eventId) ? eventId : undefined;
}

/** `EventID: 0x00001695` of dcdiag: right behind the word it is an id whatever its high bits are. */
const hexIdBehind = (tokens: readonly Token[], at: number): number | undefined =>
  /^0x[048c]000/i.test(tokens[at]?.text ?? '') &&
  tokens[at - 1]?.text === ':' &&
  EVENT_WORD.test(tokens[at - 2]?.text ?? '')
    ? shownEventId(tokens[at]?.text ?? '')
    : undefined;

const BEFORE_ID =
  /^(?:the|an?|and|or|with|has|have|had|is|are|was|of|from|by|this|that|these|those|only|just|same|new|more|no|not|without|two|three|these|which|what|like|for|in|log|logged|instance|error|warning|code|source|windows|follow(?:s|ing)|mit|die|der|das|den|avec|con|y|und|et|see|saw|get|got|shows?|ids?)$/i;

/** `Locale ID: 1033`, `Message ID 4102`: an id of something else than an event. */
function isIdOfOther(tokens: readonly Token[], at: number, sources: readonly FoundSource[]): boolean {
  const before = tokens[at - 1];
  if (!/^ids?$/i.test(tokens[at]?.text ?? '') || !before || !/^\p{L}{2,}$/u.test(before.text)) return false;
  return (
    !EVENT_WORD.test(before.text) &&
    !BEFORE_ID.test(before.text) &&
    !words().isName(before.text) &&
    severityOf(before.text) === undefined &&
    !isSourceWord(sources, before.start)
  );
}

/** Whether people tell this id without its source, so that a bare number is worth a look. */
export const isToldId = (eventId: number): boolean =>
  isKnownEvent(eventId) || (eventId >= 1000 && isIdOfWindows(eventId));

/** "Why do I get error 7034": people tell it without its source; smaller numbers behind the word are those of Windows errors. */
const isToldAlone = (eventId: number, before: string): boolean =>
  eventId >= 4000 && isIdOfWindows(eventId) && /(?:error|warning|fehler|erreur)[ #:]{1,3}$/i.test(before);

const ERROR_BEFORE = /(?:^|[^\p{L}])(?:error|fehler|erreur)(?: code| number| no\.?)?[ #:]{1,3}$/iu;

/** "DCOM error 1115": behind the word stands the number of a Windows error, unless the source is known to write such an event. */
const isNumberOfError = (
  text: string,
  start: number,
  eventId: number,
  source: { found: FoundSource; close: boolean } | undefined,
): boolean =>
  source?.close === true &&
  ERROR_BEFORE.test(text.slice(Math.max(0, start - 20), start)) &&
  win32Error(eventId) !== undefined &&
  knownEvent(source.found.source, eventId) === undefined;

/** Small numbers stand everywhere: one is an id beside a name that is nothing but a source of Windows. */
const isNamedFor = (source: { found: FoundSource; close: boolean } | undefined, eventId: number): boolean =>
  source?.close === true && source.found.stated !== true && eventId > 0 && source.found.ofWindows === true;

const isSourceWord = (sources: readonly FoundSource[], at: number) =>
  sources.some((source) => source.start <= at && at < source.end);

/** The source a number belongs to: "1023 from …", or else the nearest one in the line; `close` when hardly anything stands between. */
function besideSource(
  text: string,
  sources: readonly FoundSource[],
  { eventId, start, end }: { eventId: number; start: number; end: number },
): { found: FoundSource; close: boolean } | undefined {
  const possible = sources
    .filter(({ only }) => only?.includes(eventId) ?? true)
    .map((found) => ({
      found,
      gap: found.end <= start ? text.slice(found.end, start) : text.slice(end, found.start),
    }));
  const told = possible.find(({ found, gap }) => found.start >= end && /^ (?:from|by|von|de) $/i.test(gap));
  if (told) return { found: told.found, close: true };
  // Of two as near the first.
  const [best] = possible.toSorted((a, b) => a.gap.length - b.gap.length);
  if (best === undefined || best.gap.length > NEAR) return undefined;
  // "MSExchangeIS Private, error 2140": behind a comma an error is a number of its own.
  const close = isClose(best.found.only ? best.gap.replace(OWN_BEFORE, '') : best.gap);
  const isAlone = new Set(sources.map((one) => one.source)).size === 1;
  return close || (isAlone && speaksFarOff(best.found, eventId)) ? { found: best.found, close } : undefined;
}

/** "4116, 4117 and a DrWatson 4097": a source further off speaks for a number only when no other event is known by it. */
const speaksFarOff = ({ stated, only, source }: FoundSource, eventId: number) =>
  stated === true || only !== undefined || !belongsElsewhere(eventId, source);

function inBrackets(text: string, end: number): { found: FoundSource; close: boolean } | undefined {
  const name = bracketedSource(text.slice(end, end + 80));
  if (name === undefined) return undefined;
  return {
    found: { source: name, asWritten: name, misspelt: false, start: end, end: end + name.length + 2 },
    close: true,
  };
}

const HAS_OWN_ID = /^[,:]? {1,3}\d{1,5}(?![\w.:/-])/;

/** In "disk 51, 153" the second id stands beside the word too. */
const OWN_BEFORE = /^:?(?: \d{1,5}(?!\d),?(?: (?:and|und|et|y))?){1,8}/i;

const JOINS = new Set(
  'event error id eventid from source of by in fehler von vom der de la du del dal da van logged the'.split(' '),
);

/** Whether hardly anything stands between a source and a number; behind a comma an error is another number. */
function isClose(gap: string): boolean {
  const words = gap
    .toLowerCase()
    .split(gap.includes('=') ? /[\s:#(),="_-]+/ : /[\s:#(),-]+/)
    .filter((word) => word !== '');
  if (words.length > 3 || !words.every((word) => JOINS.has(word))) return false;
  const comma = gap.search(/[,;]/);
  return comma < 0 || !/\b(?:error|fehler)\b/i.test(gap.slice(comma));
}

const SHORTEST_LIST = 3;
const LONGEST_LIST_LINE = 400;

/**
 * The ids that stand in a list of nothing but known ids: three different ones at least, on one line or several, with no
 * other words before them in their line and none between them, but for answers. `4116, 3039 and 4117 all day` is one, an invoice is none.
 * @returns for each line the offsets of the ids
 */
export function listedIds(lines: readonly string[]): ReadonlySet<number>[] {
  const listed = lines.map(() => new Set<number>());
  let run: ListedId[] = [];
  const end = () => {
    takeRun(run, listed);
    run = [];
  };
  for (const [line, written] of lines.entries()) {
    if (written.trim() === '') continue;
    if (!takeListed(written, line, run)) end();
  }
  end();
  return listed;
}

/** Takes the ids of a line, up to the first word that ends a list. false: it is no list, or ends it. */
function takeListed(written: string, line: number, run: ListedId[]): boolean {
  if (written.length > LONGEST_LIST_LINE) return false;
  const text = apart(written);
  for (const token of tokensOf(text)) {
    const eventId = knownIdIn(token, text);
    if (eventId !== undefined) run.push({ line, start: token.start, eventId });
    else if (!listGoesOn(token.text, run.at(-1)?.line !== line)) return false;
  }
  return true;
}

interface ListedId {
  line: number;
  start: number;
  eventId: number;
}

function takeRun(run: readonly ListedId[], listed: readonly Set<number>[]): void {
  if (new Set(run.map((one) => one.eventId)).size >= SHORTEST_LIST)
    for (const { line, start } of run) listed[line]?.add(start);
}

function knownIdIn({ text: word, start }: Token, text: string): number | undefined {
  const eventId = idIn(word, text, start);
  return eventId !== undefined && isKnownEvent(eventId) ? eventId : undefined;
}
