import { severityOf } from '../words/field-names.ts';
import { nameBeforeLabel } from '../words/provider-names.ts';
import type { FoundEvent } from './paste-reader.ts';
import { shownEventId } from './shown-event-id.ts';

/** The texts of one event as a table or file shows them, before anything is made of them. */
export interface EventFields {
  id: string;
  source?: string;
  severity?: string;
  category?: string;
  time?: string;
  computer?: string;
  description?: string;
}

/** Makes an event of its texts; undefined when the id is none. Empty texts and `N/A` are left out. */
export function eventOf(fields: EventFields, at: FoundEvent['at'], shape: string): FoundEvent | undefined {
  const eventId = shownEventId(fields.id);
  if (eventId === undefined) return undefined;
  const severity = fields.severity === undefined ? undefined : severityOf(fields.severity);
  const event: FoundEvent = { eventId, description: folded(fields.description), at, shape };
  if (severity !== undefined) event.severity = severity;
  for (const name of ['source', 'category', 'time', 'computer'] as const) {
    const text = name === 'source' ? shortName(folded(fields.source)) : folded(fields[name]);
    if (text !== '' && !/^n\/a$/i.test(text)) event[name] = text;
  }
  return event;
}

/** `GroupPolicy (Microsoft-Windows-GroupPolicy)`: the list of Event Viewer copies a source with its provider. */
const shortName = (source: string): string =>
  /^(.{1,60}) \(Microsoft-Windows-[\w-]{1,60}\)$/i.exec(source)?.[1] ?? nameBeforeLabel(source);

/** White space folded to single blanks, none at the ends. */
export function folded(text: string | undefined): string {
  if (text === undefined || !/[^\S ]| {2}|^ | $/.test(text)) return text ?? '';
  return text.split(/\s+/).filter(Boolean).join(' ');
}
