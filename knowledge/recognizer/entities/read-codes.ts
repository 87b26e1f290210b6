import { isWide } from '../../codes/code-families.ts';
import { explainCode } from '../../codes/explain-code.ts';
import { codeOfFamily, entryBySymbol, jetError, knownCode, nearestKnownCodes } from '../../codes/known-codes.ts';
import { formatHresult, type Hresult, toHresult } from '../../hresult.ts';
import { words } from '../../vocabulary/words.ts';
import type { CodeMention } from '../event-record.ts';
import { CAPS } from '../paste/caps.ts';
import { onceButForTime } from '../paste/once.ts';
import type { Guess } from '../recognizer-result.ts';
import { deniedIn, isDenied } from '../words/denials.ts';
import { isAddress, isNoCode, TOPICS, type Topic, WINDOW } from './code-places.ts';
import { hasHex, isSmallDump, type PlacesRead, readPlaces } from './placed-codes.ts';

/** Codes and likely slips of codes in a text, in order. */
export interface CodesRead {
  codes: CodeMention[];
  guesses: Guess[];
}

// A word that could be a code: it holds a digit or an underscore. What it is, is decided by `readWord`.
const WORD =
  /(?<![\w.-])(?=[\w-]*[\d_]|[hH][a-fA-F]{8}|[a-fA-F]{8}[hH])-?[A-Za-z0-9_]{3,40}(?:-[0-9A-Fa-f]{4,8}){0,2}(?![\w])/g;

/**
 * Reads every status code of a text: `0x80040115`, `80040115`, `8004-0115`, signed and unsigned decimal, the first part of
 * `80040115-0514-000006bf`, JET numbers beside the word error, symbolic names. One that a line break cut is put together.
 * What only looks like a code (a letter O for a zero, a digit missing) is a guess, never a code.
 * @param lines the normalised paste. Linear; never throws
 */
export function readCodes(lines: readonly string[]): CodesRead {
  const read: CodesRead = { codes: [], guesses: [] };
  const short = lines.length < 4;
  let open = false;
  const seen = new Map<Topic, number>();
  for (let index = 0; index < lines.length; index += 1) {
    const whole = lines[index];
    if (!whole) continue;
    const text = whole.slice(0, CAPS.row);
    for (const topic of topicsIn(text)) seen.set(topic, index);
    for (const [topic, at] of seen) if (index - at >= EVENT_LINES) seen.delete(topic);
    const above = index > 0 ? lineAbove(lines, index) : '';
    const places = readPlaces(text, above, open, seen);
    open = places.open;
    if (places.codes.length > 0 || mayHoldCode(text))
      readLine({ text, above, next: lines[index + 1], line: index + 1, short, places }, read);
  }
  const stops = new Set(read.codes.flatMap((one) => (one.as === 'stop' ? [one.code] : [])));
  // Named once as a stop code, it is the same number in the next sentence.
  return { ...read, codes: read.codes.map((one) => (stops.has(one.code) ? { ...one, as: 'stop' } : one)) };
}

const TOPIC_WORDS = Object.entries(TOPICS) as [Topic, string][];
const topicsIn = onceButForTime((line) => TOPIC_WORDS.flatMap(([topic, word]) => (line.includes(word) ? topic : [])));
/** An event has at most so many lines between the words that say what it is about and its numbers. */
const EVENT_LINES = 30;
/** A label may stand above its value, with an empty line between. */
const lineAbove = (lines: readonly string[], index: number) => lines[index - 1] || lines[index - 2] || '';

interface Line {
  text: string;
  above: string;
  next: string | undefined;
  line: number;
  /** the whole text is a sentence or two */
  short: boolean;
  places: PlacesRead;
}

function readLine(whole: Line, read: CodesRead): void {
  const { text, next, line, short, places } = whole;
  const { codes, guesses } = read;
  const joined = cutAtEnd(text, next);
  if (joined !== undefined) codes.push({ ...joined, where: 'text', line });
  const isDeniedAt = denialsOf(text);
  const screen = stopOnScreen(text);
  if (screen) codes.push({ ...screen, where: 'text', line });
  const spaced = spacedCodes(text);
  codes.push(...spaced.map(({ code, asWritten }) => ({ code, where: 'text' as const, line, asWritten })));
  for (const { from, to: _, ...placed } of places.codes)
    if (!isDeniedAt(from)) codes.push({ ...placed, where: 'text', line });
  const end = joined === undefined ? Number.POSITIVE_INFINITY : text.trimEnd().length;
  let context: boolean | undefined;
  const isContext = () => (context ??= JET_CONTEXT.test(text) || (short && text.length < CAPS.request));
  const isRead = (word: string, at: number) =>
    at + word.length >= end || isIn(spaced, at) || isTaken(places, at) || isGuid(text, at, word);
  for (const { 0: asWritten, index } of wordsIn(text)) {
    const found = isRead(asWritten, index) ? 'none' : wordAt(whole, index, asWritten, isContext);
    if (found === undefined) addGuess(guesses, asWritten, line, text);
    else if (found !== 'none' && !isDeniedAt(index)) codes.push({ ...found, where: 'text', line, asWritten });
  }
}

/** The code that a word of a line is; `none` for a number that is no code where it stands, undefined for a word that is none. */
function wordAt(
  { text, above }: Line,
  index: number,
  asWritten: string,
  isContext: () => boolean,
): Found | 'none' | undefined {
  const own = text.slice(Math.max(0, index - WINDOW), index);
  const found = readWord(asWritten, isContext, own.slice(-12));
  if (found === undefined) return scannedStop(asWritten, text.slice(index + asWritten.length));
  if (found.as === undefined && isSmallDump(found.code, text)) return { ...found, as: 'stop' };
  return isCode(found, asWritten, index === 0 ? above.slice(-WINDOW) : own, text) ? found : 'none';
}

/** Whether a line denies what stands at a place; it is looked at when it is first asked. */
function denialsOf(text: string): (at: number) => boolean {
  let denied: ReturnType<typeof deniedIn> | undefined;
  return (at) => {
    denied ??= text.length > CAPS.sentence ? [] : deniedIn(text);
    return isDenied(denied, at);
  };
}

/** What every code has that is no number in its place; most lines of a log have none of it. */
const MAY_HOLD_CODE = /[_&]|[0o]x|-\d{3}|[89a-f][0-9a-f]{3}-?[0-9a-f]{4}|[89][0-9a-foli|]{6}|[2-4]\d{9}|[0-9a-f]{7}h/i;
const mayHoldCode = onceButForTime((text) => MAY_HOLD_CODE.test(text) || STOP_LABEL.test(text));
const wordsIn = onceButForTime((text) => (MAY_HOLD_CODE.test(text) ? [...text.matchAll(WORD)] : []));

/** Whether the place of a word was read already, or holds no code. */
const isTaken = ({ codes, none }: PlacesRead, at: number) =>
  codes.some((one) => one.from <= at && at < one.to) || none.some(([from, to]) => from <= at && at < to);

const SPEAKS_OF_CODE =
  /error|code|status|result|fail|fehler|erreur|errore|\berro\b|hresult|\bhr\b|ошиб|错误|エラー|오류/i;

/** Whether a number of 32 bits is a code where it stands, and not an address, a time stamp, a size. */
function isCode({ code, as }: Found, asWritten: string, before: string, text: string): boolean {
  if (as !== undefined || !/^(?:0x)?[0-9a-f]{8}$/i.test(asWritten)) return true;
  if (isNoCode(before)) return false;
  if (code <= 0xffff) return SPEAKS_OF_CODE.test(text) || text.trim() === asWritten;
  if (knownCode(code) !== undefined || explainCode(code).known) return true;
  // What is no failure and in no table is a size, a time or an address.
  return code >= 0x8000_0000 && !isAddress(before);
}

type Found = Pick<CodeMention, 'code' | 'as'>;

/** `{80040115-0514-11d0-…}` names a class, whatever its first digits are. */
function isGuid(text: string, start: number, word: string): boolean {
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}/i.test(word)) return false;
  const end = start + word.length;
  return text[start - 1] === '{' || /^-[0-9a-f]{2,4}-?/i.test(text.slice(end, end + 6));
}

const JET_CONTEXT = /\b(?:error|jet|ese|database|fehler|erreur|code|returned|failed|err)\b/i;

/** A code whose digits go on in the next line: `0x8004` and `0115`. */
function cutAtEnd(text: string, next: string | undefined): { code: Hresult; asWritten: string } | undefined {
  // sees at most 40 characters in all: the end of the line
  const end = text.slice(-40);
  const head = hasHex(end) ? /(?<![\w])(0x[0-9a-f]{1,7})-?\s*$/i.exec(end)?.[1] : undefined;
  if (head === undefined || next === undefined) return undefined;
  const tail = /^\s*([0-9a-f]{1,7})(?![\w])/i.exec(next.slice(0, 40))?.[1];
  if (tail === undefined || head.length - 2 + tail.length !== 8) return undefined;
  const code = toHresult(Number.parseInt(head.slice(2) + tail, 16));
  return code === undefined ? undefined : { code, asWritten: head + tail };
}

/**
 * The code one word stands for.
 * @param context the word stands where database errors are spoken of, so small negative numbers count
 * @param before what stands in front of it
 */
function readWord(word: string, context: () => boolean, before: string): Found | undefined {
  const symbol = word.includes('_') ? entryBySymbol(word) : undefined;
  if (symbol) return isWide(symbol.family) ? { code: symbol.code } : { code: symbol.code, as: symbol.family };
  const code = readNumber(word, context, before);
  return code === undefined ? undefined : { code };
}

/** What {@link readNumber} reads begins or ends like one of these; most words of a log do not. */
const MAY_BE_NUMBER = /^(?:0x.{8}|-\d{3}|[89a-f].{7}|[2-4]\d{9}$)|h$|update_[0-9a-f]{8}$/i;

function readNumber(word: string, context: () => boolean, before: string): Hresult | undefined {
  if (!MAY_BE_NUMBER.test(word) && !before.endsWith('&')) return undefined;
  if (/\bbuild ?$|\bkb ?$/i.test(before) || words().files.some(({ before: file }) => file.test(before)))
    return undefined;
  // "Event 0xC0001014" is an id; "the following information is part of the event: 0x80040115" is a code.
  if (isEventNumber(word, before)) return undefined;
  const marked = markedHex(word, before);
  if (marked !== undefined) return marked;
  // 0x with fewer digits is a number somebody configures or a memory size, unless a known code has that value.
  const hex = /^0x([0-9a-f]{8})(?:-[0-9a-f]{4,8}){0,2}$/i.exec(word)?.[1];
  if (hex !== undefined) return toHresult(Number.parseInt(hex, 16));
  const bare = /^([89a-f][0-9a-f]{3})-?([0-9a-f]{4})(?:-[0-9a-f]{4,8}){0,2}$/i.exec(word);
  if (bare !== null) return bareHex(`${bare[1]}${bare[2]}`, /-/.test(word));
  // A time zone, `-0500`, begins with a zero.
  if (/^-[1-9]\d{2,3}$/.test(word)) return context() ? jetError(Number(word))?.code : undefined;
  if (/^-\d{9,10}$/.test(word)) return failure(toHresult(Number(word)));
  return /^[2-4]\d{9}$/.test(word) ? failure(toHresult(Number(word))) : undefined;
}

/** `8004011Dh` of assemblers, `&H8004011D` of Visual Basic, `WindowsUpdate_8024402C` of the control panel. */
function markedHex(word: string, before: string): Hresult | undefined {
  const digits =
    /^0?([89a-f][0-9a-f]{7})h$/i.exec(word)?.[1] ??
    /^windowsupdate_([89a-f][0-9a-f]{7})$/i.exec(word)?.[1] ??
    (before.endsWith('&') ? /^h([0-9a-f]{8})$/i.exec(word)?.[1] : undefined);
  return digits === undefined ? undefined : toHresult(Number.parseInt(digits, 16));
}

/** `0x 8004 011d`: blanks got into a code. Two numbers may stand like that too, so only a known code is one. */
const SPACED = /(?<!\w)0x(?: ([0-9a-f]{4}) ?|([0-9a-f]{4}) )([0-9a-f]{4})(?!\w)/gi;

function spacedCodes(text: string): { code: Hresult; asWritten: string; index: number }[] {
  if (!hasHex(text) || !text.includes(' ')) return [];
  return [...text.matchAll(SPACED)].flatMap(({ 0: asWritten, 1: first, 2: other, 3: last = '', index }) => {
    const code = toHresult(Number.parseInt((first ?? other ?? '') + last, 16));
    return code !== undefined && knownCode(code) !== undefined ? [{ code, asWritten, index }] : [];
  });
}

const isIn = (spaced: readonly { asWritten: string; index: number }[], at: number) =>
  spaced.some((one) => one.index <= at && at < one.index + one.asWritten.length);

/** An id in the forms that have its severity in the high bits. */
const EVENT_NUMBER = /^(?:0x)?[4c]000[0-9a-f]{4}$|^-?\d{9,10}$/i;
const isEventNumber = (word: string, before: string) =>
  (EVENT_NUMBER.test(word) && /\bevent(?: ?id)?:? ?$/i.test(before)) ||
  // dcdiag prints a warning's as `EventID: 0x800034C4`.
  (/^0x8000/i.test(word) && /\bevent ?id: ?$/i.test(before));

/** Eight digits without 0x. A date such as 20050428 begins with less than 8; a word such as "deadbeef" has no digit. */
function bareHex(digits: string, hyphenated: boolean): Hresult | undefined {
  const code = toHresult(Number.parseInt(digits, 16));
  if (code === undefined || !/\d/.test(digits)) return undefined;
  if (knownCode(code) !== undefined) return code;
  // Eight capitals and digits may as well be the name of a file; the usual beginnings of failures are not.
  return (hyphenated ? /^(?:80|c0)/i : /^(?:800[0-9a-f]|c00[0-4]|fffff)/i).test(digits) && /\d{3}/.test(digits)
    ? code
    : undefined;
}

/** A decimal number is a code when it is a known one, or a failure of one of the usual facilities. */
function failure(code: Hresult | undefined): Hresult | undefined {
  if (code === undefined) return undefined;
  const high = code >>> 16;
  return knownCode(code) !== undefined || [0x8003, 0x8004, 0x8007].includes(high) ? code : undefined;
}

/** The label of the screen itself: Windows writes the name behind it with blanks or underscores. */
const STOP_LABEL =
  /(?:stop[ -]?code|stillstandcode|code d['’]arr[êe]t|c[óo]digo de (?:detenci[óo]n|parada|parar)|codice di arresto|kod zatrzymania|код остановки|код зупинки|终止代码|停止代码|停止代碼|停止コード|중지 코드) ?[:：]? {0,2}([A-Z\d][A-Z\d ]{3,80})/iu;

const MOST_WORDS = 8;

/** `Stop code: CRITICAL PROCESS DIED`: the longest name that a table has. */
function stopOnScreen(text: string): (Found & { asWritten: string }) | undefined {
  const words = STOP_LABEL.exec(text)?.[1]?.split(' ', MOST_WORDS) ?? [];
  for (let count = words.length; count > 1; count -= 1) {
    const name = words.slice(0, count);
    const entry = entryBySymbol(name.join('_').toUpperCase());
    if (entry?.family === 'stop') return { code: entry.code, as: 'stop', asWritten: name.join(' ') };
  }
  return undefined;
}

/** A stop code is spoken of in the line. */
const STOP_WORDS = /bug ?check|\bstop\b|blue ?screen/i;

const LOOKS_SCANNED = /^[0oO]x[0-9a-fA-FoOlI|]{6,9}$|^[89][0-9a-fA-FoOlI]{6,7}$/;

/** `OxO0OOO124 (OxO0000000, …`: with its parameters behind it a stop code is one, and a letter O among its digits can be nothing but a zero. */
function scannedStop(word: string, after: string): Found | undefined {
  const digits = /^[0oO]x([0-9a-fA-FO]{8})$/.exec(word)?.[1]?.replace(/O/g, '0');
  if (digits === undefined || !/^ ?[({][0oO]x/.test(after)) return undefined;
  const code = toHresult(Number.parseInt(digits, 16));
  return code !== undefined && codeOfFamily('stop', code) ? { code, as: 'stop' } : undefined;
}

/** "Ox8OO40115", "80040l15", "804011d": what a known code reads like when a letter or a digit went wrong. */
function addGuess(guesses: Guess[], asWritten: string, line: number, text: string): void {
  if (!LOOKS_SCANNED.test(asWritten) || guesses.length >= 20 || !/\d/.test(asWritten)) return;
  const digits = asWritten
    .replace(/^[0oO]x/, '')
    .replace(/[oO]/g, '0')
    .replace(/[lI|]/g, '1');
  // Eight digits as they stand are no slip; seven are one only when they begin as a failure does.
  if (/^\d{8,9}$/.test(asWritten) || (/^\d{6,7}$/.test(asWritten) && !/^80/.test(asWritten))) return;
  const code = /^[0-9a-f]{6,9}$/i.test(digits) ? toHresult(Number.parseInt(digits, 16)) : undefined;
  if (code === undefined) return;
  const scanned = /[oOlI|]/.test(asWritten.replace(/^0x/, ''));
  const stop = () => (STOP_WORDS.test(text) ? codeOfFamily('stop', code) : undefined);
  const exact = digits.length === 8 ? (knownCode(code) ?? stop()) : undefined;
  const means =
    exact?.code ?? (scanned && digits.length === 8 && code >= 0x8000_0000 ? code : nearestKnownCodes(code, 1)[0]?.code);
  if (means !== undefined && formatHresult(means) !== asWritten.toLowerCase())
    guesses.push({ kind: 'code', asWritten, means: formatHresult(means), line });
}
