import { formatHresult, type Hresult, toHresult } from '../hresult.ts';
import { shownEventId } from '../recognizer/formats/shown-event-id.ts';
import { dottedNumber, isWide } from './code-families.ts';
import { compositeReadings } from './composite-readings.ts';
import { explainCode } from './explain-code.ts';
import { codeByClientId, entryBySymbol, jetError } from './known-codes.ts';
import {
  codeReading,
  codeReadings,
  eventReading,
  familyReading,
  knownReading,
  type Reading,
  windowsReading,
} from './reading.ts';
import { readingPhrases } from './reading-phrases.ts';

/** No code is longer; a longer word is not looked at. */
const LONGEST = 64;

const there = (readings: readonly (Reading | undefined)[]): Reading[] =>
  readings.filter((reading) => reading !== undefined);

/** The word without what sentences and dialogs put around it, and with a plain minus and hyphen. */
function bare(word: string): string {
  if (word.length > 2 * LONGEST) return '';
  const plain = word.replace(/[\u2010-\u2015\u2212]/g, '-').replace(/[\u00ad\u200b\ufeff]/g, '');
  return plain.replace(/^[\s"'`([{<]+/, '').replace(/(?<![\s"'`)\]}>.,;:!?])[\s"'`)\]}>.,;:!?]+$/, '');
}

/** Whether these bits look like a result: a table has them, or Exchange's results begin so. Such a code is no event id. */
const isResult = (code: Hresult) => explainCode(code).known || [0x8003, 0x8004, 0x8007, 0xffff].includes(code >>> 16);

/**
 * The id that tools print with its severity bits. 0x80040115 ends in 277 and is no event, so results are left out.
 * An id without an entry in the table is told only when the facility bits are empty, as most tools and files leave them.
 */
function wideEvent(code: Hresult): Reading | undefined {
  const eventId = isResult(code) ? undefined : shownEventId(formatHresult(code));
  return eventId ? eventReading(eventId, (code & 0x0fff_0000) === 0) : undefined;
}

/** The digits as a hexadecimal number. */
function hexReadings(written: string): Reading[] {
  const [, mark, digits = ''] = /^(0x)?([0-9a-f]{1,8})$/i.exec(written) ?? [];
  const code = toHresult(Number.parseInt(digits, 16));
  if (code === undefined) return [];
  // Eight digits without 0x are one number of 32 bits when a decimal one would not begin so; 20050428 stays a date.
  if (mark === undefined && !/^[089a-f].{7}$/i.test(digits)) {
    // "6bf", as it stands in the last part of an "ID no"; digits alone are read with the decimal numbers.
    return /\d/.test(digits) && /[a-f]/i.test(digits) ? there([windowsReading(code)]) : [];
  }
  if (code > 0xffff) {
    const stop = familyReading('stop', code);
    const asCode = stop && !explainCode(code).known ? [] : codeReadings(code);
    return there([wideEvent(code), ...asCode, stop]);
  }
  const stop = familyReading('stop', code, readingPhrases.stopCode);
  // Blue screens print all eight digits, other programs as a rule only those that count.
  const [first, second] = digits.length === 8 ? [stop, windowsReading(code)] : [windowsReading(code), stop];
  const readings = there([first, second, code === 0 ? undefined : eventReading(code, false)]);
  return readings.length > 0 ? readings : [codeReading(code)];
}

/** A number of at most 65535 in decimal, and the same digits as hexadecimal ones where a table has that number. */
function smallReadings(value: number): Reading[] {
  const jet = jetError(-value);
  const client = codeByClientId(value);
  const asHex = Number.parseInt(String(value), 16);
  return there([
    windowsReading(value),
    jet && codeReading(jet.code, readingPhrases.jetError),
    client && codeReading(client.code, readingPhrases.clientId, 'mapi'),
    eventReading(value, false),
    asHex === value ? undefined : windowsReading(asHex, readingPhrases.hexWindowsError),
    familyReading('ldap', value),
    familyReading('kerberos', value),
    familyReading('smtp', value),
    familyReading('stop', value, readingPhrases.decimalStopCode),
  ]);
}

/** A decimal number, signed or not, that may be a code or an event id with its severity bits. */
function decimalReadings(value: number): Reading[] {
  const code = toHresult(value);
  if (code === undefined) return [];
  if (code > 0 && code <= 0xffff) return smallReadings(code);
  if (code === 0) return [codeReading(code)];
  // A date or a telephone number is a decimal number too, so an unknown one needs the sign of a failure.
  const failure = value <= -100 || value >= 0x8000_0000;
  return there([wideEvent(code), ...(isResult(code) || failure ? codeReadings(code) : [])]);
}

function symbolReadings(word: string): Reading[] {
  const known = /^[a-z]\w{3,}$/i.test(word) ? entryBySymbol(word) : undefined;
  if (known === undefined) return [];
  return isWide(known.family) && known.code > 0xffff ? codeReadings(known.code) : [knownReading(known)];
}

/**
 * Every way in which a written code or number can be read: hexadecimal with or without 0x, signed and unsigned decimal,
 * `8004-0115`, "ID no" composites, event ids with their severity bits, errors of Windows and of the database engine, numbers
 * of client dialogs, symbolic names. Where two readings are possible, both are given.
 * @param word one word of a message; anything longer than a code is not read
 * @returns the likeliest reading first; nothing for a word that is no code, and nothing is guessed. Never throws.
 */
export function readingsOf(word: string): Reading[] {
  const written = bare(word);
  if (written === '' || written.length > LONGEST) return [];
  const symbol = symbolReadings(written);
  if (symbol.length > 0) return symbol;
  const composite = compositeReadings(written);
  if (composite.length > 0) return composite;
  const dotted = dottedNumber(written);
  if (dotted !== undefined) return there([familyReading('smtp', dotted)]);
  const decimal = /^-?\d{1,10}$/.test(written) ? decimalReadings(Number(written)) : [];
  return [...hexReadings(written), ...decimal];
}
