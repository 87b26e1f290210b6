import type { Article } from '../article.ts';
import { type PlainFailure, plainFailures } from './concepts.ts';
import { type Candidate, MOST_OFFERED } from './door.ts';

/** Somebody who says "dies" may have seen either; what stands in the title in just that way comes first. */
const ALIKE: readonly ReadonlySet<string>[] = [new Set(['stops by itself', 'crashes'])];

/** What such a candidate scores: nothing speaks for it but that it is about this failure. */
const SCORE = 0.5;

/** How near a failure is to one of an article's title: 0 the same, 1 one that is told in the same words, undefined for neither. */
function nearness(told: PlainFailure, titled: PlainFailure): number | undefined {
  if (told.product !== titled.product || told.part !== titled.part) return undefined;
  if (told.failure === titled.failure) return 0;
  return ALIKE.some((group) => group.has(told.failure) && group.has(titled.failure)) ? 1 : undefined;
}

/**
 * Finds what is meant by somebody who tells only which part fails and how ("the connector keeps dying"): the articles whose titles
 * tell that failure, those first that ask for the fewest circumstances besides.
 */
export function plainFinder(
  articles: readonly Article[],
): (told: readonly PlainFailure[], versions: readonly string[]) => Candidate[] {
  const titles = articles.map((article) => ({ article, ...plainFailures(article.title) }));
  return (told, versions) =>
    titles
      .flatMap(({ article, failures, circumstances }) => {
        const near = told.flatMap((one) => failures.flatMap((titled) => nearness(one, titled) ?? []));
        const covered = versions.length === 0 || versions.some((version) => article.versions.includes(version));
        return near.length > 0 && covered ? [{ article, rank: 10 * Math.min(...near) + circumstances }] : [];
      })
      .toSorted((a, b) => a.rank - b.rank || a.article.id.localeCompare(b.article.id))
      .slice(0, MOST_OFFERED)
      .map(({ article: { id, title } }) => ({ article: id, title, score: SCORE }));
}
