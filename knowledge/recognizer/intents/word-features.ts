import PorterStemmer from 'natural/lib/natural/stemmers/porter_stemmer.js';
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

function pieces(word: string): string[] {
  const framed = `<${word}>`;
  const count = Math.max(0, framed.length - PIECE_LENGTH + 1);
  return Array.from({ length: count }, (_, at) => `piece:${framed.slice(at, at + PIECE_LENGTH)}`);
}

/** The features of an utterance, word by word, with one entry more for its end. */
export function wordFeatures(text: string): WordFeatures[] {
  const words = utteranceWords(text).map((word) => word.slice(0, LONGEST_WORD));
  const stems = words.map((word) => PorterStemmer.stem(word));
  const features = words.map((word, at) => ({
    stem: `word:${stems[at]}`,
    pair: `pair:${stems[at - 1] ?? '<'} ${stems[at]}`,
    // Of the word and not of its stem: the stem of "restarted" is that of "restart", and an order is no report.
    pieces: pieces(word),
  }));
  return [...features, { pair: `pair:${stems.at(-1) ?? '<'} >`, pieces: [] }];
}
