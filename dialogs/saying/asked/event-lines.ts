import type { KnownEvent } from '../../../knowledge/triage/event-file.ts';
import { explainEvent } from '../../../knowledge/triage/explain-event.ts';
import { text } from '../phrases.ts';
import { asks } from '../phrases-asks.ts';
import type { Block } from '../reply.ts';
import { eventName } from './case-events.ts';

/** Sources that may mean an id when nobody named one. */
const MOST_SOURCES = 5;

/** What is known of one event: how serious it is, what it means, what to look at next, and where that is known from. */
export const knownEventLine = (event: KnownEvent): string =>
  asks.judged(
    eventName({ eventId: event.id, source: event.source }),
    asks.severity[event.severity],
    `${event.means} ${asks.next(event.next)} ${asks.from(event.from)}`,
  );

/** An id whose source nobody named: every source that uses it, as far as they are known. */
export function ambiguousBlocks(eventId: number): Block[] {
  const { known } = explainEvent(undefined, eventId);
  const told = known.slice(0, MOST_SOURCES).map(knownEventLine);
  const more = known.length - told.length;
  return [
    ...(known.length > 1 ? [text(asks.severalSources(eventId, known.length))] : []),
    ...(told.length > 0 ? [{ kind: 'list', items: told } satisfies Block] : []),
    ...(more > 0 ? [text(asks.moreSources(known.slice(MOST_SOURCES).map(({ source }) => source)))] : []),
  ];
}
