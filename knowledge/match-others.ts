import { indexEvidence } from './evidence/evidence-index.ts';
import type { Facts } from './facts.ts';
import type { Knowledge } from './load-knowledge.ts';
import { type ArticleMatch, matchArticles } from './match-articles.ts';

/**
 * Ranks the articles as if one of them did not exist: what else it could be when that one is not the cause. Beside a sure
 * match the others have no share left, and nobody would hear of them.
 */
export function matchOthers(knowledge: Knowledge, facts: Facts, articleId: string): ArticleMatch[] {
  const articles = [...knowledge.index.articles.values()].filter((article) => article.id !== articleId);
  return matchArticles({ ...knowledge, index: indexEvidence(articles, knowledge.index.common) }, facts);
}
