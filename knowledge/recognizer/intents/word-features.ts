import { PorterStemmer } from 'natural/lib/natural/stemmers/index.js';
import { utteranceWords } from './utterance-words.ts';

/** What one word of an utterance tells: itself, the word beside it, and its pieces, by which a misspelt word is still known. */
export interface WordFeatures {
  /** stem of the word; undefined at the end of the utterance */
  stem?: string;
  /** the pair of the word before and this one, as stems; the ends of the utterance count as words */
  pair: string;
  pieces: string[];
}

const PIECE_LENGTH = 4;
// Longer words are not words. They are cut, so that the work per utterance is bounded.
const LONGEST_WORD = 24;

function pieces(stem: string): string[] {
  const framed = `<${stem}>`;
  const count = Math.max(0, framed.length - PIECE_LENGTH + 1);
  return Array.from({ length: count }, (_, at) => `piece:${framed.slice(at, at + PIECE_LENGTH)}`);
}

/** The features of an utterance, word by word, with one entry more for its end. */
export function wordFeatures(text: string): WordFeatures[] {
  const stems = utteranceWords(text).map((word) => PorterStemmer.stem(word.slice(0, LONGEST_WORD)));
  const before = ['<', ...stems];
  return [
    ...stems.map((stem, at) => ({ stem: `word:${stem}`, pair: `pair:${before[at]} ${stem}`, pieces: pieces(stem) })),
    { pair: `pair:${before.at(-1)} >`, pieces: [] },
  ];
}
