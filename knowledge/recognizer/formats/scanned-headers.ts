import type { Guess } from '../recognizer-result.ts';
import { isKnownEvent } from '../words/known-event.ts';
import { resolveSource } from '../words/source-names.ts';

const MOST_GUESSES = 20;
const LONGEST_LINE = 400;
/** "Event lD: 4O94": a letter for a digit, in the label or in the number. */
const EVENT_ID = /\bevent [il1|]d ?[:=#]? ?([0-9ol|]{4,5})\b/i;
const SOURCE = /\bsource ?[:=]? ?([A-Za-z]{9,24})\b/i;

/** What scanning made of the header of an event that no reader could read: ids and sources, each offered as a question. */
export function scannedHeaders(rest: readonly string[]): Guess[] {
  return rest.flatMap((line, index) => guessesIn(line.slice(0, LONGEST_LINE), index + 1)).slice(0, MOST_GUESSES);
}

function guessesIn(text: string, line: number): Guess[] {
  const guesses: Guess[] = [];
  const id = EVENT_ID.exec(text);
  const eventId = Number((id?.[1] ?? '').replace(/o/gi, '0').replace(/[l|]/gi, '1'));
  if (id && isKnownEvent(eventId))
    guesses.push({ kind: 'event', asWritten: id[0], means: `Event ID: ${eventId}`, line });
  const source = SOURCE.exec(text)?.[1];
  const told = source === undefined ? undefined : resolveSource(source);
  if (source && told?.misspelt) guesses.push({ kind: 'source', asWritten: source, means: told.source, line });
  return guesses;
}
