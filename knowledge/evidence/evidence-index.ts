import { markOf } from '../article/evidence.ts';
import type { Article, SpeaksAgainst, SpeaksFor } from '../article.ts';
import { type CommonThings, commonThings } from '../common.ts';

/** One line of an article's evidence, under the key by which a fact finds it. */
export type Indexed = { articleId: string } & (
  | { speaks: 'for'; item: SpeaksFor; position: number }
  | { speaks: 'against'; item: SpeaksAgainst; position: number }
);

/** Evidence to articles: what a paste holds is looked up here, so the cost of a match depends on the paste alone. */
export interface EvidenceIndex {
  /** key (see `eventKey`, `codeKey`, `answerKey`) to the evidence it may satisfy */
  byKey: ReadonlyMap<string, readonly Indexed[]>;
  /** by {@link carriedKey}: the articles that list it as theirs */
  carriers: ReadonlyMap<string, ReadonlySet<string>>;
  articles: ReadonlyMap<string, Article>;
  /** what the paste must be searched for, each mark with an entry that describes it */
  marks: ReadonlyMap<string, SpeaksFor | SpeaksAgainst>;
  /** what any machine logs */
  common: CommonThings;
}

export const eventKey = (eventId: number) => `event ${eventId}`;
export const codeKey = (code: number) => `code ${code}`;
/** A line, or words of the message. */
export const signKey = (mark: string) => `sign ${mark}`;
export const answerKey = (question: string, option: string) => `answer ${question}=${option}`;

function keyOf(item: SpeaksFor | SpeaksAgainst): string {
  if (item.event !== undefined) return eventKey(item.event);
  if (item.code !== undefined) return codeKey(item.code);
  if (item.question !== undefined) return answerKey(item.question, item.option ?? '');
  return signKey(markOf(item) ?? '');
}

/** What counts as the same evidence in two articles: an event with what it must say of itself. */
export function carriedKey(item: SpeaksFor | SpeaksAgainst): string {
  const mark = item.event === undefined ? undefined : markOf(item);
  return mark === undefined ? keyOf(item) : `${keyOf(item)} ${mark}`;
}

/** Builds the index once, at start. */
export function indexEvidence(articles: readonly Article[], common: CommonThings = commonThings([])): EvidenceIndex {
  const byKey = new Map<string, Indexed[]>();
  const add = (entry: Indexed) => {
    const key = keyOf(entry.item);
    const there = byKey.get(key);
    if (there) there.push(entry);
    else byKey.set(key, [entry]);
  };
  for (const { id: articleId, evidence } of articles) {
    for (const [position, item] of evidence.for.entries()) add({ articleId, speaks: 'for', item, position });
    for (const [position, item] of evidence.against.entries()) add({ articleId, speaks: 'against', item, position });
  }
  const carriers = new Map<string, Set<string>>();
  for (const { id, evidence } of articles)
    for (const item of evidence.for) {
      const there = carriers.get(carriedKey(item));
      if (there) there.add(id);
      else carriers.set(carriedKey(item), new Set([id]));
    }
  const marks = new Map(
    [...byKey.values()].flat().flatMap(({ item }) => {
      const mark = markOf(item);
      return mark === undefined ? [] : [[mark, item] as const];
    }),
  );
  return { byKey, carriers, marks, common, articles: new Map(articles.map((article) => [article.id, article])) };
}

/** The articles whose evidence an id stands in, for or against. */
export const evidenceOf = (index: EvidenceIndex, eventId: number): string[] =>
  (index.byKey.get(eventKey(eventId)) ?? []).map(({ articleId }) => articleId);

/** Whether an id stands in some article's evidence: then even a bare number is worth asking about. */
export function isEvidence(index: EvidenceIndex, eventId: number): boolean {
  return index.byKey.has(eventKey(eventId));
}
