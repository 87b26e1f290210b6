import type { Article } from '../../knowledge/article.ts';
import { eventRarity } from '../../knowledge/event-table.ts';
import type { Facts } from '../../knowledge/facts.ts';
import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import type { ArticleMatch } from '../../knowledge/match-articles.ts';
import type { Question } from '../../knowledge/question.ts';

/** How much likelier an answer becomes when an article lists it as its own, or less likely when it lists it against itself. */
const FITTING = 8;

/** How likely each option is, if this article were the cause; from the article's evidence alone. */
function expected(article: Article, question: Question): number[] {
  const weights = question.options.map((option) => {
    const named = (item: { question?: string | undefined; option?: string | undefined }) =>
      item.question === question.id && item.option === option.id;
    const covered = question.id === 'version' && article.versions.includes(option.id);
    if (covered || article.evidence.for.some(named)) return FITTING;
    return article.evidence.against.some(named) ? 1 / FITTING : 1;
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

const entropy = (shares: readonly number[]) =>
  -shares.reduce((sum, share) => sum + (share > 0 ? share * Math.log2(share) : 0), 0);

const normalised = (shares: readonly number[]) => {
  const sum = shares.reduce((total, share) => total + share, 0);
  return sum === 0 ? [] : shares.map((share) => share / sum);
};

/** Bits about "which article" that the answer is expected to give. */
function informs(question: Question, candidates: readonly ArticleMatch[]): number {
  const now = normalised(candidates.map((match) => match.confidence));
  const tables = candidates.map((match) => expected(match.article, question));
  return question.options.reduce((left, _option, index) => {
    const joint = now.map((share, candidate) => share * (tables[candidate]?.[index] ?? 0));
    const chance = joint.reduce((sum, share) => sum + share, 0);
    return left - chance * entropy(normalised(joint));
  }, entropy(now));
}

/** A question that would shift less than this is not worth a turn. */
const WORTH_ASKING = 0.02;

/**
 * The open question whose answer tells the candidates apart best, computed from what the articles list as evidence.
 * @returns undefined when no open question says anything about the candidates
 */
export function separatingQuestion(
  knowledge: Knowledge,
  settled: ReadonlyMap<string, string>,
  candidates: readonly ArticleMatch[],
): Question | undefined {
  const [best] = [...knowledge.questions.values()]
    .filter((question) => !settled.has(question.id))
    .map((question) => ({ question, bits: informs(question, candidates) }))
    .toSorted((a, b) => b.bits - a.bits);
  return best && best.bits > WORTH_ASKING ? best.question : undefined;
}

const isUnique = (eventId: number) => eventRarity(undefined, eventId) === 1;

/** Events that some candidates list and others do not, the most telling first: what to look for in the log. */
export function tellingEvents(candidates: readonly ArticleMatch[], facts: Facts): number[] {
  const seen = new Set(facts.events.map((event) => event.eventId));
  const listedBy = new Map<number, number>();
  for (const { article, confidence } of candidates)
    for (const id of new Set(article.evidence.for.map((item) => item.event)))
      if (id !== undefined && !seen.has(id)) listedBy.set(id, (listedBy.get(id) ?? 0) + confidence);
  const total = candidates.reduce((sum, match) => sum + match.confidence, 0);
  return (
    [...listedBy]
      .map(([id, share]) => ({ id, bits: entropy(normalised([share, Math.max(0, total - share)])) }))
      .filter((one) => one.bits > 0 || candidates.length === 1)
      // An event that one article of the whole archive shows decides by itself, however unlikely that article is by now.
      .toSorted((a, b) => Number(isUnique(b.id)) - Number(isUnique(a.id)) || b.bits - a.bits || a.id - b.id)
      .slice(0, 6)
      .map((one) => one.id)
  );
}
