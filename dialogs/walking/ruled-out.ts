import type { Case } from './case.ts';
import type { OpenArticle } from './screen.ts';

const MOST = 20;
/** The ends that say: this was not it. */
const NOT_IT: ReadonlySet<string> = new Set(['not-confirmed', 'unsolved', 'undone']);

/**
 * Remembers an article that came to an end without helping, so that no other article leads straight back to it. Whoever
 * walks its steps again has taken it up again.
 */
export function withRuledOut(kept: Case, { article, screen }: OpenArticle): Case {
  const { ruledOut = [], ...rest } = kept;
  const others = ruledOut.filter((id) => id !== article.id);
  if (NOT_IT.has(screen.id)) return { ...rest, ruledOut: [...others, article.id].slice(-MOST) };
  if (screen.kind !== 'step' || others.length === ruledOut.length) return kept;
  return others.length > 0 ? { ...rest, ruledOut: others } : rest;
}

/** Whether an article was walked to an end that did not help. */
export const isRuledOut = (kept: Case, articleId: string): boolean => kept.ruledOut?.includes(articleId) === true;
