import PorterStemmer from 'natural/lib/natural/stemmers/porter_stemmer.js';

/** Words that say nothing about any article; they are in no index. */
const STOP = new Set(
  'a an and are as at be but by can do does for from had has have he her his if in into is it its me my not of on or our so that the their them then there these they this those to was we were what when where which while who will with would you your'.split(
    ' ',
  ),
);

const LONGEST_WORD = 40;
/** Stems that were computed lately; cleared when it is full, so that no text makes it grow. */
const MOST_KEPT = 200_000;
let kept = new Map<string, string>();

function stem(word: string): string {
  let found = kept.get(word);
  if (found === undefined) {
    found = /^[a-z]{3,}$/.test(word) ? PorterStemmer.stem(word) : word;
    if (kept.size >= MOST_KEPT) kept = new Map();
    kept.set(word, found);
  }
  return found;
}

/** The terms of a text in its order: words in lower case, cut to their stems, without those that say nothing. Linear. */
export function termsOf(text: string): string[] {
  const terms: string[] = [];
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)) {
    if (word.length > LONGEST_WORD || STOP.has(word)) continue;
    terms.push(stem(word));
  }
  return terms;
}

/** A term, or two of them in a row, as a number of 32 bits (FNV-1a). */
export function hashOf(first: string, second = ''): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < first.length; at++) hash = Math.imul(hash ^ first.charCodeAt(at), 0x01000193);
  if (second !== '') {
    hash = Math.imul(hash ^ 32, 0x01000193);
    for (let at = 0; at < second.length; at++) hash = Math.imul(hash ^ second.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}

/** Every term and every two terms in a row, each once, in order of number: what {@link hasTerm} looks in. */
export function bagOf(terms: readonly string[]): Uint32Array {
  const all = new Set<number>();
  for (const [at, term] of terms.entries()) {
    all.add(hashOf(term));
    const next = terms[at + 1];
    if (next !== undefined) all.add(hashOf(term, next));
  }
  return Uint32Array.from(all).sort();
}

/** Whether a term is in a bag. */
export function hasTerm(bag: Uint32Array, hash: number): boolean {
  let low = 0;
  let high = bag.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const there = bag[middle] ?? 0;
    if (there === hash) return true;
    if (there < hash) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

/** A word; or a place that an article leaves for what is different each time, "<domain name>", "%1": no words, and nothing is in a row across it. */
const WORD_OR_PLACE = /<[^<>\n]{1,60}>|% ?\d{1,2}|[\p{L}\p{N}]+/gu;

/**
 * The exact words of an event's text, and each two in a row, as numbers: articles that print one event differ by a "the" or a
 * parameter. Nothing is left out or cut to its stem.
 */
export function wordingOf(text: string): Uint32Array {
  const all = new Set<number>();
  let before: string | undefined;
  for (const [word] of text.slice(0, LONGEST_WORDING).toLowerCase().matchAll(WORD_OR_PLACE)) {
    if (!/^[\p{L}\p{N}]/u.test(word)) {
      before = undefined;
      continue;
    }
    all.add(hashOf(word));
    if (before !== undefined) all.add(hashOf(before, word));
    before = word;
  }
  return Uint32Array.from(all);
}

/** Longer texts of events are compared this far, in characters. */
const LONGEST_WORDING = 2000;
