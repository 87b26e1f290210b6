import type { CodeMention, EventRecord, Repeats } from './event-record.ts';

/** What {@link fold} needs to know of an event, wherever it is kept. */
export interface Foldable {
  line: number;
  time?: string | undefined;
  repeats?: Repeats | undefined;
}

/** How often an event, or several of them together, was there. */
export const timesOf = (events: readonly { repeats?: Repeats | undefined }[]): number =>
  events.reduce((total, { repeats }) => total + (repeats?.times ?? 1), 0);

/**
 * Several equal events as the first of them, with how often it was there and where and when last.
 * @param same in the order of the paste, one at least
 */
export function repeatsOf(same: readonly Foldable[]): Repeats | undefined {
  const times = timesOf(same);
  const last = same.at(-1);
  if (times < 2 || last === undefined) return undefined;
  const told = same.flatMap(({ time, repeats }) => (repeats ? [repeats.firstTime, repeats.lastTime] : [time]));
  const written = told.filter((time) => time !== undefined);
  // Event Viewer copies the newest first. Times with the year in front are in order as text; others are too many kinds to compare.
  if (written.every((time) => SORTABLE.test(time))) written.sort();
  const [firstTime] = written;
  const lastTime = written.at(-1);
  return {
    times,
    lastLine: last.repeats?.lastLine ?? last.line,
    ...(firstTime !== undefined && { firstTime }),
    ...(lastTime !== undefined && { lastTime }),
  };
}

const SORTABLE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;

/**
 * Equal events told once. A log repeats itself: ten thousand lines hold a few dozen different events, and nothing behind
 * this has to look at more than those. Events are equal when everything but time, lines and numbers in their text is.
 * @param events in the order of the paste
 */
export function foldEvents(events: readonly EventRecord[]): EventRecord[] {
  const texts = new Map<string, string>();
  return [...Map.groupBy(events, (event) => sameness(event, texts)).values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    if (same.length === 1 && first.repeats === undefined) return first;
    const repeats = repeatsOf(same.map(({ at, time, repeats: before }) => ({ line: at.line, time, repeats: before })));
    if (repeats === undefined) return first;
    const said = new Set(same.map(({ description }) => description));
    return { ...first, description: describeAll(first.description, said), repeats };
  });
}

/** So many differing texts of one kind of event are kept, each so long; the number of the others is told. */
const MOST_TEXTS = 10;
const LONGEST_TEXT = 120;
/** Stands between the texts of several events that are told as one. */
const BETWEEN = ' ¦ ';

/**
 * What equal events say: the text of the one that is told, then the others as far as there is room, then the number of the rest.
 * A bad block on a second disk is not lost behind the first.
 */
export function describeAll(own: string, texts: ReadonlySet<string>): string {
  const others = [...texts].filter((text) => text !== own && text !== '');
  if (others.length === 0) return own;
  const more = others.length - MOST_TEXTS;
  return [
    own,
    ...others.slice(0, MOST_TEXTS).map((text) => text.slice(0, LONGEST_TEXT)),
    ...(more > 0 ? [`+${more}`] : []),
  ].join(BETWEEN);
}

/** @param texts what was made of texts before: most events of a log say the same */
function sameness(event: EventRecord, texts: Map<string, string>): string {
  const { eventId, source, severity, category, computer, codes, shape, description } = event;
  const said = texts.get(description) ?? description.replace(/\d+/g, '#');
  texts.set(description, said);
  return [eventId, source, severity, category, computer, shape, codes.map(({ code }) => code).join(), said].join('\n');
}

/** Every code where it stands first, in text and in data each; further places say nothing more. */
export function foldCodes(codes: readonly CodeMention[]): CodeMention[] {
  return [...Map.groupBy(codes, ({ code, where }) => `${code} ${where}`).values()].flatMap(([first]) => first ?? []);
}
