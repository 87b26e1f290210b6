import { parseHresult, toHresult } from '../hresult.ts';
import { explainCode } from './explain-code.ts';
import { entryBySymbol } from './known-codes.ts';
import type { Reading } from './reading.ts';
import { readingsOf } from './readings-of-number.ts';

/** So many codes are answered at once, each of at most so many characters. */
export const MOST_CODES = 20;
export const LONGEST_CODE = 64;

/** What is said about one code: the answer of `npm run codes` and of `GET /api/codes/…`. */
export interface CodeAnswer {
  /** as it was written */
  asked: string;
  /** every way to read it, likeliest first; empty where there is none */
  readings: Reading[];
  /** a code of 32 bits taken apart; left out where it is none */
  parts?: { code: string; severity: string; facility: string; number: number };
}

/** The code of 32 bits that a word stands for, of the names only those that are wider than a plain number. */
function codeOf(word: string) {
  const code =
    parseHresult(word) ?? (/^-\d{1,10}$|^\d{9,10}$/.test(word) ? toHresult(Number(word)) : entryBySymbol(word)?.code);
  return code !== undefined && code > 0xffff ? code : undefined;
}

/** Answers one code, number or name. Never throws. */
function answerCode(asked: string): CodeAnswer {
  const word = asked.slice(0, LONGEST_CODE);
  const code = codeOf(word.trim());
  if (code === undefined) return { asked: word, readings: readingsOf(word) };
  const { code: written, severity, facility, low } = explainCode(code);
  return {
    asked: word,
    readings: readingsOf(word),
    parts: { code: written, severity, facility: facility.name, number: low },
  };
}

/** Answers a list of them, separated by commas or blanks; undefined when there are none or too many. */
export function answerCodes(list: string): CodeAnswer[] | undefined {
  const words = list
    .slice(0, MOST_CODES * (LONGEST_CODE + 2) + 1)
    .split(/[\s,]+/)
    .filter(Boolean);
  if (words.length === 0 || words.length > MOST_CODES || words.some((word) => word.length > LONGEST_CODE))
    return undefined;
  return words.map(answerCode);
}
