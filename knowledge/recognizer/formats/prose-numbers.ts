import { win32Error } from '../../codes/known-codes.ts';
import { knownEvent } from '../../triage/known-events.ts';
import { words } from '../../vocabulary/words.ts';
import { CAPS } from '../paste/caps.ts';
import { onceForLine } from '../paste/once.ts';
import { deniedIn, isDenied } from '../words/denials.ts';
import { fieldNamed, severityOf } from '../words/field-names.ts';
import { apart } from '../words/ids-apart.ts';
import { isKnownEvent } from '../words/known-event.ts';
import { KIND_OF_EVENT, type Listing, listGoesOn, listingAfter, takes } from '../words/list-words.ts';
import { isCounted, isCounterLine, isOtherNumber, isValue, type Token } from '../words/other-numbers.ts';
import { isIdOfWindows, isProvider } from '../words/provider-names.ts';
import { isEventWord } from '../words/small-words.ts';
import {
  besideSource,
  HAS_OWN_ID,
  type IdAt,
  inBrackets,
  type SourceOfId,
  sourceOfList,
} from '../words/source-beside.ts';
import type { FoundSource } from '../words/source-names.ts';
import { namedSources } from '../words/stated-sources.ts';
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
export const numbersIn = onceForLine((line): readonly NumberWord[] => {
  const text = apart(line);
  const sentence = { text, sources: namedSources(text), tokens: [...tokensOf(text)], denied: deniedIn(text) };
  const found: NumberWord[] = [];
  let listing: Listing = 'none';
  for (const [at, { text: word, start }] of sentence.tokens.entries()) {
    const opens = opensList(sentence, at);
    const eventId = opens ? undefined : (idIn(word, text, start) ?? hexIdBehind(sentence.tokens, at));
    if (opens) listing = isIdOfOther(sentence, at) ? 'none' : 'any';
    else if (eventId === undefined) listing = listingAfter(listing, word, isSourceWord(sentence.sources, start));
    else if (!isOtherNumber(text, sentence.tokens, at) && !isSaidBefore(found, eventId, isValue(text, start)))
      found.push(...numberWord(sentence, eventId, at, listing, found.at(-1)));
  }
  return found;
});

const opensList = ({ tokens, sources }: Sentence, at: number) =>
  isEventWord(tokens[at]?.text ?? '') ||
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

function numberWord(
  sentence: Sentence,
  eventId: number,
  at: number,
  listing: Listing,
  before: NumberWord | undefined,
): NumberWord[] {
  const { text, tokens, denied } = sentence;
  const { text: word = '', start = 0 } = tokens[at] ?? {};
  if (isDenied(denied, start)) return [];
  const isListed = takes(listing, eventId);
  const end = start + word.length;
  const source = sourceOf(sentence, { eventId, start, end }, isListed, before);
  // Numbers of two digits stand everywhere; an event is meant only where that is said.
  if (eventId < (isListed ? 10 : 100) && !isNamedFor(source, eventId)) return [];
  if (isOtherwiseMeant(text, { eventId, start, end }, source)) return [];
  const sure = isListed || source?.close === true || isSureAlone(text, word, eventId, start);
  if (!sure && (isCounterLine(text) || isCounted(text.slice(end, end + 40)))) return [];
  return [{ eventId, start, end, sure, ...(source && { source: source.found }) }];
}

/** The source close by; else the one of the list that goes on, the one in brackets, or one further off. */
function sourceOf(
  { text, sources }: Sentence,
  at: IdAt,
  isListed: boolean,
  before: NumberWord | undefined,
): SourceOfId | undefined {
  const beside = besideSource(text, sources, at) ?? (isListed ? inBrackets(text, at.end) : undefined);
  return beside?.close ? beside : (sourceOfList(text, at, before) ?? beside);
}

/** "3 DCOM, 10010": how often, of whom, which; or the number of an error. */
function isOtherwiseMeant(text: string, { eventId, start, end }: IdAt, source: SourceOfId | undefined): boolean {
  if (isNumberOfError(text, start, eventId, source)) return true;
  if (source === undefined || source.found.start < end) return false;
  const behind = text.slice(source.found.end);
  return (
    (eventId < 100 && HAS_OWN_ID.test(behind)) || isCountOfRow(text.slice(0, start), behind, eventId, source.found)
  );
}

/** `412  Schannel, 36874`: a row of counted kinds, the count first. */
const isCountOfRow = (before: string, behind: string, eventId: number, { source }: FoundSource): boolean =>
  before.trim() === '' && /^[,:]? {1,3}\d{1,5}\s*$/.test(behind) && knownEvent(source, eventId) === undefined;

const isSureAlone = (text: string, word: string, eventId: number, start: number) =>
  (word.length === 10 && isKnownEvent(eventId)) || isToldAlone(eventId, text.slice(Math.max(0, start - 12), start));

/** `EventID1069` */
const GLUED_ID = /^(event ?id)\d{2,5}$/i;

/** Words, numbers and signs of a line. */
function* tokensOf(text: string): Generator<Token> {
  for (const { 0: word, index } of text.matchAll(TOKEN)) {
    const glued = word.length > 8 ? GLUED_ID.exec(word)?.[1]?.length : undefined;
    if (glued !== undefined) yield { text: word.slice(0, glued), start: index };
    yield glued === undefined ? { text: word, start: index } : { text: word.slice(glued), start: index + glued };
  }
}

const MOST_BEFORE = 66;
const lastWord = (text: string) => text.split(/[^\w+.-]/).at(-1) ?? '';

function idIn(word: string, text: string, start: number): number | undefined {
  if (/^0x/i.test(word)) return highId(word);
  const digits = word.replace(/(?<![.,:])[.,:]+$/, '');
  if (!/^\d{1,10}$/.test(digits) || /[\w.$€£@\\-]/.test(text[start - 1] ?? '')) {
    if (!/event ?id$/i.test(text.slice(Math.max(0, start - 8), start))) return undefined;
  }
  // A process id, `smtpd[4116]`, and a line of a program, `Spooler.java:4116`; `NETLOGON[5719]` is a source with its id.
  const before = text.slice(Math.max(0, start - MOST_BEFORE), start);
  if (/\.\w{1,12}:$/.test(before)) return undefined;
  if (/[\w)]\[$/.test(before) && !isProvider(lastWord(before.slice(0, -1)))) return undefined;
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
  isEventWord(tokens[at - 2]?.text ?? '')
    ? shownEventId(tokens[at]?.text ?? '')
    : undefined;

const BEFORE_ID =
  /^(?:the|an?|and|or|with|has|have|had|is|are|was|of|from|by|this|that|these|those|only|just|same|new|more|no|not|without|two|three|these|which|what|like|for|in|log|logged|instance|error|warning|code|source|windows|follow(?:s|ing)|mit|die|der|das|den|avec|con|y|und|et|see|saw|get|got|shows?|ids?)$/i;

const LABELLED_THING = /^\s{0,8}\p{L}{3,20}: /u;
const isFieldLabel = (text: string) => {
  const label = text.slice(0, text.indexOf(':')).trim();
  return fieldNamed(label) !== undefined || isEventWord(label);
};

/** `Locale ID: 1033`, `Message ID 4102`: an id of something else than an event. */
function isIdOfOther({ text, tokens, sources }: Sentence, at: number): boolean {
  const before = tokens[at - 1];
  if (!/^ids?$/i.test(tokens[at]?.text ?? '') || !before) return false;
  // `Sensor: Ping (ID 2041) on host SW1`: the thing that the label names has this id.
  if (before.text === '(' && sources.length === 0 && LABELLED_THING.test(text.slice(0, 40))) return !isFieldLabel(text);
  // "Gebietsschema-ID: 1031"
  const name = before.text === '-' ? (tokens[at - 2]?.text ?? '') : '';
  if (name !== '' && text.endsWith(`${name}-`, tokens[at]?.start)) return fieldNamed(`${name}-id`) === undefined;
  if (!/^\p{L}{2,}$/u.test(before.text)) return false;
  // `SOURCE_ID` is the name of a setting.
  if (text[(tokens[at]?.start ?? 0) - 1] === '_' && !isEventWord(before.text)) return true;
  return (
    !isEventWord(before.text) &&
    !BEFORE_ID.test(before.text) &&
    !words().isName(before.text) &&
    severityOf(before.text) === undefined &&
    !isSourceWord(sourcesOf(sources, tokens[at + 1]?.text), before.start)
  );
}

/** A "server ID" is no id of the source Server, which has ids of its own. */
const sourcesOf = (sources: readonly FoundSource[], id: string | undefined) =>
  sources.filter(({ only }) => !only || !/^\d+$/.test(id ?? '') || only.includes(Number(id)));

/** Whether people tell this id without its source, so that a bare number is worth a look. */
export const isToldId = (eventId: number): boolean =>
  isKnownEvent(eventId) || (eventId >= 1000 && isIdOfWindows(eventId));

/** "Why do I get error 7034": people tell it without its source; smaller numbers behind the word are those of Windows errors. */
const isToldAlone = (eventId: number, before: string): boolean =>
  eventId >= 4000 && isIdOfWindows(eventId) && /(?:error|warning|fehler|erreur)[ #:]{1,3}$/i.test(before);

const ERROR_BEFORE = /(?:^|[^\p{L}])(?:error|fehler|erreur)(?: code| number| no\.?)?[ #:]{1,3}$/iu;

/** "DCOM error 1115": behind the word stands the number of a Windows error, unless the source is known to write such an event. */
const isNumberOfError = (text: string, start: number, eventId: number, source: SourceOfId | undefined): boolean =>
  source !== undefined &&
  ERROR_BEFORE.test(text.slice(Math.max(0, start - 20), start)) &&
  win32Error(eventId) !== undefined &&
  knownEvent(source.found.source, eventId) === undefined;

/** Small numbers stand everywhere: one is an id beside a name that is nothing but a source of Windows. */
const isNamedFor = (source: SourceOfId | undefined, eventId: number): boolean =>
  source?.close === true && source.found.stated !== true && eventId > 0 && source.found.ofWindows === true;

const isSourceWord = (sources: readonly FoundSource[], at: number) =>
  sources.some((source) => source.start <= at && at < source.end);

const SHORTEST_LIST = 3;

/**
 * The ids that stand in a list of nothing but known ids: three different ones at least, on one line or several, with no
 * other words before them in their line and none between them, but for answers. `4116, 3039 and 4117 all day` is one, an invoice is none.
 * @returns by the index of their line the offsets of the ids
 */
export function listedIds(lines: readonly string[]): ReadonlyMap<number, ReadonlySet<number>> {
  const listed = new Map<number, Set<number>>();
  let run: ListedId[] = [];
  const end = () => {
    takeRun(run, listed);
    run = [];
  };
  for (let line = 0; line < lines.length; line += 1) {
    const written = lines[line] ?? '';
    if (written === '' || written.trim() === '') continue;
    const { ids, goesOn } = listedIn(written);
    for (const id of ids) run.push({ line, ...id });
    if (!goesOn) end();
  }
  end();
  return listed;
}

/** The ids of a line up to the first word that ends a list, and whether it has none such. */
const listedIn = onceForLine((written): { ids: readonly Omit<ListedId, 'line'>[]; goesOn: boolean } => {
  const ids: Omit<ListedId, 'line'>[] = [];
  if (written.length > CAPS.line) return { ids, goesOn: false };
  const text = apart(written);
  for (const token of tokensOf(text)) {
    const eventId = knownIdIn(token, text);
    if (eventId !== undefined) ids.push({ start: token.start, eventId });
    else if (!listGoesOn(token.text, ids.length === 0)) return { ids, goesOn: false };
  }
  return { ids, goesOn: true };
});

interface ListedId {
  line: number;
  start: number;
  eventId: number;
}

function takeRun(run: readonly ListedId[], listed: Map<number, Set<number>>): void {
  if (run.length < SHORTEST_LIST || new Set(run.map((one) => one.eventId)).size < SHORTEST_LIST) return;
  for (const { line, start } of run) listed.set(line, (listed.get(line) ?? new Set()).add(start));
}

function knownIdIn({ text: word, start }: Token, text: string): number | undefined {
  const eventId = idIn(word, text, start);
  return eventId !== undefined && isKnownEvent(eventId) ? eventId : undefined;
}
