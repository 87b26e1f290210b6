import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { BASES } from './article.ts';
import { readYaml } from './yaml-file.ts';

/** A program or service that writes events. */
export interface EventSource {
  /** the usual spelling */
  name: string;
  /** which part of Exchange or Windows it is */
  component: string;
  /** other spellings that were seen, and short forms */
  also: readonly string[];
}

const text = z.string().trim().min(1, 'write a few words here');
const sentence = z.string().regex(/^\S.*\.$/, 'write one sentence with a full stop');
const count = z
  .string()
  .regex(/^\d{1,4}$/, 'write how many articles')
  .transform(Number);
const eventId = z
  .string()
  .regex(/^\d{1,5}$/, 'write the id as Event Viewer shows it')
  .transform(Number)
  .refine((id) => id > 0 && id <= 0xffff, 'write an event id between 1 and 65535');

const spelling = (source: string) => source.replace(/\s+/g, '').toLowerCase();
const key = (source: string, id: number) => `${spelling(source)} ${id}`;
const repeated = (keys: readonly string[]) => keys.filter((one, index) => keys.indexOf(one) !== index);

/** The file `event-table.yaml`. Scalars are text: YAML is read with the failsafe schema. */
export const EventTable = z
  .strictObject({
    sources: z.array(z.strictObject({ name: text, component: text, also: z.array(text).default([]) })),
    events: z.array(
      z.strictObject({
        id: eventId,
        from: text,
        meaning: sentence,
        source: text,
        basis: z.enum(BASES).optional(),
        articles: count.optional(),
      }),
    ),
    anySource: z.array(z.strictObject({ id: eventId, articles: count })),
  })
  .superRefine((table, ctx) => {
    const names = new Set(table.sources.map((source) => source.name));
    for (const [index, { from }] of table.events.entries())
      if (!names.has(from))
        ctx.addIssue({ code: 'custom', path: ['events', index, 'from'], message: `sources has no ${from}` });
    const ofAny = new Map(table.anySource.map((event) => [event.id, event.articles]));
    for (const [index, { id, articles = 0 }] of table.events.entries())
      if (articles > (ofAny.get(id) ?? articles))
        ctx.addIssue({
          code: 'custom',
          path: ['events', index, 'articles'],
          message: `anySource counts only ${ofAny.get(id)} articles for event ${id}; correct one of the two`,
        });
    for (const twice of [
      ...repeated(table.sources.flatMap((source) => [source.name, ...source.also]).map(spelling)),
      ...repeated(table.events.map((event) => key(event.from, event.id))),
      ...repeated(table.anySource.map((event) => String(event.id))),
    ])
      ctx.addIssue({ code: 'custom', path: [], message: `${twice} stands here twice; keep one` });
  });
type EventEntry = z.output<typeof EventTable>['events'][number];

const read = readYaml(
  'event-table.yaml',
  readFileSync(new URL('event-table.yaml', import.meta.url), 'utf8'),
  EventTable,
);
if (!read.ok) throw new Error(read.problems.join('\n'));
const TABLE = read.value;

const SOURCES: ReadonlyMap<string, EventSource> = new Map(
  TABLE.sources.flatMap((source) => [source.name, ...source.also].map((name) => [spelling(name), source] as const)),
);
const NAMES: readonly string[] = TABLE.sources.map((source) => source.name);
const BY_KEY: ReadonlyMap<string, EventEntry> = new Map(
  TABLE.events.map((event) => [key(event.from, event.id), event]),
);
const BY_ID: ReadonlyMap<number, readonly EventEntry[]> = Map.groupBy(TABLE.events, (event) => event.id);
const COUNTS: ReadonlyMap<number, number> = new Map(TABLE.anySource.map((event) => [event.id, event.articles]));

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
    return entry && { meaning: entry.meaning, source: entry.source };
  }
  const entries = BY_ID.get(eventId);
  return (
    entries && {
      meaning: entries.map((entry) => `From ${entry.from}: ${entry.meaning}`).join(' '),
      source: entries.map((entry) => entry.source).join('; '),
    }
  );
}

/**
 * How many Exchange articles of the archive show an event; few means that it says much.
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
