import { bodyText } from '../imported-article.ts';
import type { ArticleHead, LibraryFile } from '../store/library-file.ts';
import { hashOf, termsOf } from './terms.ts';

/** An article that a search found. */
export interface SearchHit {
  id: string;
  title: string;
  collection: string;
  products: string[];
  licence?: string;
  url?: string;
  /** the part of it that has the words, as written */
  passage: string;
  /** how much of the question's words it has, by their rarity: 0 … 1 */
  share: number;
}

/** The rarest terms of a question find as much as all of them, in a fifth of the time. */
const MOST_TERMS = 12;
/** What the terms cost is how many articles they stand in: of commoner ones only as many are taken as stay below this. */
const MOST_LOOKED_AT = 45_000;
/** So many are taken whatever they cost. */
const FEWEST_TERMS = 3;
/** A longer question is read this far, in characters. */
export const LONGEST_QUESTION = 20_000;
export const MOST_HITS = 50;
const LONGEST_PASSAGE = 400;
/** title, symptoms, cause, text */
const COLUMNS = '3.0, 5.0, 1.0, 0.3';

/**
 * Searches the full text for what somebody describes, best first. Takes tens of milliseconds over a whole archive, so it
 * belongs into a thread of its own there: library.ts.
 * @param products when given, only articles of a product with one of these words in its name
 */
export function searchArticles(
  file: LibraryFile,
  question: string,
  most = 10,
  products: readonly string[] = [],
): SearchHit[] {
  const weighed = new Map(
    termsOf(question.slice(0, LONGEST_QUESTION)).map((term) => [hashOf(term), rarityOf(file, term)] as const),
  );
  return rowsFor(file, question, Math.min(most, MOST_HITS), products).map(({ row, ...head }) => ({
    ...head,
    ...passageOf(file, row, weighed),
  }));
}

function rowsFor(file: LibraryFile, question: string, most: number, products: readonly string[]): ArticleHead[] {
  const terms = rarest(file, question);
  if (terms.length === 0) return [];
  const words = products.map((name) => name.toLowerCase());
  const found: ArticleHead[] = [];
  const rows = file
    .prepare(`SELECT rowid FROM search WHERE search MATCH ? ORDER BY bm25(search, ${COLUMNS}) LIMIT ?`)
    .all(terms.map((term) => `"${term}"`).join(' OR '), words.length > 0 ? 40 * most : most);
  for (const { rowid } of rows) {
    const names = words.length > 0 ? file.productsOf(Number(rowid)).toLowerCase() : '';
    if (words.length > 0 && !words.some((word) => names.includes(word))) continue;
    const head = file.head(Number(rowid));
    if (head) found.push(head);
    if (found.length >= most) break;
  }
  return found;
}

/** Only letters and digits are in a term, so none can mean anything to the search itself. */
function rarest(file: LibraryFile, question: string): string[] {
  const terms = [...new Set(termsOf(question.slice(0, LONGEST_QUESTION)))]
    .map((term) => ({ term, articles: file.articlesWith(term) }))
    .sort((a, b) => a.articles - b.articles)
    .slice(0, MOST_TERMS);
  let looked = 0;
  return terms.flatMap(({ term, articles }, at) => {
    looked += articles;
    return at < FEWEST_TERMS || looked <= MOST_LOOKED_AT ? [term] : [];
  });
}

const rarityOf = (file: LibraryFile, term: string) =>
  Math.log((file.size().articles + 1) / (file.articlesWith(term) + 0.5));

/** The paragraph that has most of the words, and how much of them stands in the whole article. */
function passageOf(
  file: LibraryFile,
  row: number,
  weighed: ReadonlyMap<number, number>,
): Pick<SearchHit, 'passage' | 'share'> {
  const article = file.text(row);
  if (!article) return { passage: '', share: 0 };
  let best = { text: '', count: -1 };
  const all = new Set(termsOf(article.title).map((term) => hashOf(term)));
  for (const text of bodyText(article).split('\n\n')) {
    const own = new Set(termsOf(text).map((term) => hashOf(term)));
    const count = [...own].filter((term) => weighed.has(term)).length;
    if (count > best.count) best = { text, count };
    for (const term of own) all.add(term);
  }
  const sum = (terms: Iterable<[number, number]>) => [...terms].reduce((total, [, weight]) => total + weight, 0);
  const there = sum([...weighed].filter(([term]) => all.has(term)));
  const folded = best.text.replace(/\s/g, ' ').replace(/ {2,}/g, ' ').trim();
  return {
    passage: folded.length > LONGEST_PASSAGE ? `${folded.slice(0, LONGEST_PASSAGE)} …` : folded,
    share: there / Math.max(1e-9, sum(weighed)),
  };
}
