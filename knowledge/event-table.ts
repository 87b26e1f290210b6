import { EventFile, type EventSource, type FileEvent } from './triage/event-file.ts';
import { eventFilesAtStart } from './vocabulary/words.ts';
import { ownData } from './yaml-file.ts';

export type { EventSource };

const spelled = (source: string) => source.replace(/\s+/g, '').toLowerCase();
/** Of the sources that the table knows; those of strangers are not kept. */
const SPELLINGS = new Map<string, string>();
const spelling = (source: string) => SPELLINGS.get(source) ?? spelled(source);
const key = (source: string, id: number) => `${spelling(source)} ${id}`;

/** A start reads only these: recognising pastes and weighing evidence need them. `triage/known-events.ts` reads all. */
const TABLES = [
  ...ownData(
    eventFilesAtStart().map((file) => `events/${file}`),
    EventFile,
  ).values(),
];

type EventEntry = FileEvent & { id: number; source: string; from: string };
const EVENTS: readonly EventEntry[] = TABLES.flatMap(({ documents, events }) =>
  Object.entries(events).flatMap(([source, ofSource]) =>
    Object.entries(ofSource).map(([id, event]) => ({
      ...event,
      id: Number(id),
      source,
      from: documents[event.from] ?? event.from,
    })),
  ),
);
const ALL_SOURCES = TABLES.flatMap(({ sources }) => sources);
const SOURCES: ReadonlyMap<string, EventSource> = new Map(
  ALL_SOURCES.flatMap((source) => [source.name, ...source.also].map((name) => [spelling(name), source] as const)),
);
const NAMES: readonly string[] = ALL_SOURCES.map((source) => source.name);
for (const source of ALL_SOURCES) for (const name of [source.name, ...source.also]) SPELLINGS.set(name, spelled(name));
const BY_KEY: ReadonlyMap<string, EventEntry> = new Map(EVENTS.map((event) => [key(event.source, event.id), event]));
const BY_ID: ReadonlyMap<number, readonly EventEntry[]> = Map.groupBy(EVENTS, (event) => event.id);
const COUNTS: ReadonlyMap<number, number> = new Map(
  TABLES.flatMap(({ anySource }) => anySource.map((event) => [event.id, event.articles] as const)),
);

/** The source of this name or near spelling; case and blanks do not matter. */
export function eventSource(name: string): EventSource | undefined {
  return SOURCES.get(spelling(name));
}

/** Every event source the table knows, each in its usual spelling. */
export function knownSources(): readonly string[] {
  return NAMES;
}

function entryOf(source: string, eventId: number): EventEntry | undefined {
  return BY_KEY.get(key(eventSource(source)?.name ?? source, eventId));
}

/** Whether an event of this id is in the table, whatever its source. */
export const isEventId = (eventId: number): boolean => BY_ID.has(eventId);

/**
 * What an event says, in our own words.
 * @param source without one, the meaning names the sources that use the id, because another source may use it otherwise
 * @returns `source`: KB numbers, or where it is known from; undefined for an event the table does not have
 */
export function eventMeaning(
  source: string | undefined,
  eventId: number,
): { meaning: string; source?: string } | undefined {
  if (source !== undefined) {
    const entry = entryOf(source, eventId);
    return entry && { meaning: entry.means, source: entry.from };
  }
  const entries = BY_ID.get(eventId);
  return (
    entries && {
      meaning: entries.map((entry) => `From ${entry.source}: ${entry.means}`).join(' '),
      source: entries.map((entry) => entry.from).join('; '),
    }
  );
}

/**
 * How many articles of the archive show an event; few means that it says much.
 * Where only the id was counted, its count is the answer: no source can have more.
 * @param source undefined for any source
 * @returns undefined where nobody counted
 */
export function eventRarity(source: string | undefined, eventId: number): number | undefined {
  if (source !== undefined) return entryOf(source, eventId)?.articles ?? COUNTS.get(eventId);
  const counted = COUNTS.get(eventId);
  if (counted !== undefined) return counted;
  // One source alone uses the id, as far as the table knows.
  const [only, ...others] = BY_ID.get(eventId) ?? [];
  return others.length === 0 ? only?.articles : undefined;
}
