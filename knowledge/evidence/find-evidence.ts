import { markOf } from '../article/evidence.ts';
import type { SpeaksAgainst, SpeaksFor } from '../article.ts';
import type { Facts } from '../facts.ts';
import { isOfMapi } from '../hresult.ts';
import { VALUE_QUESTION } from '../question.ts';
import { CONNECTOR_SOURCE } from '../recognizer/words/source-names.ts';
import { answerFor, isSource } from '../settled-answers.ts';
import { answerKey, codeKey, type EvidenceIndex, eventKey, type Indexed, signKey } from './evidence-index.ts';
import type { Seen } from './evidence-weight.ts';

/** One article's evidence, each line of it once. */
export type Hit = [
  entry: Indexed,
  found: { line?: number; seen: Seen; source?: string; all?: Facts['events'][number][] },
];

/** Whether an event is the one that an entry means, as far as the paste says whose it is and what it is about. */
function fits(item: SpeaksFor | SpeaksAgainst, { source, marks = [] }: Facts['events'][number]): boolean {
  const mark = markOf(item);
  return (
    (item.from === undefined || source === undefined || isSource(item.from, source)) &&
    (mark === undefined || marks.includes(mark))
  );
}

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
export function findEvidence(
  index: EvidenceIndex,
  facts: Facts,
  answers: ReadonlyMap<string, string>,
): Map<Indexed, Hit[1]> {
  const found = new Map<Indexed, Hit[1]>();
  const inEvents = new Set<number>();
  for (const event of facts.events) {
    for (const entry of index.byKey.get(eventKey(event.eventId)) ?? []) {
      if (!fits(entry.item, event)) continue;
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
  for (const { mark, line } of facts.signs ?? [])
    for (const entry of index.byKey.get(signKey(mark)) ?? []) found.set(entry, { line, seen: 'whole' });
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
