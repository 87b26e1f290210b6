import type { OwnKnowledge } from './folder/own-knowledge.ts';
import { type Topic, TopicFile } from './folder/topic-file.ts';
import { words } from './vocabulary/words.ts';
import { ownData, ownFilesIn } from './yaml-file.ts';

let read: ReadonlyMap<string, Topic> | undefined;

/**
 * The topics that come with Faultline by their names, which are the names of their files.
 * @throws when a file is not of its shape, with every problem in it
 */
export function builtInTopics(): ReadonlyMap<string, Topic> {
  read ??= new Map(
    [...ownData(ownFilesIn('topics'), TopicFile)].map(
      ([file, topic]) => [file.slice('topics/'.length, -'.yaml'.length), topic] as const,
    ),
  );
  return read;
}

const joined = new WeakMap<OwnKnowledge, ReadonlyMap<string, Topic>>();

/**
 * The topics of the knowledge at hand: those that come with Faultline and those of the folders, which have precedence. What nothing
 * but articles can answer is there only as long as one does.
 */
export function topics(): ReadonlyMap<string, Topic> {
  const { own } = words();
  if (own === undefined) return builtInTopics();
  const there = joined.get(own);
  if (there) return there;
  const answered = new Set(own.answered);
  const answerable = [...builtInTopics()].filter(
    ([name, { from, general }]) => from.length > 0 || general.length > 0 || answered.has(name),
  );
  const made: ReadonlyMap<string, Topic> = new Map<string, Topic>([...answerable, ...own.topics]);
  joined.set(own, made);
  return made;
}

/** The heading of what is said about a topic. */
export const topicTitle = (name: string): string => topics().get(name)?.title ?? name;
