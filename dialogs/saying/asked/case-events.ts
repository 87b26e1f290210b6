import type { StoredEvent } from '../../walking/case.ts';
import { asks } from '../phrases-asks.ts';
import { plainName } from '../plain-name.ts';
import { kindsOf } from './event-kinds.ts';

export const eventName = ({ eventId, source }: { eventId: number; source?: string | undefined }): string =>
  asks.event(eventId, source === undefined ? undefined : plainName(source), '');

/** What the first kinds of events are called. */
export const eventNames = (events: readonly StoredEvent[], most: number): string[] =>
  kindsOf(events)
    .slice(0, most)
    .map(({ event }) => eventName(event));
