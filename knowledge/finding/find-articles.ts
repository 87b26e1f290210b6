import { DamerauLevenshteinDistance } from 'natural/lib/natural/distance/levenshtein_distance.js';
import type { Article, Claim } from '../article.ts';
import type { Knowledge } from '../load-knowledge.ts';
import { readVersions } from '../recognizer/entities/read-versions.ts';
import { describedTerms, isConcept, namedProducts, type PlainFailure, plainFailures, termsOf } from './concepts.ts';
import { type Candidate, type Finder, MOST_OFFERED } from './door.ts';
import { plainFinder } from './plain-failures.ts';
import { type FoundText, textIndex } from './text-index.ts';
import { LONGEST_DESCRIPTION } from './words.ts';

const WEIGHTS = { title: 3, symptoms: 5, answers: 3, cause: 1, text: 0.3 } as const;
type Field = keyof typeof WEIGHTS;

/** Below it a description shares too little with an article; both were set on descriptions that are not among the tests. */
const ENOUGH = 0.66;
/** What a score gains where the product and a failure that the article is known by are named: then few words are enough. */
const FEW_WORDS = 1.5;
/** How much of the best score another one must have to be offered beside it. */
const CLOSE = 0.55;
/** What is left of it when no part of the article's product is named. */
const UNNAMED = 0.3;
/** From here on a few words are taken for a name. */
const NAMED = 0.45;
/** What is left of a score when the description names a version that the article does not cover. */
const OTHER_VERSION = 0.4;

const say = (claims: readonly Claim[]) => claims.map((claim) => claim.say).join('\n');

/** Everything else an article says: its steps, endings and answers to questions. */
function textOf(part: unknown): string[] {
  if (typeof part === 'string') return [part];
  if (typeof part !== 'object' || part === null) return [];
  return Object.values(part).flatMap(textOf);
}

/** The words by which people give the answers that speak for an article. */
function answersOf({ questions }: Knowledge, article: Article): string {
  const proofs = article.evidence.for.flatMap(({ question, option }) => {
    const found = questions.get(question ?? '')?.options.find((one) => one.id === option);
    // "yes" says nothing; the question's own words do.
    return found
      ? [found.label, ...found.hears, ...found.answeredBy.flatMap((by) => ('words' in by ? [by.words] : []))]
      : [];
  });
  return proofs.filter((word) => word.length > 3).join('\n');
}

function fieldsOf(knowledge: Knowledge, article: Article): Record<Field, readonly string[]> {
  const { title, names, symptoms, cause, settings, steps, solved, unsolved, answers } = article;
  return {
    title: termsOf([title, names, ...article.tags].join('\n')),
    symptoms: termsOf(say(symptoms)),
    answers: termsOf(answersOf(knowledge, article)),
    cause: termsOf(say(cause)),
    text: termsOf(textOf([settings, steps, solved, unsolved, answers]).join('\n').slice(0, LONGEST_DESCRIPTION)),
  };
}

/** A word that no article has, and is one slip away from one that some have, counts as that. */
function corrected(terms: readonly string[], vocabulary: ReadonlySet<string>): string[] {
  return terms.map((term) => {
    if (term.length < 6 || vocabulary.has(term) || !/^[a-z]+$/.test(term)) return term;
    for (const known of vocabulary)
      if (
        known[0] === term[0] &&
        Math.abs(known.length - term.length) <= 1 &&
        known.length >= 6 &&
        DamerauLevenshteinDistance(term, known) === 1
      )
        return known;
    return term;
  });
}

/** Finds curated articles by the words of a description. */
export function curatedFinder(knowledge: Knowledge): Finder {
  const articles = [...knowledge.articles.values()].filter((article) => article.sameFailureAs === undefined);
  const index = textIndex(
    articles.map((article) => ({ id: article.id, fields: fieldsOf(knowledge, article) })),
    WEIGHTS,
  );
  const candidate = ({ id, score }: FoundText): Candidate[] => {
    const article = knowledge.articles.get(id);
    return article ? [{ article: id, title: article.title, score }] : [];
  };
  const covered = new Set(articles.flatMap((article) => article.versions));
  const plain = plainFinder(articles);
  const ranked = (text: string) => index.search(corrected(describedTerms(text), index.vocabulary));

  const findAny = (said: string, failures: readonly PlainFailure[]): Candidate[] => {
    const { products, others } = namedProducts(said);
    const versions = readVersions([{ text: said.replace(/\s+/g, ' ') }]);
    // A version that no article covers is another product under the same name.
    if (versions.length > 0 && !versions.some((version) => covered.has(version))) return [];
    const fitting = ranked(said).flatMap((found) => {
      const article = knowledge.articles.get(found.id);
      if (!article || (!products.has(article.product) && (others || products.size > 0))) return [];
      const fits =
        versions.length === 0 ||
        article.versions.length === 0 ||
        versions.some((version) => article.versions.includes(version));
      const weight = weightOfNaming(products.has(article.product), found.terms) * (fits ? 1 : OTHER_VERSION);
      return candidate({ ...found, score: found.score * weight });
    });
    const sorted = fitting.toSorted((a, b) => b.score - a.score);
    const [best] = sorted;
    if (!best || best.score < ENOUGH) return others ? [] : plain(failures, versions);
    return sorted.filter(({ score }) => score >= CLOSE * best.score).slice(0, MOST_OFFERED);
  };
  const find = (text: string): Candidate[] => {
    const said = text.slice(0, LONGEST_DESCRIPTION);
    const { failures, only } = plainFailures(said);
    const found = findAny(said, failures);
    return found.map((one) => ({ ...one, ...(only && { only }) }));
  };
  const knows = (text: string): boolean => {
    const terms = termsOf(text).filter((term) => !isConcept(term));
    const [best] = index.search(terms);
    return (
      terms.length > 0 && best !== undefined && best.score >= NAMED && terms.every((term) => index.vocabulary.has(term))
    );
  };
  return { find, search: (text) => ranked(text).flatMap(candidate), knows };
}

/** Who names no product at all must have said more. */
function weightOfNaming(named: boolean, terms: readonly string[]): number {
  if (!named) return UNNAMED;
  return terms.some(isConcept) ? FEW_WORDS : 1;
}
