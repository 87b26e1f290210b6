import PorterStemmer from 'natural/lib/natural/stemmers/porter_stemmer.js';
import { utteranceWords } from './utterance-words.ts';

const PIECE_LENGTH = 4;
// Longer words are not words. They are cut, so that the work per utterance is bounded.
const LONGEST_WORD = 24;
const MOST_TOGETHER = 24;

/** By its pieces a misspelt word is still known. */
function pieces(word: string): string[] {
  const framed = `<${word}>`;
  const count = Math.max(0, framed.length - PIECE_LENGTH + 1);
  return Array.from({ length: count }, (_, at) => `piece:${framed.slice(at, at + PIECE_LENGTH)}`);
}

/** The shortest beginning that says what a longer word is about: "dienst" in "diensteverwaltung". */
const SHORTEST_BEGINNING = 5;

/** What a word comes to: the group it stands in, or that of the longest word there that it begins with. */
function groupOf(word: string, groups: ReadonlyMap<string, string>): string | undefined {
  for (let end = word.length; end >= Math.min(SHORTEST_BEGINNING, word.length); end -= 1) {
    const group = groups.get(word.slice(0, end));
    if (group !== undefined) return group;
  }
  return undefined;
}

/** What an utterance shows to the classifier. */
export interface Features {
  /** each feature once: stems, pairs of neighbours, pieces of words, groups of synonyms, how it begins and ends */
  all: string[];
  /** the stems of its words in order */
  stems: string[];
}

/** Each two of what the words come to, in whatever order: "is the mail lost" and "verloren, unsere Mails?" share them. */
function together(meant: readonly string[]): string[] {
  const each = [...new Set(meant)].sort().slice(0, MOST_TOGETHER);
  return each.flatMap((one, at) => each.slice(at + 1).map((other) => `both:${one} ${other}`));
}

/** @param groups words that come to the same, by word */
export function featuresOf(text: string, groups: ReadonlyMap<string, string>): Features {
  const words = utteranceWords(text).map((word) => word.slice(0, LONGEST_WORD));
  const stems = words.map((word) => PorterStemmer.stem(word));
  const meant = words.map((word, at) => groupOf(word, groups) ?? stems[at] ?? '');
  const pair = (list: readonly string[], kind: string) =>
    [...list, '>'].map((word, at) => `${kind}:${list[at - 1] ?? '<'} ${word}`);
  const all = [
    ...stems.map((stem) => `word:${stem}`),
    ...meant.map((group) => `means:${group}`),
    ...pair(stems, 'pair'),
    ...pair(meant, 'meant'),
    ...meant.slice(2).map((group, at) => `around:${meant[at]} ${group}`),
    ...together(meant),
    `begins:${stems.slice(0, 3).join(' ')}`,
    `begins:${stems.slice(0, 2).join(' ')}`,
    ...(text.trimEnd().endsWith('?') ? ['asks'] : []),
    ...words.flatMap(pieces),
  ];
  return { all: [...new Set(all)], stems };
}
