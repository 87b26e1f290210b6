import PorterStemmer from 'natural/lib/natural/stemmers/porter_stemmer.js';
import { utteranceWords } from './utterance-words.ts';

const PIECE_LENGTH = 4;
// Longer words are not words. They are cut, so that the work per utterance is bounded.
const LONGEST_WORD = 24;

/** By its pieces a misspelt word is still known. */
function pieces(word: string): string[] {
  const framed = `<${word}>`;
  const count = Math.max(0, framed.length - PIECE_LENGTH + 1);
  return Array.from({ length: count }, (_, at) => `piece:${framed.slice(at, at + PIECE_LENGTH)}`);
}

/** What an utterance shows to the classifier. */
export interface Features {
  /** each feature once: stems, pairs of neighbours, pieces of words, groups of synonyms, how it begins and ends */
  all: string[];
  /** the stems of its words in order */
  stems: string[];
}

/** @param groups words that come to the same, by word */
export function featuresOf(text: string, groups: ReadonlyMap<string, string>): Features {
  const words = utteranceWords(text).map((word) => word.slice(0, LONGEST_WORD));
  const stems = words.map((word) => PorterStemmer.stem(word));
  const meant = words.map((word, at) => groups.get(word) ?? stems[at] ?? '');
  const pair = (list: readonly string[], kind: string) =>
    [...list, '>'].map((word, at) => `${kind}:${list[at - 1] ?? '<'} ${word}`);
  const all = [
    ...stems.map((stem) => `word:${stem}`),
    ...meant.map((group) => `means:${group}`),
    ...pair(stems, 'pair'),
    ...pair(meant, 'meant'),
    ...meant.slice(2).map((group, at) => `around:${meant[at]} ${group}`),
    `begins:${stems.slice(0, 3).join(' ')}`,
    `begins:${stems.slice(0, 2).join(' ')}`,
    ...(text.trimEnd().endsWith('?') ? ['asks'] : []),
    ...words.flatMap(pieces),
  ];
  return { all: [...new Set(all)], stems };
}
