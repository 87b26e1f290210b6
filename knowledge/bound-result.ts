import { type EvidenceIndex, isEvidence } from './evidence/evidence-index.ts';
import type { CodeMention, EventRecord } from './recognizer/event-record.ts';
import type { RecognizerResult } from './recognizer/recognizer-result.ts';

// More of each than a conversation keeps or shows, and little enough to be handed on in no time.
const MOST_EVENTS = 400;
const MOST_CODES_OF_AN_EVENT = 20;
const MOST_OTHERS = 200;
const LONGEST_DESCRIPTION = 1000;
const LONGEST_NAME = 300;

type Found = Omit<RecognizerResult, 'intent'>;

/** As much of what was recognised as anybody uses, whatever the size of the paste; the events that an article names first. */
export function boundResult(found: Found, index: EvidenceIndex): Found {
  return {
    ...found,
    events: telling(found.events, index).map(boundEvent),
    codes: distinct(found.codes).slice(0, MOST_OTHERS).map(boundCode),
    guesses: found.guesses.slice(0, MOST_OTHERS).map((guess) => ({ ...guess, asWritten: cut(guess.asWritten) })),
    readings: found.readings.slice(-MOST_OTHERS).map((reading) => ({
      ...reading,
      name: cut(reading.name),
      ...(reading.key !== undefined && { key: cut(reading.key) }),
    })),
    files: found.files.slice(0, MOST_OTHERS),
    versions: found.versions.slice(0, MOST_OTHERS),
    bareNumbers: found.bareNumbers.slice(0, MOST_OTHERS),
    unusedLines: found.unusedLines.slice(0, MOST_OTHERS),
  };
}

function telling(events: EventRecord[], index: EvidenceIndex): EventRecord[] {
  if (events.length <= MOST_EVENTS) return events;
  const named = events.filter(({ eventId }) => isEvidence(index, eventId)).slice(0, MOST_EVENTS);
  const others = events.filter(({ eventId }) => !isEvidence(index, eventId));
  const kept = new Set([...named, ...others.slice(0, MOST_EVENTS - named.length)]);
  return events.filter((event) => kept.has(event));
}

/** Each code once for each place it was found in. */
function distinct(codes: readonly CodeMention[]): CodeMention[] {
  const first = new Map<string, CodeMention>();
  for (const mention of codes) {
    const key = `${mention.code} ${mention.where}`;
    if (!first.has(key)) first.set(key, mention);
  }
  return [...first.values()];
}

const cut = (text: string, longest = LONGEST_NAME) => (text.length > longest ? text.slice(0, longest) : text);

const boundCode = (mention: CodeMention): CodeMention => ({ ...mention, asWritten: cut(mention.asWritten) });

function boundEvent(event: EventRecord): EventRecord {
  const { source, computer, time, category, sourceAsWritten } = event;
  return {
    ...event,
    ...(source !== undefined && { source: cut(source) }),
    ...(sourceAsWritten !== undefined && { sourceAsWritten: cut(sourceAsWritten) }),
    ...(computer !== undefined && { computer: cut(computer) }),
    ...(category !== undefined && { category: cut(category) }),
    ...(time !== undefined && { time: cut(time) }),
    description: cut(event.description, LONGEST_DESCRIPTION),
    codes: event.codes.slice(0, MOST_CODES_OF_AN_EVENT).map(boundCode),
  };
}
