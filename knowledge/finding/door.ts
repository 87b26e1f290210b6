/** More than these nobody reads through to choose from. */
export const MOST_OFFERED = 3;

/** An article that a description in words may be about. */
export interface Candidate {
  article: string;
  title: string;
  /** how much of the description it answers; comparable within one answer only */
  score: number;
  /** the description tells which part fails and how, and nothing else */
  only?: true;
}

/** The door behind which articles are looked for by words: curated ones, and any library of imported ones. */
export interface Finder {
  /** The likeliest first; empty when nothing fits well enough to be offered. Never throws, linear in the text. */
  find(text: string): Candidate[];
  /** Whatever shares words with the text, the best first, for somebody who asked to search. */
  search(text: string): Candidate[];
  /** Whether a short text is a name that articles have: each of its words, and few of them have it. */
  knows(text: string): boolean;
}
