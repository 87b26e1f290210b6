import PorterStemmer from 'natural/lib/natural/stemmers/porter_stemmer.js';

/** Longer texts are pastes; what somebody describes stands at their beginning. In UTF-16 code units. */
export const LONGEST_DESCRIPTION = 4000;
const LONGEST_WORD = 40;

const SHORT_FORMS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:cannot|can'?t)\b/g, 'can not'],
  [/\bwon'?t\b/g, 'will not'],
  [/\b(do|does|did|is|are|was|were|has|have|had|should|would|could)n'?t\b/g, '$1 not'],
];

const stems = new Map<string, string>();
const MOST_KEPT = 20_000;

/** The stem of a word (natural's Porter stemmer). Names of files and numbers stay as they are. */
export function stemOf(word: string): string {
  if (/[^a-z]/.test(word)) return word;
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= MOST_KEPT) stems.clear();
  const stem = PorterStemmer.stem(word);
  stems.set(word, stem);
  return stem;
}

const ENDINGS = /(?:ungen|ung|ados|ada|ado|ees|ern|ent|ant|en|er|em|es|et|te|st|ee|as|os|an|ar|e|t|n|s|a|o)$/;
const SHORTEST_BARE = 4;

/** A word of another language without its ending, roughly: enough to know "startet" and "starten" for one. */
export function bareOf(word: string): string {
  const bare = word.replace(ENDINGS, '');
  return bare.length >= SHORTEST_BARE ? bare : word;
}

function shape(word: string): string {
  if (!/^\d+$/.test(word)) return word;
  return Number(word) < 100 ? 'n' : '#';
}

/**
 * The words of a text in order: lower case, contractions spoken out, no accents. A file name stays one word (`mapi32.dll`), a
 * whole number is `n` below 100 and `#` from there on. Linear in the text.
 */
export function wordsOf(text: string): string[] {
  const plain = text
    .slice(0, LONGEST_DESCRIPTION)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[’`´]/g, "'")
    .toLowerCase();
  const spoken = SHORT_FORMS.reduce((line, [form, words]) => line.replace(form, words), plain);
  const found = spoken.match(/#|[\p{L}\p{N}]+(?:[._-][\p{L}\p{N}]+)*/gu) ?? [];
  return found.flatMap((word) => {
    const cut = word.slice(0, LONGEST_WORD);
    // "non-delivery" and "anti-virus" are two words, "us-ascii" and "mts-in" are looked for as both.
    return cut.includes('-') ? cut.split('-').map(shape) : [shape(cut)];
  });
}
