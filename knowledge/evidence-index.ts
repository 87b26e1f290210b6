import type { Article, SpeaksAgainst, SpeaksFor } from './article.ts';

/** One line of an article's evidence, under the key by which a fact finds it. */
export type Indexed = { articleId: string } & (
  | { speaks: 'for'; item: SpeaksFor; position: number }
  | { speaks: 'against'; item: SpeaksAgainst; position: number }
);

/** Evidence to articles: what a paste holds is looked up here, so the cost of a match depends on the paste alone. */
export interface EvidenceIndex {
  /** key (see `eventKey`, `codeKey`, `answerKey`) to the evidence it may satisfy */
  byKey: ReadonlyMap<string, readonly Indexed[]>;
  /** by the same key: the articles that list it as theirs */
  carriers: ReadonlyMap<string, ReadonlySet<string>>;
  articles: ReadonlyMap<string, Article>;
}

export const eventKey = (eventId: number) => `event ${eventId}`;
export const codeKey = (code: number) => `code ${code}`;
export const answerKey = (question: string, option: string) => `answer ${question}=${option}`;

function keyOf(item: SpeaksFor | SpeaksAgainst): string {
  if (item.event !== undefined) return eventKey(item.event);
  if (item.code !== undefined) return codeKey(item.code);
  return answerKey(item.question ?? '', item.option ?? '');
}

/** Builds the index once, at start. */
export function indexEvidence(articles: readonly Article[]): EvidenceIndex {
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
  const carriers = new Map(
    [...byKey].map(([key, entries]) => [
      key,
      new Set(entries.flatMap((entry) => (entry.speaks === 'for' ? [entry.articleId] : []))),
    ]),
  );
  return { byKey, carriers, articles: new Map(articles.map((article) => [article.id, article])) };
}

/** Whether an id stands in some article's evidence: then even a bare number is worth asking about. */
export function isEvidence(index: EvidenceIndex, eventId: number): boolean {
  return index.byKey.has(eventKey(eventId));
}
