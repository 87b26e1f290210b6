import type { LibraryMatch } from '../../knowledge/library/library.ts';
import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import type { ArticleMatch } from '../../knowledge/match-articles.ts';
import type { Block } from '../saying/reply.ts';
import type { Case } from './case.ts';
import type { OpenArticle } from './screen.ts';

/**
 * Where a turn stands: all that reading, deciding and saying need to know, handed from each to the next. What it holds
 * beside the case follows from it, is worked out when it is asked for, and never again in this turn.
 */
export interface At {
  readonly knowledge: Knowledge;
  readonly case: Case;
  readonly now: Date;
  /** whether this chat can be written to when nobody has said anything */
  readonly writesFirst: boolean;
  /** the open article with its plan and its screen; undefined when none is open, or the knowledge no longer has it */
  readonly open: OpenArticle | undefined;
  /** what the facts of the case point to, best first */
  readonly matches: readonly ArticleMatch[];
  /** the imported articles that they point to, best first; none that a curated article replaces */
  readonly imported: readonly LibraryMatch[];
  /** question id to option id, as far as answers or the paste settle them */
  readonly answers: ReadonlyMap<string, string>;
  /** the same place with another case; what follows from facts that are the same stays */
  with(kept: Case): At;
}

/** The article at a place that lies in one: a row of the table is asked there only where one is open. */
export function opened({ open, case: kept }: At): OpenArticle {
  if (!open) throw new Error(`no article is open here: ${kept.cursor?.articleId}`);
  return open;
}

/** What was decided: the case as it stands now, and what has to be said before the next screen. */
export interface Moved {
  at: At;
  lead: Block[];
}
