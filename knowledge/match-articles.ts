import type { Article, SpeaksAgainst, SpeaksFor } from './article.ts';
import { answerKey, codeKey, type EvidenceIndex, eventKey, type Indexed } from './evidence-index.ts';
import { AGAINST, ARCHIVE_SIZE, MISSING, OTHER_VERSION, type Seen, suggests, weightFor } from './evidence-weight.ts';
import type { Facts } from './facts.ts';
import { isOfMapi } from './hresult.ts';
import type { Knowledge } from './load-knowledge.ts';
import { VALUE_QUESTION } from './question.ts';
import type { Repeats } from './recognizer/event-record.ts';
import { repeatsOf, timesOf } from './recognizer/fold-events.ts';
import { CONNECTOR_SOURCE } from './recognizer/words/source-names.ts';
import { remembering } from './remember.ts';
import { answerFor, isSource, settledAnswers } from './settled-answers.ts';

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

/** One article's evidence, each line of it once. */
type Hit = [entry: Indexed, found: { line?: number; seen: Seen; source?: string; all?: Facts['events'][number][] }];

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

const fits = (item: { from?: string | undefined }, source: string | undefined) =>
  item.from === undefined || source === undefined || isSource(item.from, source);

/** Of two events with one id, the one that says its source tells more. */
const tellsMore = (source: string | undefined, before: Hit[1] | undefined) =>
  before === undefined || (source !== undefined && before.source === undefined);

/** Whose event it is, as far as the paste says so: beside the event, or by naming the connector in words. */
function sourceOf({ source }: { source?: string | undefined }, { item }: Indexed, facts: Facts): { source?: string } {
  if (source !== undefined) return { source };
  return facts.connector === true && item.from !== undefined && isSource(CONNECTOR_SOURCE, item.from)
    ? { source: item.from }
    : {};
}

/** A code of MAPI that the article expects in an event, where the paste names the connector. */
const isNamed = (facts: Facts, { item }: Indexed) =>
  facts.connector === true && item.in !== undefined && isOfMapi(item.code ?? 0);

/** Every entry of the index that a fact satisfies, each once, with how much of it was seen. */
function hits(index: EvidenceIndex, facts: Facts, answers: ReadonlyMap<string, string>): Map<Indexed, Hit[1]> {
  const found = new Map<Indexed, Hit[1]>();
  const inEvents = new Set<number>();
  for (const event of facts.events) {
    for (const entry of index.byKey.get(eventKey(event.eventId)) ?? []) {
      if (!fits(entry.item, event.source)) continue;
      const before = found.get(entry);
      const all = before?.all ?? [];
      all.push(event);
      if (tellsMore(event.source, before))
        found.set(entry, { line: event.line, seen: 'whole', all, ...sourceOf(event, entry, facts) });
    }
    for (const mention of event.codes) {
      inEvents.add(mention.code);
      for (const entry of index.byKey.get(codeKey(mention.code)) ?? [])
        if (entry.item.in === undefined || entry.item.in === event.eventId)
          found.set(entry, { line: mention.line, seen: 'whole' });
    }
  }
  // A code inside an event is that event's code and no other's.
  for (const mention of facts.codes)
    for (const entry of (!inEvents.has(mention.code) && index.byKey.get(codeKey(mention.code))) || [])
      if (!found.has(entry)) found.set(entry, { line: mention.line, seen: isNamed(facts, entry) ? 'named' : 'alone' });
  for (const [question, option] of answers)
    for (const entry of index.byKey.get(answerKey(question, option)) ?? [])
      found.set(entry, { seen: facts.answers[question] === option ? 'whole' : 'read off' });
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

function scoreOf(knowledge: Knowledge, article: Article, mine: Hit[], candidates: Set<string>): Score {
  const speaking = mine.flatMap(([entry]) => (entry.speaks === 'for' ? [entry.item] : []));
  const events = new Set(speaking.flatMap((item) => item.event ?? []));
  const codes = new Set(speaking.flatMap((item) => item.code ?? []));
  const score: Score = { gains: [], objections: 0, found: [], missing: [], gaps: 0 };
  const alone = new Set<number>();
  for (const [entry, { line, seen, source, all = [] }] of mine.toSorted(([a], [b]) => a.position - b.position)) {
    if (entry.speaks === 'against')
      // An article may list one condition in several wordings (an event, and the question it answers): all of
      // them together are one objection, so a second one adds only a quarter.
      score.objections = score.objections === 0 ? 1 : score.objections * 1.25;
    else if (!onlyEchoes(knowledge, seen, entry.item, events, codes) && !alone.has(entry.item.code ?? -1)) {
      // Two events of an article may show the same code; outside an event it can be the code of one of them only.
      if (seen === 'alone' || seen === 'named') alone.add(entry.item.code ?? -1);
      const how = entry.item.in !== undefined && events.has(entry.item.in) ? 'with event' : seen;
      const weight = weightFor(knowledge.index, entry.item, how, candidates);
      score.gains.push({ known: Math.log(weight.known), share: Math.log(weight.share) });
    }
    score.found.push({
      for: entry.speaks === 'for',
      item: entry.item,
      ...(line !== undefined && { line }),
      ...(seen === 'read off' && { readOff: true as const }),
      ...(source !== undefined && { source }),
      ...repeated(all),
    });
  }
  score.found.sort((a, b) => Number(b.for) - Number(a.for));
  const mineToo = new Set(speaking);
  const gaps = article.evidence.for.filter(
    (item) => !item.sometimes && !mineToo.has(item) && (item.code === undefined || events.has(item.in ?? -1)),
  );
  score.gaps = gaps.length;
  score.missing = gaps.flatMap((item) => (item.event !== undefined && !events.has(item.event) ? [item.event] : []));
  return score;
}

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
  const byArticle = Map.groupBy(hits(knowledge.index, facts, answers), ([entry]) => entry.articleId);
  return new Map(
    [...byArticle].flatMap(([articleId, mine]) => {
      const article = knowledge.index.articles.get(articleId);
      return article && mine.some(([entry]) => entry.speaks === 'for' && suggests(entry.item)) ? [[article, mine]] : [];
    }),
  );
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
 * @returns best first; of equal ones the newer, by its Q number
 */
export const matchArticles = remembering((knowledge: Knowledge, facts: Facts): ArticleMatch[] => {
  const answers = settledAnswers(knowledge.questions, facts);
  const all = suggested(knowledge, facts, answers);
  const ids = new Set([...all.keys()].map((article) => article.id));
  const mine = [...all]
    .filter(([{ sameFailureAs }]) => sameFailureAs === undefined || !ids.has(sameFailureAs))
    .sort(([a], [b]) => a.id.localeCompare(b.id));
  if (mine.length === 0) return [];
  const candidates = new Set(mine.map(([article]) => article.id));
  const scored = mine.map(([article, hit]) => {
    const score = scoreOf(knowledge, article, hit, candidates);
    const version = covers(article, answers.get('version')) ? 0 : Math.log(OTHER_VERSION);
    const lost = (by: 'known' | 'share') =>
      score.gaps * Math.log(MISSING[by]) + score.objections * Math.log(AGAINST[by]) + version;
    return {
      article,
      score,
      known: sum(score.gains.map((gain) => gain.known)) + lost('known'),
      share: sum(score.gains.map((gain) => gain.share)) + lost('share'),
    };
  });
  // "None of them" has the weight of the archive.
  const [none = 1] = shares([Math.log(ARCHIVE_SIZE), ...scored.map((one) => one.known)]);
  const share = shares(scored.map((one) => one.share));
  return scored
    .map(({ article, score }, index) => ({
      article,
      confidence: (1 - none) * (share[index] ?? 0) * agreement(score),
      evidence: score.found,
      missing: score.missing,
    }))
    .filter((match) => match.confidence >= WORTH_NAMING)
    .sort((a, b) => b.confidence - a.confidence || b.article.id.localeCompare(a.article.id));
});

/** How far the evidence of one article agrees with itself: 1 when nothing speaks against it. */
function agreement(score: Score): number {
  // Strong pieces make weak ones redundant, so each further piece counts for less.
  const gains = score.gains.map((gain) => gain.known).toSorted((a, b) => b - a);
  const support = sum(gains.map((gain, place) => gain / (place + 1)));
  return support === 0 ? 0 : support / (support - score.objections * Math.log(AGAINST.known));
}
