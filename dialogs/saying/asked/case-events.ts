import { triage } from '../../../knowledge/triage.ts';
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

/** What the log itself calls an event is kept as it was written, and not needed here. */
export const triaged = (events: readonly StoredEvent[]) =>
  triage(events.map(({ severity: _level, ...event }) => event));
