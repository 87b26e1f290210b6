import { markOf } from '../article/evidence.ts';
import type { SpeaksAgainst, SpeaksFor } from '../article.ts';
import type { Facts } from '../facts.ts';
import { isOfMapi } from '../hresult.ts';
import { VALUE_QUESTION } from '../question.ts';
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

/** Whose event it is, as far as the paste says so: beside the event, or by naming it in words. */
function sourceOf({ source }: { source?: string | undefined }, { item }: Indexed, facts: Facts): { source?: string } {
  if (source !== undefined) return { source };
  return item.from !== undefined && isNamedIn(facts, item.from) ? { source: item.from } : {};
}

const isNamedIn = ({ named = [] }: Facts, wanted: string) => named.some((name) => isSource(name, wanted));

/** A code of MAPI that the article expects in an event, where the paste names a source. */
const isNamed = (facts: Facts, { item }: Indexed) =>
  facts.named !== undefined && item.in !== undefined && isOfMapi(item.code ?? 0);

type Found = Map<Indexed, Hit[1]>;

const entriesAt = (index: EvidenceIndex, key: string) => index.byKey.get(key) ?? [];

/** Every entry of the index that a fact satisfies, each once, with how much of it was seen. */
export function findEvidence(index: EvidenceIndex, facts: Facts, answers: ReadonlyMap<string, string>): Found {
  const found: Found = new Map();
  for (const event of facts.events) takeEvent(index, facts, event, found);
  takeLooseCodes(index, facts, found);
  for (const { mark, line } of facts.signs ?? [])
    for (const entry of entriesAt(index, signKey(mark))) found.set(entry, { line, seen: 'whole' });
  for (const [question, option] of answers)
    for (const entry of entriesAt(index, answerKey(question, option)))
      found.set(entry, { seen: facts.answers[question] === option ? 'whole' : 'read off' });
  takeValues(index, facts, answers, found);
  return found;
}

/** An event, and the codes inside it. */
function takeEvent(index: EvidenceIndex, facts: Facts, event: Facts['events'][number], found: Found): void {
  for (const entry of entriesAt(index, eventKey(event.eventId))) {
    if (!fits(entry.item, event)) continue;
    const before = found.get(entry);
    const all = before?.all ?? [];
    all.push(event);
    if (tellsMore(event.source, before))
      found.set(entry, { line: event.line, seen: 'whole', all, ...sourceOf(event, entry, facts) });
  }
  for (const { code, line } of event.codes)
    for (const entry of entriesAt(index, codeKey(code)))
      if (entry.item.in === undefined || entry.item.in === event.eventId) found.set(entry, { line, seen: 'whole' });
}

/** Codes outside the events: one inside an event is that event's code and no other's. */
function takeLooseCodes(index: EvidenceIndex, facts: Facts, found: Found): void {
  const inEvents = new Set(facts.events.flatMap(({ codes }) => codes.map(({ code }) => code)));
  for (const { code, line } of facts.codes.filter((mention) => !inEvents.has(mention.code)))
    for (const entry of entriesAt(index, codeKey(code)))
      if (!found.has(entry)) found.set(entry, { line, seen: isNamed(facts, entry) ? 'named' : 'alone' });
}

/** What the number of a setting says of the articles about it. */
function takeValues(index: EvidenceIndex, facts: Facts, answers: ReadonlyMap<string, string>, found: Found): void {
  for (const option of ['confirmed', 'plausible', 'enough', 'absent'])
    for (const entry of entriesAt(index, answerKey(VALUE_QUESTION, option))) {
      const article = index.articles.get(entry.articleId);
      if (article && answerFor(article, answers, facts, VALUE_QUESTION) === option) found.set(entry, { seen: 'whole' });
    }
}
