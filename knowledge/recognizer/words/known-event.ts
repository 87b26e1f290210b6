import { eventMeaning, isEventId } from '../../event-table.ts';
import { onceButForTime } from '../paste/once.ts';
import { isProcessId } from './process-ids.ts';
import { findSource } from './source-names.ts';

/** Smaller ids exist, but a bare 200 or 11 in a sentence counts mailboxes and servers far more often than it names an event. */
const SMALLEST_BARE = 1000;

/** Whether the event table has this id, whatever its source: then even a bare number is worth a look. */
export function isKnownEvent(eventId: number): boolean {
  return eventId >= SMALLEST_BARE && isEventId(eventId);
}

/** A number that stands free: no part of a path, a version, a time or a longer number. */
const FREE = /(?<![\w.:\\/-])\d{4,5}(?![\w:]|[.,-]\d)/g;

/** Whether a text names an event by its id: such a text tells of an event of its own. */
export function namesKnownEvent(text: string): boolean {
  return [...text.matchAll(FREE)].some(([id]) => isKnownEvent(Number(id)));
}

/** Whether the table knows this id, but not from this source. */
export function belongsElsewhere(eventId: number, source: string): boolean {
  return isKnownEvent(eventId) && eventMeaning(source, eventId) === undefined;
}

/** "MSExchangeIMC 3039: …" or "4102 A serious …": the next event, told in a sentence. */
export const beginsAnother = onceButForTime((line): boolean => {
  const start = line.slice(0, 120);
  const id = /^\s*\(?(\d{4,5})\)?[-:.,]?\s/.exec(`${start} `)?.[1];
  if (id !== undefined && isKnownEvent(Number(id))) return true;
  const source = /^\s*[A-Z]/.test(start) ? findSource(start) : undefined;
  if (source === undefined || source.start >= 3) return false;
  const number = /^(\W*(?:(?:event|error|id)\W*){0,2})(\d{2,5})\b/i.exec(start.slice(source.end));
  if (!number) return false;
  const [, between = '', digits = ''] = number;
  const at = source.end + between.length;
  return !isProcessId(start, at, at + digits.length);
});
