import { saying } from '../reading/sayings.ts';
import { askedEventReply } from '../saying/asked/event-reply.ts';
import type { At } from '../walking/at.ts';
import { said, show } from './outcome.ts';
import type { Rule } from './rule.ts';

/** The events that are asked about first of all are those of the case: "can I ignore it" comes next. */
function keptAsEvents(at: At, ids: readonly number[]): At {
  const events = ids.map((eventId) => ({ eventId, text: '', codes: [], line: 1 }));
  return at.with({ ...at.case, known: { ...at.case.known, events: [...at.case.known.events, ...events] } });
}

/** "What is 153?", "is 7031 serious": asked, and not pasted. Stands before what a paste does. */
export const ASKED_EVENTS: readonly Rule[] = [
  {
    id: 'event/first',
    at: 'no article',
    on: 'asks-event',
    if: 'nothing is known',
    unless: ['it holds events', 'an article lists the number'],
    so: 'says what the event means, and keeps it as the event of the case',
    does: (at, heard) => {
      const events = saying(heard, 'asks-event')?.events ?? [];
      return show(
        keptAsEvents(
          at,
          events.map(({ eventId }) => eventId),
        ),
      );
    },
  },
  {
    id: 'event/asked',
    at: 'anywhere',
    on: 'asks-event',
    unless: ['the words answer the screen', 'it is the first event'],
    so: 'says what the event means, how serious it is, and what to look at next',
    does: (at, heard) => said(at, askedEventReply(at, saying(heard, 'asks-event')?.events ?? [])),
  },
];
