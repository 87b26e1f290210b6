import { z } from 'zod';

const LONGEST = 200;
const MOST_GAPS = 6;
/** How many characters a `*` may stand for. */
const LONGEST_GAP = 100;
/** How often the beginning of a pattern may be found without its rest, before a text counts as one that has it not. */
const MOST_TRIES = 200;

// A list of the words of a long text would cost more than looking for what is no single blank.
const folded = (text: string) =>
  text
    .trim()
    .replace(/\s{2,}|[^\S ]/g, ' ')
    .toLowerCase();
const cut = (pattern: string): readonly string[] =>
  folded(pattern)
    .split('*')
    .map((piece) => piece.trim());

/** The patterns are those of the knowledge, the same in every turn. */
const pieces = new Map<string, readonly string[]>();
const MOST_PATTERNS = 10_000;

function piecesOf(pattern: string): readonly string[] {
  const known = pieces.get(pattern) ?? cut(pattern);
  if (pieces.size < MOST_PATTERNS) pieces.set(pattern, known);
  return known;
}

/**
 * Words that a text must hold: case and white space do not matter, and `*` stands for up to a hundred characters. Nothing else
 * has a meaning, so a pattern is looked for in linear time.
 */
export const Pattern = z
  .string()
  .trim()
  .min(3, 'write at least three letters of the text')
  .max(LONGEST, `write at most ${LONGEST} characters of the text`)
  .refine((pattern) => piecesOf(pattern).every((piece) => piece.length >= 2), {
    error: 'write at least two letters before, between and behind each *',
  })
  .refine((pattern) => piecesOf(pattern).length <= MOST_GAPS + 1, { error: `write at most ${MOST_GAPS} *` });

const WORD = /[\p{L}\p{N}_]/u;
const isWord = (letter: string | undefined) => letter !== undefined && WORD.test(letter);

/** Whether what stands from `at` to `end` is no part of longer words. */
function standsAlone(text: string, at: number, end: number): boolean {
  const opens = !isWord(text[at]) || !isWord(text[at - 1]);
  const closes = !isWord(text[end - 1]) || !isWord(text[end]);
  return opens && closes;
}

/**
 * Where a pattern is found.
 * @param text folded: lower case, single blanks
 * @returns the offsets of its first and behind its last letter; undefined when it is not there
 */
export function findPattern(text: string, pattern: string, from = 0): { at: number; end: number } | undefined {
  const [first = '', ...rest] = piecesOf(pattern);
  let at = text.indexOf(first, from);
  for (let tries = 0; at >= 0 && tries < MOST_TRIES; tries += 1) {
    const end = endOf(text, at + first.length, rest);
    if (end !== undefined && standsAlone(text, at, end)) return { at, end };
    at = text.indexOf(first, at + 1);
  }
  return undefined;
}

function endOf(text: string, from: number, pieces: readonly string[]): number | undefined {
  let end = from;
  for (const piece of pieces) {
    const found = text.slice(end, end + LONGEST_GAP + piece.length).indexOf(piece);
    if (found < 0) return undefined;
    end += found + piece.length;
  }
  return end;
}

/** Whether a text holds one of these patterns. */
export function holdsPattern(text: string, patterns: readonly string[]): boolean {
  const plain = folded(text);
  return patterns.some((pattern) => findPattern(plain, pattern) !== undefined);
}

/** A text made ready for {@link findPattern}, with the line of each of its places. */
export function foldedLines(text: string): { text: string; lineAt(offset: number): number } {
  const starts: number[] = [];
  const lines: string[] = [];
  let length = 0;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const plain = folded(line);
    starts.push(length);
    lines.push(plain);
    length += plain.length + 1;
  }
  const lineAt = (offset: number) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
  return { text: lines.join(' '), lineAt };
}
