import { type KnownCode, readCodeTable } from '../codes/code-table.ts';
import { EventFile, foldedSource } from '../triage/event-file.ts';
import { readYaml } from '../yaml-file.ts';
import type { FolderFiles } from './folder-files.ts';
import { OwnTopic } from './topic-file.ts';

/** What folders of knowledge say beside their articles, on top of what comes with Faultline. Plain data: it crosses to other threads. */
export interface OwnKnowledge {
  /** by their names, which are the names of their files */
  topics: ReadonlyMap<string, OwnTopic>;
  /** topics that some article answers */
  answered: readonly string[];
  /** what events mean, the later file first */
  events: readonly EventFile[];
  /** what codes mean, the later folder first */
  codes: readonly KnownCode[];
}

/** {@link OwnKnowledge} of one folder, or of several, with all that has to be mended. */
export interface OwnRead extends Omit<OwnKnowledge, 'answered'> {
  problems: string[];
}

const filesOf = ({ files }: FolderFiles, room: string): [file: string, text: string][] =>
  [...files].filter(([name]) => name.startsWith(`${room}/`));

/** The line of a name in a file; there it is told what is wrong with it. */
const lineOf = (text: string, name: string) =>
  Math.max(1, text.split('\n').findIndex((line) => line.includes(name)) + 1);

/** Reads `topics/`, `events/` and `codes/` of a folder, each of which may be missing. */
export function readOwn(folder: FolderFiles, told: (name: string) => string): OwnRead {
  const topics = filesOf(folder, 'topics').map(([name, text]) => ({
    id: name.slice('topics/'.length, -'.yaml'.length),
    read: readYaml(told(name), text, OwnTopic),
  }));
  const events = filesOf(folder, 'events').map(([name, text]) => ({
    name: told(name),
    text,
    read: readYaml(told(name), text, EventFile),
  }));
  const sources = new Set(
    events.flatMap(({ read }) =>
      read.ok ? read.value.sources.flatMap((one) => [one.name, ...one.also]).map(foldedSource) : [],
    ),
  );
  const codes = filesOf(folder, 'codes').map(([name, text]) => readCodeTable(told(name), text));
  return {
    topics: new Map(topics.flatMap(({ id, read }) => (read.ok ? [[id, read.value] as const] : []))),
    events: events.flatMap(({ read }) => (read.ok ? [read.value] : [])),
    codes: codes.flatMap((read) => (read.ok ? read.codes : [])),
    problems: [
      ...topics.flatMap(({ read }) => (read.ok ? [] : read.problems)),
      ...events.flatMap(({ name, text, read }) =>
        read.ok ? strangeSources(name, text, read.value, sources) : read.problems,
      ),
      ...codes.flatMap((read) => (read.ok ? [] : read.problems)),
    ],
  };
}

/** An event stands below its source, and says of which product it is. */
function strangeSources(name: string, text: string, { events }: EventFile, sources: ReadonlySet<string>): string[] {
  return Object.keys(events)
    .filter((source) => !sources.has(foldedSource(source)))
    .map((source) => `${name}:${lineOf(text, source)} events.${source} — no file has this source; add it to sources`);
}

/** What several folders say; of two topics or codes the one of the later folder. */
export function joinOwn(folders: readonly OwnRead[], answered: readonly string[]): OwnKnowledge {
  return {
    topics: new Map(folders.flatMap(({ topics }) => [...topics])),
    answered,
    events: folders.toReversed().flatMap(({ events }) => events.toReversed()),
    codes: folders.toReversed().flatMap(({ codes }) => codes),
  };
}
