import type { StoredEvent } from '../../walking/case.ts';

/** The events of one id and one source: the first that was read, and all of them. */
export interface EventKind {
  event: StoredEvent;
  same: readonly StoredEvent[];
}

/** Every kind of event once, in the order in which they were first read. */
export const kindsOf = (events: readonly StoredEvent[]): EventKind[] =>
  [...Map.groupBy(events, ({ eventId, source = '' }) => `${eventId} ${source}`).values()].flatMap((same) =>
    same.slice(0, 1).map((event) => ({ event, same })),
  );
