import { markOf } from './article/evidence.ts';
import type { Article, SpeaksAgainst, SpeaksFor } from './article.ts';
import { isCommonSource } from './common.ts';
import { eventMeaning } from './event-table.ts';
import type { EvidenceIndex } from './evidence/evidence-index.ts';
import {
  AGAINST,
  ARCHIVE_SIZE,
  isCommon,
  MISSING,
  OTHER_VERSION,
  type Seen,
  suggests,
  UNDECIDED,
  UNEXPLAINED,
  weightFor,
} from './evidence/evidence-weight.ts';
import { findEvidence, type Hit } from './evidence/find-evidence.ts';
import type { Facts } from './facts.ts';
import type { Knowledge } from './load-knowledge.ts';
import { VALUE_QUESTION } from './question.ts';
import type { Repeats } from './recognizer/event-record.ts';
import { repeatsOf, timesOf } from './recognizer/fold-events.ts';
import { answerFor, settledAnswers } from './settled-answers.ts';

/** One piece of evidence as it was found. */
export interface FoundEvidence {
  for: boolean;
  item: SpeaksFor | SpeaksAgainst;
  /** 1-based line of the paste; undefined for an answer */
  line?: number;
  /** an answer that nobody gave: the paste itself shows it */
  readOff?: true;
  /** the source of the event, when the paste says it */
  source?: string;
  /** the event was there more than once, in whatever words */
  repeats?: Repeats;
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
  /** natural logarithms: against a failure that no article is about, and against another candidate */
  gains: { known: number; share: number }[];
  /** how many objections; a second one in other words counts for less */
  objections: number;
  found: FoundEvidence[];
  /** typical events that were not seen */
  missing: number[];
  /** typical events, answers, and codes of an event that is there, as far as they were not found */
  gaps: number;
}

/** How many events that any machine logs count for an article: they tell of one end, a service's or a program's. */
const MOST_ENDS = 2;

/** What an article found of its own events and codes, and what of it has counted already. */
class Counting {
  readonly score: Score = { gains: [], objections: 0, found: [], missing: [], gaps: 0 };
  readonly speaking: readonly SpeaksFor[];
  readonly events: ReadonlySet<number>;
  readonly #codes: ReadonlySet<number>;
  readonly #knowledge: Knowledge;
  readonly #candidates: Set<string>;
  readonly #alone = new Set<number>();
  #ends = 0;

  constructor(knowledge: Knowledge, mine: readonly Hit[], candidates: Set<string>) {
    this.#knowledge = knowledge;
    this.#candidates = candidates;
    this.speaking = mine.flatMap(([entry]) => (entry.speaks === 'for' ? [entry.item] : []));
    this.events = new Set(this.speaking.flatMap((item) => item.event ?? []));
    this.#codes = new Set(this.speaking.flatMap((item) => item.code ?? []));
  }

  take([entry, { line, seen, source, all = [] }]: Hit): void {
    if (entry.speaks === 'against') this.#object();
    else this.#gain(entry.item, seen);
    this.score.found.push({
      for: entry.speaks === 'for',
      item: entry.item,
      ...(line !== undefined && { line }),
      ...(seen === 'read off' && { readOff: true as const }),
      ...(source !== undefined && { source }),
      ...repeated(all),
    });
  }

  /**
   * An article may list one condition in several wordings (an event, and the question it answers): all of them together are
   * one objection, so a second one adds only a quarter.
   */
  #object(): void {
    this.score.objections = this.score.objections === 0 ? 1 : this.score.objections * 1.25;
  }

  #gain(item: SpeaksFor, seen: Seen): void {
    if (onlyEchoes(this.#knowledge, seen, item, this.events, this.#codes) || this.#alone.has(item.code ?? -1)) return;
    // Two events of an article may show the same code; outside an event it can be the code of one of them only.
    if (seen === 'alone' || seen === 'named') this.#alone.add(item.code ?? -1);
    const { index } = this.#knowledge;
    const isEnd = markOf(item) !== undefined && isCommon(index, item);
    if (isEnd && ++this.#ends > MOST_ENDS) return;
    const isBeside = (item.in !== undefined && this.events.has(item.in)) || (isEnd && this.#ends > 1);
    const weight = weightFor(index, item, isBeside ? 'with event' : seen, this.#candidates);
    this.score.gains.push({ known: Math.log(weight.known), share: Math.log(weight.share) });
  }
}

function scoreOf(knowledge: Knowledge, article: Article, mine: Hit[], candidates: Set<string>): Score {
  const counting = new Counting(knowledge, mine, candidates);
  for (const hit of mine.toSorted(([a], [b]) => a.position - b.position)) counting.take(hit);
  const { score, events } = counting;
  score.found.sort((a, b) => Number(b.for) - Number(a.for));
  const gaps = gapsOf(article, new Set(counting.speaking), events);
  score.gaps = gaps.length;
  score.missing = gaps.flatMap((item) => (item.event !== undefined && !events.has(item.event) ? [item.event] : []));
  return score;
}

/** What usually speaks for an article and was not found: events, answers, and codes of an event that is there. */
const gapsOf = (article: Article, found: ReadonlySet<SpeaksFor>, events: ReadonlySet<number>) =>
  article.evidence.for.filter(
    (item) =>
      !item.sometimes &&
      item.words === undefined &&
      !found.has(item) &&
      (item.code === undefined || events.has(item.in ?? -1)),
  );

/** Of the events behind one piece of evidence: how often, and when. */
function repeated(all: Facts['events']): Pick<FoundEvidence, 'repeats'> {
  // What has a time was logged; an event told in words and pasted afterwards is still one.
  const logged = all.filter((event) => event.time !== undefined);
  const most = all.toSorted((a, b) => timesOf([b]) - timesOf([a])).slice(0, 1);
  const repeats = repeatsOf(logged.length > 0 ? logged : most);
  return repeats ? { repeats } : {};
}

/** An answer read off an event or code that counts for this article already is no second witness. */
function onlyEchoes(
  knowledge: Knowledge,
  seen: Seen,
  item: SpeaksFor,
  events: ReadonlySet<number>,
  codes: ReadonlySet<number>,
): boolean {
  if (seen !== 'read off') return false;
  const option = knowledge.questions.get(item.question ?? '')?.options.find((one) => one.id === item.option);
  return (option?.answeredBy ?? []).some((by) =>
    'event' in by ? events.has(by.event) : 'code' in by && codes.has(by.code),
  );
}

const covers = (article: Article, version: string | undefined) =>
  article.versions.length === 0 || version === undefined || version === 'unknown' || article.versions.includes(version);

/** The articles that the facts suggest, each with its evidence. */
function suggested(knowledge: Knowledge, facts: Facts, answers: ReadonlyMap<string, string>): Map<Article, Hit[]> {
  const byArticle = Map.groupBy(findEvidence(knowledge.index, facts, answers), ([entry]) => entry.articleId);
  return new Map(
    [...byArticle].flatMap(([articleId, mine]) => {
      const article = knowledge.index.articles.get(articleId);
      const suggested = mine.some(([entry]) => entry.speaks === 'for' && suggests(knowledge.index, entry.item));
      return article && suggested && hasAll(article, mine) ? [[article, mine]] : [];
    }),
  );
}

/** Whether everything is there without which an article is not thought of. */
function hasAll(article: Article, mine: readonly Hit[]): boolean {
  const found = new Set(mine.map(([entry]) => entry.item));
  return article.evidence.for.every((item) => !item.must || found.has(item));
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
/** The shares of weights that are given as logarithms; subtracting the largest keeps the exponentials finite. */
function shares(logarithms: readonly number[]): number[] {
  const top = Math.max(...logarithms);
  const weights = logarithms.map((one) => Math.exp(one - top));
  const total = sum(weights);
  return weights.map((weight) => weight / total);
}

/**
 * Ranks the articles that the facts speak for. Order and repeats of the facts do not matter, and facts that no article
 * names do not either. First all candidates together stand against the possibility that the cause is one the catalogue
 * does not hold; then they share what is left. Both times an article's odds are the product of its evidence
 * (see `evidence-weight.ts`). An article that another one stands for is left out beside it.
 * @param answers what the facts settle, where that is known already
 * @returns best first; of equal ones the newer, by its Q number
 */
export function matchArticles(
  knowledge: Knowledge,
  facts: Facts,
  answers: ReadonlyMap<string, string> = settledAnswers(knowledge.questions, facts),
): ArticleMatch[] {
  const all = suggested(knowledge, facts, answers);
  const ids = new Set([...all.keys()].map((article) => article.id));
  const mine = [...all]
    .filter(([{ sameFailureAs }]) => sameFailureAs === undefined || !ids.has(sameFailureAs))
    .sort(([a], [b]) => a.id.localeCompare(b.id));
  const candidates = new Set(mine.map(([article]) => article.id));
  const scored = mine.map(([article, hit]) => {
    const score = scoreOf(knowledge, article, hit, candidates);
    const version = covers(article, answers.get('version')) ? 0 : Math.log(OTHER_VERSION);
    const lost = (by: 'known' | 'share') =>
      score.gaps * Math.log(MISSING[by]) + score.objections * Math.log(AGAINST[by]) + version;
    return {
      article,
      score,
      known: sum(score.gains.map((gain) => gain.known)) + lost('known') + strange(knowledge.index, article, facts),
      share: sum(score.gains.map((gain) => gain.share)) + lost('share'),
    };
  });
  // "None of them" has the weight of the archive.
  const [none = 1] = shares([Math.log(ARCHIVE_SIZE), ...scored.map((one) => one.known)]);
  const share = shares(scored.map((one) => one.share));
  return scored
    .map(({ article, score }, index) => ({
      article,
      confidence: (1 - none) * (share[index] ?? 0) * agreement(score) * decided(article, answers, facts),
      evidence: score.found,
      missing: score.missing,
    }))
    .filter((match) => match.confidence >= WORTH_NAMING)
    .sort((a, b) => b.confidence - a.confidence || b.article.id.localeCompare(a.article.id));
}

interface ToldBy {
  /** sources of the article's events, in lower case */
  own: ReadonlySet<string>;
  listed: ReadonlySet<number | undefined>;
}
const madeOf = ({ evidence: { for: speaking, against } }: Article): ToldBy => ({
  own: new Set(speaking.flatMap(({ from }) => (from === undefined ? [] : [from.toLowerCase()]))),
  listed: new Set([...speaking, ...against].map(({ event }) => event)),
});

/** An article stays as it is; every turn asks. */
const told = new WeakMap<Article, ToldBy>();
function toldBy(article: Article): ToldBy {
  const made = told.get(article) ?? madeOf(article);
  told.set(article, made);
  return made;
}

/** What a known error of its own sources takes from an article that does not list it. */
function strange(index: EvidenceIndex, article: Article, facts: Facts): number {
  const { own, listed } = toldBy(article);
  const left = facts.events.filter(
    ({ eventId, source, severity }) =>
      source !== undefined &&
      !listed.has(eventId) &&
      (severity === undefined || severity === 'error') &&
      own.has(source.toLowerCase()) &&
      !isCommonSource(index.common, source) &&
      eventMeaning(source, eventId) !== undefined,
  );
  return left.length > 0 ? Math.log(UNEXPLAINED) : 0;
}

/** Where a setting decides, nothing is sure before its number was looked at. */
function decided(article: Article, answers: ReadonlyMap<string, string>, facts: Facts): number {
  const hasSetting = article.settings.length > 0;
  return hasSetting && answerFor(article, answers, facts, VALUE_QUESTION) === undefined ? UNDECIDED : 1;
}

/** How far the evidence of one article agrees with itself: 1 when nothing speaks against it. */
function agreement(score: Score): number {
  // Strong pieces make weak ones redundant, so each further piece counts for less.
  const gains = score.gains.map((gain) => gain.known).toSorted((a, b) => b - a);
  const support = sum(gains.map((gain, place) => gain / (place + 1)));
  return support === 0 ? 0 : support / (support - score.objections * Math.log(AGAINST.known));
}
