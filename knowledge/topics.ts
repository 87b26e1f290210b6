import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { Claim } from './article.ts';
import { readYaml } from './yaml-file.ts';

/** From what the answer to a topic is taken, after the open article's own answer: dialogs/saying/answers/. */
export const ANSWERED_FROM = [
  'risk',
  'undo',
  'restart-order',
  'files',
  'versions',
  'severity',
  'cause',
  'reboot',
  'duration',
  'people',
  'hotfix',
  'places',
  'reference',
  'component',
  'events',
  'scope',
] as const;
export type AnsweredFrom = (typeof ANSWERED_FROM)[number];

/** How sure the classifier must be before an intent is taken, 0 … 1. */
export const Sure = z
  .string()
  .regex(/^0\.\d+$/, 'write a number between 0 and 1, for example 0.5')
  .transform(Number);

export const Utterances = z
  .array(z.string().trim().min(1).max(200, 'write a short utterance, 200 characters at most'))
  .min(25, 'write at least 25 utterances, one a line');

/** One topic: what people ask about it, and what answers them. The file is `knowledge/topics/<topic>.yaml`. */
const TopicFile = z.strictObject({
  /** heading of the answer */
  title: z.string().trim().min(1),
  from: z.array(z.enum(ANSWERED_FROM)).default([]),
  /** said where the article and what was pasted have no answer, each with its source */
  general: z.array(Claim).default([]),
  sure: Sure.optional(),
  utterances: Utterances,
});
export type Topic = z.output<typeof TopicFile>;

const FOLDER = new URL('topics/', import.meta.url);
let read: ReadonlyMap<string, Topic> | undefined;

/**
 * The topics by their names, which are the names of their files.
 * @throws when a file is not of its shape, with every problem in it
 */
export function topics(): ReadonlyMap<string, Topic> {
  read ??= new Map(
    readdirSync(FOLDER)
      .filter((file) => file.endsWith('.yaml'))
      .sort()
      .map((file) => {
        const topic = readYaml(`topics/${file}`, readFileSync(new URL(file, FOLDER), 'utf8'), TopicFile);
        if (!topic.ok) throw new Error(topic.problems.join('\n'));
        return [file.slice(0, -'.yaml'.length), topic.value] as const;
      }),
  );
  return read;
}

/** The heading of what is said about a topic. */
export const topicTitle = (name: string): string => topics().get(name)?.title ?? name;
