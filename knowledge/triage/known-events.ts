import { readdirSync, readFileSync } from 'node:fs';
import type { OwnKnowledge } from '../folder/own-knowledge.ts';
import { codeId, kept } from '../kept.ts';
import { words } from '../vocabulary/words.ts';
import { ownFilesIn, readYaml } from '../yaml-file.ts';
import { EventFile, type EventSource, foldedSource, type KnownEvent, OWN_TEXT } from './event-file.ts';

/** All that `events/*.yaml` say. */
export interface EventKnowledge {
  events: ReadonlyMap<string, KnownEvent>;
  byId: ReadonlyMap<number, readonly KnownEvent[]>;
  /** by every folded name */
  sources: ReadonlyMap<string, EventSource>;
  begins: readonly [start: string, source: EventSource][];
}

const FOLDER = new URL('../events/', import.meta.url);

const key = (source: string, id: number) => `${foldedSource(source)} ${id}`;

/** The events of one file, each with its source's words. */
function eventsOf(file: EventFile, sources: ReadonlyMap<string, EventSource>): KnownEvent[] {
  return Object.entries(file.events).flatMap(([name, events]) => {
    const { product = '', component = '' } = sources.get(foldedSource(name)) ?? {};
    return Object.entries(events).map(([id, { severity, means, next, takes, from }]) => ({
      source: name,
      id: Number(id),
      product,
      component,
      severity,
      means,
      next,
      takes,
      from: from === 'text' ? OWN_TEXT : (file.documents[from] ?? from),
    }));
  });
}

const keysOf = (file: EventFile): string[] =>
  Object.entries(file.events).flatMap(([source, events]) => Object.keys(events).map((id) => key(source, Number(id))));

/** What stands in two files, or twice in one: one sentence each. */
function doubled(named: readonly (readonly [where: string, name: string])[]): string[] {
  const groups = Map.groupBy(named, ([, name]) => name);
  return [...groups].flatMap(([name, all]) =>
    all.length > 1 ? [`events/${all.at(-1)?.[0]}:1 ${name} — stands in events/${all[0]?.[0]} already; keep one`] : [],
  );
}

/**
 * Reads `*.yaml` of a folder.
 * @returns the knowledge, or every problem at once, one sentence each. Throws only when the folder cannot be read.
 */
export function readEvents(
  folder: URL = FOLDER,
): { ok: true; value: EventKnowledge } | { ok: false; problems: string[] } {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort();
  const read = names.map(
    (name) => [name, readYaml(`events/${name}`, readFileSync(new URL(name, folder), 'utf8'), EventFile)] as const,
  );
  const problems = read.flatMap(([, file]) => (file.ok ? [] : file.problems));
  if (problems.length > 0) return { ok: false, problems };
  const files = read.flatMap(([name, file]) => (file.ok ? [{ name, value: file.value }] : []));
  const sources = files.flatMap(({ name, value }) =>
    value.sources.flatMap((source) =>
      [...new Set([source.name, ...source.also].map(foldedSource))].map((folded) => ({ name, folded, source })),
    ),
  );
  const bySpelling = new Map(sources.map(({ folded, source }) => [folded, source]));
  const across = [
    ...doubled(sources.map(({ name, folded }) => [name, folded] as const)),
    ...doubled(files.flatMap(({ name, value }) => keysOf(value).map((one) => [name, one] as const))),
    ...files.flatMap(({ name, value }) =>
      Object.keys(value.events)
        .filter((source) => bySpelling.get(foldedSource(source))?.name !== source)
        .map((source) => `events/${name}:1 events.${source} — no file has this source; add it to sources`),
    ),
  ];
  if (across.length > 0) return { ok: false, problems: across };
  const events = files.flatMap(({ value }) => eventsOf(value, bySpelling));
  return {
    ok: true,
    value: {
      events: new Map(events.map((event) => [key(event.source, event.id), event])),
      byId: Map.groupBy(events, ({ id }) => id),
      sources: bySpelling,
      begins: files.flatMap(({ value }) =>
        value.sources.flatMap((source) => source.begins.map((start) => [foldedSource(start), source] as const)),
      ),
    },
  };
}

let known: EventKnowledge | undefined;

/** What comes with Faultline; read when it is asked for the first time, since a start has no use for it. */
function builtInEvents(): EventKnowledge {
  if (known) return known;
  const texts = ownFilesIn('events').flatMap((file) => [file, readFileSync(new URL(`../${file}`, FOLDER))]);
  known = kept('events', [codeId(), ...texts], allEvents, isEventKnowledge);
  return known;
}

const joined = new WeakMap<OwnKnowledge, EventKnowledge>();

/** The knowledge of events: that of the folders, and below it what comes with Faultline. */
export function eventKnowledge(): EventKnowledge {
  const { own } = words();
  if (own === undefined || own.events.length === 0) return builtInEvents();
  const there = joined.get(own);
  if (there) return there;
  const made = withOwn(builtInEvents(), own.events);
  joined.set(own, made);
  return made;
}

/** @param files the one that has precedence first */
function withOwn(base: EventKnowledge, files: readonly EventFile[]): EventKnowledge {
  const sources = new Map(base.sources);
  const events = new Map(base.events);
  for (const file of files.toReversed()) {
    for (const source of file.sources) {
      const names = [source.name, ...source.also].map(foldedSource);
      // Everything else knows a source by the name that it had.
      const usual = names.flatMap((name) => sources.get(name)?.name ?? [])[0] ?? source.name;
      for (const name of names) sources.set(name, { ...source, name: usual });
    }
    for (const event of eventsOf(file, sources)) {
      const source = sources.get(foldedSource(event.source))?.name ?? event.source;
      events.set(key(source, event.id), { ...event, source });
    }
  }
  const begins = files.flatMap((file) =>
    file.sources.flatMap((source) =>
      source.begins.map((start): [string, EventSource] => [foldedSource(start), source]),
    ),
  );
  return {
    events,
    sources,
    byId: Map.groupBy(events.values(), ({ id }) => id),
    begins: [...begins, ...base.begins],
  };
}
function allEvents(): EventKnowledge {
  const read = readEvents();
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.value;
}

const isEventKnowledge = (value: unknown): value is EventKnowledge =>
  typeof value === 'object' && value !== null && 'events' in value && value.events instanceof Map;

/** The source of this name, in any of its spellings; of several versions or instances the one that they are of. */
export function sourceNamed(name: string): EventSource | undefined {
  const { sources, begins } = eventKnowledge();
  const folded = foldedSource(name);
  return sources.get(folded) ?? begins.find(([start]) => folded.startsWith(start))?.[1];
}

/** What is known about an event of a source; undefined when nothing is. */
export function knownEvent(source: string, id: number): KnownEvent | undefined {
  return eventKnowledge().events.get(key(sourceNamed(source)?.name ?? source, id));
}

const ofSource = new WeakMap<EventKnowledge, ReadonlyMap<string, readonly number[]>>();

/** The ids of all events that are known of a source. */
export function idsOfSource(source: string): readonly number[] {
  const all = eventKnowledge();
  let ids = ofSource.get(all);
  if (!ids) {
    const bySource = Map.groupBy(all.events.values(), (event) => event.source);
    ids = new Map([...bySource].map(([name, events]) => [name, events.map(({ id }) => id)]));
    ofSource.set(all, ids);
  }
  return ids.get(sourceNamed(source)?.name ?? source) ?? [];
}

/** Every event of this id, whatever its source; empty when none is known. */
export function eventsOfId(id: number): readonly KnownEvent[] {
  return eventKnowledge().byId.get(id) ?? [];
}
