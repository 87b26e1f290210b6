import { eventMeaning } from '../event-table.ts';

/** Whether the event table has this id, whatever its source: then even a bare number is worth a look. */
export function isKnownEvent(eventId: number): boolean {
  return eventMeaning(undefined, eventId) !== undefined;
}

/** Whether the table knows this id, but not from this source. */
export function belongsElsewhere(eventId: number, source: string): boolean {
  return isKnownEvent(eventId) && eventMeaning(source, eventId) === undefined;
}
