import type { Risk } from '../article/doing.ts';
import type { Block } from './imported-article.ts';

/** One step of an imported article as it is walked: the article's own words, with what was derived from them. */
export interface ImportedStep {
  /** stable while the article stays as it is */
  id: string;
  /** the number the article gives it; undefined for prose */
  number?: number;
  blocks: readonly Block[];
  risks: readonly Risk[];
  /** the registry keys it names, whole */
  keys: readonly string[];
}

/** One way to mend it. */
export interface ImportedWay {
  /** the option of the question which way is meant */
  option: string;
  /** as the article calls it; '' for the only one */
  title: string;
  steps: readonly ImportedStep[];
}

/** What an article has beyond a curated one, because it was imported. */
export interface Imported {
  /** the name of the import */
  from: string;
  licence?: string;
  url?: string;
  /** who has reviewed it, and when; undefined for nobody */
  reviewed?: string;
  /** what its steps can break beyond what their words tell, as the site says */
  risks?: readonly Risk[];
  ways: readonly ImportedWay[];
  /** whether its fix carries a warning of its own, and what of these warnings may be told before the steps */
  warns: boolean;
  warnings: readonly string[];
  /** what its explanation says that is no better than a risky step: told behind the warning only */
  held: Pick<ImportedStep, 'blocks' | 'risks'> & {
    /** some of it is the cause */
    ofCause?: boolean;
  };
}

/** More than this is never said of an article that nobody has reviewed: 0 … 1. */
export const MOST_SURE = 0.8;

const WAY = 'way:';

/** The id of the question which of several ways is meant; there is one for each imported article. */
export const wayQuestion = (articleId: string): string => `${WAY}${articleId}`;

/** The article of such a question; undefined for another question. */
export const articleOfWay = (questionId: string): string | undefined =>
  questionId.startsWith(WAY) ? questionId.slice(WAY.length) : undefined;
