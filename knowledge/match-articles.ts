import type { Article, SpeaksAgainst, SpeaksFor } from './article.ts';
import { answerKey, codeKey, type EvidenceIndex, eventKey, type Indexed } from './evidence-index.ts';
import { AGAINST, ARCHIVE_SIZE, MISSING, OTHER_VERSION, weightFor } from './evidence-weight.ts';
import type { Facts } from './facts.ts';
import type { Knowledge } from './load-knowledge.ts';
import { VALUE_QUESTION } from './question.ts';
import { answerFor, settledAnswers } from './settled-answers.ts';

/** One piece of evidence as it was found. */
export interface FoundEvidence {
  for: boolean;
  item: SpeaksFor | SpeaksAgainst;
  /** 1-based line of the paste; undefined for an answer */
  line?: number;
}

/** An article that the facts speak for. */
export interface ArticleMatch {
  article: Article;
  /** 0 … 1: how likely this is the cause, given that the catalogue does not know every failure */
  confidence: number;
  /** strongest first, what speaks against last */
  evidence: FoundEvidence[];
  /** ids of typical events that the paste does not show */
  missing: number[];
}

/** Below this an article is not worth naming: hundreds of failures would fit as well. */
const WORTH_NAMING = 0.02;

interface Score {
  /** natural logarithms of the factors for and against */
  gains: number[];
  loss: number;
  found: FoundEvidence[];
  seen: Set<number>;
}

/** `whole`: as the article names it. `alone`: a code, but not the event the article saw it in. */
type Seen = 'whole' | 'alone';

const fits = (item: { from?: string | undefined }, source: string | undefined) =>
  item.from === undefined || source === undefined || item.from.toLowerCase() === source.toLowerCase();

/** Every entry of the index that a fact satisfies, each once, with how much of it was seen. */
function hits(index: EvidenceIndex, facts: Facts, answers: ReadonlyMap<string, string>) {
  const found = new Map<Indexed, { line?: number; seen: Seen }>();
  for (const event of facts.events) {
    for (const entry of index.byKey.get(eventKey(event.eventId)) ?? [])
      if (fits(entry.item, event.source) && !found.has(entry)) found.set(entry, { line: event.line, seen: 'whole' });
    for (const mention of event.codes)
      for (const entry of index.byKey.get(codeKey(mention.code)) ?? [])
        if (entry.item.in === undefined || entry.item.in === event.eventId)
          found.set(entry, { line: mention.line, seen: 'whole' });
  }
  for (const mention of facts.codes)
    for (const entry of index.byKey.get(codeKey(mention.code)) ?? [])
      if (!found.has(entry)) found.set(entry, { line: mention.line, seen: 'alone' });
  for (const [question, option] of answers)
    for (const entry of index.byKey.get(answerKey(question, option)) ?? []) found.set(entry, { seen: 'whole' });
  for (const [key, entries] of valueEntries(index))
    for (const entry of entries) {
      const article = index.articles.get(entry.articleId);
      const verdict = article && answerFor(article, answers, facts, VALUE_QUESTION);
      if (verdict !== undefined && key === answerKey(VALUE_QUESTION, verdict)) found.set(entry, { seen: 'whole' });
    }
  return found;
}

function* valueEntries(index: EvidenceIndex) {
  for (const option of ['confirmed', 'plausible', 'enough', 'absent']) {
    const key = answerKey(VALUE_QUESTION, option);
    yield [key, index.byKey.get(key) ?? []] as const;
  }
}

function addFor(score: Score, index: EvidenceIndex, item: SpeaksFor, seen: Seen): void {
  const inEvent = item.in !== undefined && seen === 'whole' && score.seen.has(item.in);
  score.gains.push(Math.log(weightFor(index, item, inEvent ? 'in event' : seen)));
  if (item.event !== undefined) score.seen.add(item.event);
}

function scoreOf(index: EvidenceIndex, mine: [Indexed, { line?: number; seen: Seen }][]): Score {
  const score: Score = { gains: [], loss: 0, found: [], seen: new Set() };
  const inFileOrder = mine.toSorted(
    ([a], [b]) => Number(a.item.event === undefined) - Number(b.item.event === undefined) || a.position - b.position,
  );
  for (const [entry, { line, seen }] of inFileOrder) {
    if (entry.speaks === 'for') addFor(score, index, entry.item, seen);
    // An article may list one condition in several wordings (an event, and the question it answers): all of
    // them together are one objection, so a second one adds only half of what the one before did.
    else score.loss = score.loss === 0 ? -Math.log(AGAINST) : score.loss * 1.25;
    score.found.push({ for: entry.speaks === 'for', item: entry.item, ...(line !== undefined && { line }) });
  }
  score.found.sort((a, b) => Number(b.for) - Number(a.for));
  return score;
}

/** Typical events of the article that were not seen. */
function missingEvents(article: Article, score: Score): number[] {
  return article.evidence.for.flatMap((item) =>
    item.event !== undefined && !item.sometimes && !score.seen.has(item.event) ? [item.event] : [],
  );
}

const covers = (article: Article, version: string | undefined) =>
  version === undefined || version === 'unknown' || article.versions.includes(version);

/**
 * Ranks the articles that the facts speak for. Order and repeats of the facts do not matter, and facts that no article
 * names do not either. Each article's odds are the product of its evidence (see `evidence-weight.ts`); against all of them
 * stands the possibility that the cause is one the catalogue does not hold.
 * @returns best first; equal ones by Q number
 */
export function matchArticles(knowledge: Knowledge, facts: Facts): ArticleMatch[] {
  const { index } = knowledge;
  const answers = settledAnswers(knowledge.questions, facts);
  const byArticle = Map.groupBy(hits(index, facts, answers), ([entry]) => entry.articleId);
  const scored = [...byArticle].flatMap(([articleId, mine]) => {
    const article = index.articles.get(articleId);
    // An answer or an absence alone ("the Optimizer was run") suggests nothing; some event or code must speak first.
    const grounded = mine.some(([entry]) => entry.speaks === 'for' && entry.item.question === undefined);
    if (!article || !grounded) return [];
    const score = scoreOf(index, mine);
    const missing = missingEvents(article, score);
    const version = covers(article, answers.get('version')) ? 0 : Math.log(OTHER_VERSION);
    const gain = score.gains.reduce((sum, one) => sum + one, 0);
    return [{ article, score, missing, odds: gain - score.loss + version + missing.length * Math.log(MISSING) }];
  });
  // "None of them" has the weight of the archive; subtracting the largest keeps the exponentials finite.
  const none = Math.log(ARCHIVE_SIZE);
  const top = Math.max(none, ...scored.map((one) => one.odds));
  const total = scored.reduce((sum, one) => sum + Math.exp(one.odds - top), Math.exp(none - top));
  return scored
    .map(({ article, score, missing, odds }) => ({
      article,
      confidence: (Math.exp(odds - top) / total) * agreement(score),
      evidence: score.found,
      missing,
    }))
    .filter((match) => match.confidence >= WORTH_NAMING)
    .sort((a, b) => b.confidence - a.confidence || a.article.id.localeCompare(b.article.id));
}

/** How far the evidence of one article agrees with itself: 1 when nothing speaks against it. */
function agreement(score: Score): number {
  // Strong pieces make weak ones redundant, so each further piece counts for less.
  const support = score.gains.toSorted((a, b) => b - a).reduce((sum, gain, place) => sum + gain / (place + 1), 0);
  return support === 0 ? 0 : support / (support + score.loss);
}
