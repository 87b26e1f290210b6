import { CAPS } from '../paste/caps.ts';
import { onceButForTime } from '../paste/once.ts';
import type { Guess } from '../recognizer-result.ts';
import { isKnownEvent } from '../words/known-event.ts';
import { providersIn } from '../words/provider-names.ts';
import { resolveSource } from '../words/source-names.ts';

/** A guess, wherever its line stands. */
type Told = Omit<Guess, 'line'>;

const MOST_GUESSES = 20;
/** "Event lD: 4O94": a letter for a digit, in the label or in the number. */
const EVENT_ID = /\bevent [il1|]d ?[:=#]? ?([0-9ol|]{4,5})\b/i;
const SOURCE = /\bsource ?[:=]? ?([A-Za-z]{9,24})\b/i;

/** What scanning made of the header of an event that no reader could read: ids and sources, each offered as a question. */
export function scannedHeaders(rest: readonly string[]): Guess[] {
  return rest
    .flatMap((line, index) =>
      line === '' ? [] : guessesIn(line.slice(0, CAPS.line)).map((guess) => ({ ...guess, line: index + 1 })),
    )
    .slice(0, MOST_GUESSES);
}

/** A number with a letter in it, as a screenshot is read: `4l`, `l001`, `1O16`. */
const SCANNED = /(?<![\w-])(?:\d[\dOolI|]{0,4}|[OolI|][\dOolI|]{1,4})(?![\w:/.-]\w|\w)/g;

/** `Kernel-Power 4l`: an id beside a source that nothing else than an id stands beside. */
function besideSources(text: string): Told[] {
  const scanned = [...text.matchAll(SCANNED)].filter(([word]) => /\d/.test(word) && /\D/.test(word));
  if (scanned.length === 0) return [];
  return providersIn(text).flatMap((source): Told[] => {
    const beside = scanned.find(
      ({ index }) => index >= source.end && /^[\s,:#-]{1,4}$/.test(text.slice(source.end, index)),
    );
    const id = Number((beside?.[0] ?? '').replace(/o/gi, '0').replace(/[lI|]/g, '1'));
    if (!beside || id > 0xffff || (source.only && !source.only.includes(id))) return [];
    const asWritten = text.slice(source.start, beside.index + beside[0].length);
    return [{ kind: 'event', asWritten, means: `Event ID: ${id}, Source: ${source.asWritten}` }];
  });
}

const guessesIn = onceButForTime((text): readonly Told[] => {
  const guesses: Told[] = [];
  const id = EVENT_ID.exec(text);
  const eventId = Number((id?.[1] ?? '').replace(/o/gi, '0').replace(/[l|]/gi, '1'));
  if (id && isKnownEvent(eventId)) guesses.push({ kind: 'event', asWritten: id[0], means: `Event ID: ${eventId}` });
  guesses.push(...besideSources(text));
  const source = SOURCE.exec(text)?.[1];
  const told = source === undefined ? undefined : resolveSource(source);
  if (source && told?.misspelt) guesses.push({ kind: 'source', asWritten: source, means: told.source });
  return guesses;
});
