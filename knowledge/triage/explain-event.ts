import type { KnownEvent } from './event-file.ts';
import { eventsOfId, knownEvent, sourceNamed } from './known-events.ts';

/** What can be said about an event, whether or not its source was named. */
export interface EventExplanation {
  id: number;
  /** the usual spelling of the source that was asked for, where it is one that is known */
  source?: string;
  /** what that source belongs to: Windows, SQL Server, … */
  product?: string;
  /**
   * the event of that source; without a source all events of the id. Empty: nothing is known, and nothing is made up from
   * another source that happens to use the id
   */
  known: readonly KnownEvent[];
}

/**
 * What an event says, how serious it is, and what to look at next.
 * @param source as it was written; undefined where nobody named one
 */
export function explainEvent(source: string | undefined, id: number): EventExplanation {
  if (source === undefined) return { id, known: eventsOfId(id) };
  const named = sourceNamed(source);
  const event = knownEvent(source, id);
  return {
    id,
    ...(named && { source: named.name, product: named.product }),
    known: event ? [event] : [],
  };
}
