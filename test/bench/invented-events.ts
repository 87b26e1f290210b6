import { recognizeEvidence } from '../../knowledge/recognizer/recognize.ts';
import { TEXTS_WITH_NUMBERS } from '../fixtures/texts-with-numbers.ts';

/** A paste and the events it shows, as somebody labelled it. */
export interface LabelledPaste {
  text: string;
  events?: readonly { source: string | null; id: number }[];
}

/** Pastes that are full of numbers which are no events: of the database engine, of the security log, or with a number in brackets behind a name. */
const isOfInterest = ({ text, events = [] }: LabelledPaste) =>
  events.some(({ source }) => /^(?:ese|edb|jet|security)/i.test(source ?? '')) || /\w \(\(?\d{1,5} ?\)/.test(text);

/**
 * How many events are read out of such pastes, and how many of them nobody wrote: the id is in none of the labels. An event that is
 * known by its text alone is no number of the paste, and left out.
 */
export function inventedEvents(pastes: readonly LabelledPaste[]): string {
  const own = TEXTS_WITH_NUMBERS.map(([ids, text]) => ({ text, events: ids.map((id) => ({ source: null, id })) }));
  const told = [...own, ...pastes.filter(isOfInterest)];
  let read = 0;
  let invented = 0;
  for (const { text, events = [] } of told)
    for (const { eventId, shape } of recognizeEvidence({ text, files: [] }).events) {
      if (shape === 'event-wording') continue;
      read++;
      if (!events.some(({ id }) => id === eventId)) invented++;
    }
  return `invented events on ESE and Security texts: ${invented} of ${read} read in ${told.length} texts`;
}
