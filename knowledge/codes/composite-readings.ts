import { formatHresult, type Hresult, toHresult } from '../hresult.ts';
import { explainCode } from './explain-code.ts';
import { jetError } from './known-codes.ts';
import { codeReading, type Reading, windowsReading } from './reading.ts';
import { readingPhrases } from './reading-phrases.ts';

const hex = (digits: string): Hresult | undefined => toHresult(Number.parseInt(digits, 16));

/** 0x4dd is in this place a limit of the store, although Windows has an error 1245 as well (KB Q264314). */
const STORE_LIMIT = 0x4dd;

/** What stands below a result: a Windows, RPC or database error, or a number of the store's own (KB Q275602, Q172812). */
function lowerReading(digits: string): Reading {
  const code = hex(digits);
  if (code === undefined) return { as: readingPhrases.lower, text: digits };
  const text = code <= 0xffff ? `${formatHresult(code)} = ${code}` : formatHresult(code);
  if (code === 0) return { as: readingPhrases.lower, text, meaning: readingPhrases.lowerNone };
  if (code === STORE_LIMIT) return { as: readingPhrases.lower, text, meaning: readingPhrases.storeLimit };
  const windows = windowsReading(code, readingPhrases.lower);
  if (windows) return { ...windows, text };
  const jet = jetError(code | 0);
  if (jet) return { ...codeReading(code, readingPhrases.lower, 'mapi'), text: `${formatHresult(code)} = ${code | 0}` };
  return code > 0xffff
    ? codeReading(code, readingPhrases.lower, 'mapi')
    : { as: readingPhrases.lower, text, meaning: readingPhrases.lowerUnknown };
}

/** The second half of `80040C05-F20000E9`, in which the content engine says more (KB Q190084, Q260247, Q293288). */
const ofContentEngine = (result: string, second: string) =>
  /^80040c/i.test(result) || /^(?:f[0-9a-e]|82)/i.test(second);

/**
 * Codes that Exchange prints in several parts:
 * `80040115-0514-000006bf` (result, place, error below), `80040C05-F20000E9` (result, number of the content engine),
 * `80000008:FFFFFC0D` (result, error below), `5866-80040115` (message of the MS-DOS client, code), `8004-0115` (one code).
 * @param word at most a few dozen characters
 * @returns no readings for any other shape
 */
export function compositeReadings(word: string): Reading[] {
  for (const { written, read } of SHAPES) {
    const parts = written.exec(word);
    if (parts) return read(parts[1] ?? '', parts[2] ?? '', parts[3] ?? '');
  }
  return [];
}

/** How it is written, and what its parts say. */
const SHAPES: readonly { written: RegExp; read: (first: string, second: string, third: string) => Reading[] }[] = [
  { written: /^(?:0x)?([0-9a-f]{4})-([0-9a-f]{4})$/i, read: oneCode },
  {
    written: /^(?:0x)?([0-9a-f]{8})-([0-9a-f]{1,4})-(?:0x)?([0-9a-f]{8})$/i,
    read: (result, place, below) => [
      ...resultReading(result),
      { as: readingPhrases.place, text: place, meaning: readingPhrases.placeMeaning },
      lowerReading(below),
    ],
  },
  {
    written: /^(?:0x)?([0-9a-f]{8}|0)[-:](?:0x)?([0-9a-f]{8})$/i,
    read: (result, second) => [
      ...resultReading(result),
      ofContentEngine(result, second) ? engineReading(second) : lowerReading(second),
    ],
  },
  { written: /^(\d{3,5})-(?:0x)?([89a-f][0-9a-f]{7})$/i, read: clientMessage },
];

/** Only what a table has: an order number is written with a hyphen too. */
function oneCode(first: string, second: string): Reading[] {
  const code = hex(`${first}${second}`);
  return code !== undefined && explainCode(code).known ? [codeReading(code, readingPhrases.code, 'mapi')] : [];
}

function resultReading(digits: string): Reading[] {
  const code = hex(digits);
  if (code === undefined) return [];
  const none = { as: readingPhrases.result, text: '0', meaning: readingPhrases.resultNone };
  return [code === 0 ? none : codeReading(code, readingPhrases.result, 'mapi')];
}

const engineReading = (digits: string): Reading => ({
  as: readingPhrases.contentEngine,
  text: digits.toLowerCase(),
  meaning: readingPhrases.contentEngineMeaning,
});

function clientMessage(number: string, digits: string): Reading[] {
  const code = hex(digits);
  if (code === undefined) return [];
  const message = { as: readingPhrases.clientMessage, text: number, meaning: readingPhrases.clientMessageMeaning };
  return [message, codeReading(code, readingPhrases.code, 'mapi')];
}
