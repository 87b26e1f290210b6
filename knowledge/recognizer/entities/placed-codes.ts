import { dottedNumber, type FamilyId } from '../../codes/code-families.ts';
import { codeOfFamily, win32Error } from '../../codes/known-codes.ts';
import { type Hresult, toHresult } from '../../hresult.ts';
import { onceButForTime, onceForLine } from '../paste/once.ts';
import {
  beginsParameters,
  callArguments,
  isNoCode,
  PLACE_WORDS,
  PLACES,
  parameterCells,
  type Topic,
  WINDOW,
} from './code-places.ts';

/** A number that is a code because of where it stands. */
export interface PlacedCode {
  code: Hresult;
  /** its family; undefined where the number itself tells it */
  as?: FamilyId;
  asWritten: string;
  /** where it begins and ends in its line */
  from: number;
  to: number;
}

/** What the places of a line say: which numbers are codes, and which stretches hold none. */
export interface PlacesRead {
  codes: PlacedCode[];
  none: [number, number][];
  /** a list of parameters is still open at the end of the line */
  open: boolean;
}

/** What the lines above are about. */
type Topics = Pick<ReadonlySet<Topic>, 'has' | 'size'>;

type Found = Pick<PlacedCode, 'code' | 'as'>;

const NUMBER = /(?<![\w.%#-])(?:%%)?(?:0x)?[0-9a-f]{1,16}(?![\w.]\w|\w)/gi;

/** `%%1053` is a Windows error that the service control manager left for the viewer to look up; `%%0` is none. */
const MESSAGE_NUMBER = /^%%([1-9]\d{0,4})$/;
/** `%%3758096640`: a result or a number that a service chose itself. */
const OWN_NUMBER = /^%%(\d{10})$/;
const SPEAKS_OF_ERROR =
  /error|fehler|erreur|errore|\berro\b|fout|\bfel\b|fejl|feil|virhe|bł[ęą]d|chyb|hiba|hata|ошибк|помилк|σφάλ|错误|錯誤|エラー|오류/i;

function formOf(written: string): Form {
  if (/^0x/i.test(written)) return 'hex';
  return /^\d{1,5}$/.test(written) ? 'decimal' : 'bare';
}

/** The number as its form writes it; a stop code may be padded to 64 bits. */
function valueOfForm(written: string, form: Form): Hresult | undefined {
  if (form === 'decimal') return toHresult(Number(written));
  const digits = written.replace(/^0x/i, '').replace(/^0{8}(?=[0-9a-f]{8}$)/i, '');
  return digits.length > 8 ? undefined : toHresult(Number.parseInt(digits, 16));
}

/** Families in which a number that no table has is one all the same, where its place says so. */
const LOOSE: ReadonlySet<FamilyId> = new Set(['stop', 'ldap']);

/** A place ends at its number, so its telling word stands no further in front of it. */
const NEAR = 36;

/** The end of a text in front of a number, behind the number before: between the two a place has no digit. */
function behindDigits(before: string): string {
  let from = before.length;
  while (from > 0 && before.length - from < NEAR && !isDigit(before.charCodeAt(from - 1))) from -= 1;
  return before.slice(from);
}

const isDigit = (letter: number) => letter >= 48 && letter <= 57;

/** Whether a number can be one of a family: a short one must be in its table, a long one must be a failure. */
function fits(family: FamilyId, code: Hresult, form: Form, written: string): boolean {
  if (code === 0) return false;
  if (family !== 'win32')
    return (LOOSE.has(family) && form !== 'bare' && code <= 0xffff) || codeOfFamily(family, code) !== undefined;
  if (code > 0xffff) return form !== 'decimal' && /\d/.test(written) && written.length >= 8 && code >= 0x8000_0000;
  return form !== 'bare' && win32Error(code)?.family === 'win32';
}

type Form = 'hex' | 'decimal' | 'bare';

/** Digits alone are read in the way of the place: hexadecimal where it writes hexadecimal numbers without 0x. */
function formHere(written: string, own: Form, forms: readonly Form[]): Form | undefined {
  if (forms.includes(own)) return own;
  if (own === 'decimal') return forms.includes('bare') ? 'bare' : undefined;
  return forms.includes('decimal') && /^\d{1,10}$/.test(written) ? 'decimal' : undefined;
}

function placed(written: string, before: string, after: string, about: Topics): Found | undefined {
  const message = MESSAGE_NUMBER.exec(written)?.[1];
  if (message !== undefined)
    return about.has('services') || SPEAKS_OF_ERROR.test(before) ? messageNumber(message) : undefined;
  const result = toHresult(Number(OWN_NUMBER.exec(written)?.[1] ?? 0)) ?? 0;
  if (result >= 0x8000_0000) return { code: result as Hresult };
  if (!PLACE_WORDS.test(behindDigits(before))) return undefined;
  const own = formOf(written);
  for (const place of PLACES) {
    // Decimal digits alone are hexadecimal ones where the place writes hexadecimal numbers without 0x.
    const form = formHere(written, own, place.forms);
    const isHere = form !== undefined && isPlace(place, before, after, about);
    const found = isHere ? valueAt(place, form, written) : undefined;
    if (found) return found;
  }
  return undefined;
}

const placeWordIn = onceButForTime((line) => line.search(PLACE_WORDS));

/** Whether a hexadecimal number may stand in a text. */
export const hasHex = (text: string): boolean => text.includes('0x') || text.includes('0X');

function valueAt({ family, within }: (typeof PLACES)[number], form: Form, written: string): Found | undefined {
  const code = valueOfForm(written, form);
  if (code === undefined || (within && (code < within[0] || code > within[1]))) return undefined;
  if (!fits(family, code, within ? 'hex' : form, written)) return undefined;
  return family === 'win32' && code > 0xffff ? { code } : { code, as: family };
}

function messageNumber(digits: string): Found | undefined {
  const code = toHresult(Number(digits));
  return code !== undefined && win32Error(code) ? { code, as: 'win32' } : undefined;
}

/** Whether this is the place, by what stands around it and what the lines are about. */
const isPlace = (place: (typeof PLACES)[number], before: string, after: string, about: Topics) =>
  place.before.test(before) && (!place.after || place.after.test(after)) && (!place.about || about.has(place.about));

const NOTHING_READ: PlacesRead = { codes: [], none: [], open: false };

/**
 * Reads what the places of a line say about its numbers.
 * @param above the line above: a label may stand at its end
 * @param open the lines above left a list of parameters open
 */
export function readPlaces(line: string, above: string, open: boolean, about: Topics): PlacesRead {
  const standsAlone = !open && about.size === 0 && (above === '' || !endsAsLabel(above));
  return standsAlone ? placesOfLine(line) : placesIn(line, above, open, about);
}

/** With many blanks behind its colon a line is looked at with the one below it, whether it is a label or not. */
const ENDS_AS_LABEL = /[:：=]\s*$|^\s*$|exitcode$|rorlevel$/i;
/** What a console shows below `$process.ExitCode` or `echo %errorlevel%`. */
const ASKS_EXIT_CODE = /(?:exitcode|errorlevel%?)$/i;
const endsAsLabel = onceForLine((line) => ENDS_AS_LABEL.test(line.slice(-8).replace(/%$/, '')));
const NO_TOPICS: Topics = new Set();
const placesOfLine = onceButForTime((line) => placesIn(line, '', false, NO_TOPICS));

function placesIn(line: string, above: string, open: boolean, about: Topics): PlacesRead {
  const isToldAbove = placeWordIn(above) >= 0 && PLACE_WORDS.test(above.slice(-WINDOW));
  const wordAt = placeWordIn(line);
  const isPlain = !open && !isToldAbove && wordAt < 0;
  if (isPlain && !/\d/.test(line)) return NOTHING_READ;
  const read: PlacesRead = { codes: deliveryStatuses(line), none: callArguments(line), open: false };
  const isWorth = isToldAbove || wordAt >= 0 || line.includes('%%');
  if (isPlain && !isWorth && !hasHex(line)) return read;
  const begin = open ? closeList(read, line, 0) : 0;
  // In front of the first word that makes a place there is none.
  NUMBER.lastIndex = open || isToldAbove ? 0 : firstPlace(line, wordAt);
  takeNumbers(read, line, begin, (written, index, after) => {
    const before = textBefore(line, above, index);
    const found = stopBefore(written, after) ?? (isWorth ? placed(written, before, after, about) : undefined);
    return found && { ...found, isNone: isNoCode(before) };
  });
  return read;
}

/** Takes the numbers of a line from where `NUMBER` stands, but for what lies before `begin`. */
function takeNumbers(
  read: PlacesRead,
  line: string,
  begin: number,
  foundAt: (written: string, index: number, after: string) => (Found & { isNone: boolean }) | undefined,
): void {
  let from = begin;
  for (const { 0: written, index } of line.matchAll(NUMBER)) {
    if (index < from) continue;
    const to = index + written.length;
    const after = line.slice(to, to + WINDOW);
    const { isNone, ...found } = foundAt(written, index, after) ?? { isNone: true };
    if (!isNone && 'code' in found) read.codes.push({ ...found, asWritten: written, from: index, to });
    const cells = line[to] === '\t' && isStop(written) ? parameterCells(line.slice(to, to + 400)) : 0;
    if (cells > 0) {
      from = to + cells;
      read.none.push([to, from]);
    } else if ('as' in found && found.as === 'stop' && beginsParameters(after)) from = closeList(read, line, to);
  }
}

const isStop = (written: string) => {
  const code = /^0x/i.test(written) ? valueOfForm(written, 'hex') : undefined;
  return code !== undefined && codeOfFamily('stop', code) !== undefined;
};

const firstPlace = (line: string, wordAt: number) => (hasHex(line) || line.includes('%%') ? 0 : wordAt);

const stopBefore = (written: string, after: string) =>
  /^0x[0-9a-f]{8}(?:[0-9a-f]{8})?$/i.test(written) && beginsParameters(after) ? stopCode(written) : undefined;

/** `550 5.7.1`, `#5.7.1`, `status 4.4.7`: alone it is as likely a version. */
const DELIVERY_STATUS =
  /(?<![\w.])(?:[45]\d\d[ #-]{1,2}|#|status(?: code)?[ :(]{1,3})([45]\.\d{1,3}\.\d{1,3})(?![\w.]\w|\w)/gi;

/** The statuses of deliveries in a line (RFC 3463), those that the table has. */
function deliveryStatuses(line: string): PlacedCode[] {
  if (!/[45]\.\d/.test(line)) return [];
  return [...line.matchAll(DELIVERY_STATUS)].flatMap(({ 0: whole, 1: asWritten = '', index }) => {
    const code = toHresult(dottedNumber(asWritten) ?? 0);
    const to = index + whole.length;
    return code !== undefined && codeOfFamily('smtp', code)
      ? [{ code, as: 'smtp', asWritten, from: to - asWritten.length, to }]
      : [];
  });
}

/** A number with its parameters in brackets behind it is a stop code in any language. */
function stopCode(written: string): Found | undefined {
  const code = valueOfForm(written, 'hex');
  return code === undefined ? undefined : { code, as: 'stop' };
}

function textBefore(line: string, above: string, at: number): string {
  const own = line.slice(Math.max(0, at - WINDOW), at);
  if (at >= 8 || own.trim() !== '') return own;
  const label = above.slice(-WINDOW).trimEnd();
  if (ASKS_EXIT_CODE.test(label)) return 'exit code: ';
  return /[:：=]$/.test(label) ? label : own;
}

/** Marks a list of parameters up to its bracket, or to the end of the line. */
function closeList(read: PlacesRead, line: string, from: number): number {
  const end = line.slice(from, from + 400).search(/[)}]/);
  const to = end < 0 ? line.length : from + end;
  read.none.push([from, to]);
  read.open = end < 0 && to - from < 200;
  return to;
}

/** `0x1000007e`: a stop code as small dumps write it, which has an entry of its own or stands beside the name of 0x7e. */
export function isSmallDump(code: Hresult, text: string): boolean {
  const stop = code >>> 16 === 0x1000 ? codeOfFamily('stop', code) : undefined;
  return stop !== undefined && (stop.code === code || (stop.symbol !== undefined && text.includes(stop.symbol)));
}
