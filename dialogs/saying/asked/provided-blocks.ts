import type { Shelf } from '../../../knowledge/library/shelf.ts';
import { text } from '../phrases.ts';
import { triagePhrases as say } from '../phrases-triage.ts';
import { plainName } from '../plain-name.ts';
import type { Block } from '../reply.ts';

const LONGEST_QUOTED = 400;
/** An id alone may be one of several providers, and a provider may have several texts for one. */
const MOST_TEXTS = 3;

/** Where what providers say of their events is kept; undefined as long as nothing was imported. */
export type Provided = Pick<Shelf, 'provided'> | undefined;

/** What the message files of the customer's own machines say of an event that nothing else describes; empty where they say nothing. */
export function providedBlocks(shelf: Provided, eventId: number, source: string | undefined): Block[] {
  const found = shelf?.provided(eventId, source).slice(0, MOST_TEXTS) ?? [];
  return found.flatMap(({ source: provider, level, message }): Block[] => [
    text(say.provided(`${plainName(provider)} ${eventId}`, plainName(level))),
    { kind: 'quote', text: message.slice(0, LONGEST_QUOTED) },
  ]);
}
