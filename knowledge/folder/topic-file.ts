import { z } from 'zod';
import { Claim } from '../article.ts';

/** From what the answer to a topic is taken, after the open article's own answer: dialogs/saying/answers/. */
const ANSWERED_FROM = [
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
  'return',
  'plan-b',
  'proof',
  'reach',
  'times',
  'changed-by',
  'self',
  'machine',
  'rights',
  'saved-first',
  'downtime',
  'changes',
  'glossary',
] as const;
export type AnsweredFrom = (typeof ANSWERED_FROM)[number];

/** How sure the classifier must be before an intent is taken, 0 … 1. */
export const Sure = z
  .string()
  .regex(/^0\.\d+$/, 'write a number between 0 and 1, for example 0.5')
  .transform(Number);

const utterance = z.string().trim().min(1).max(200, 'write a short utterance, 200 characters at most');
export const Utterances = z.array(utterance).min(25, 'write at least 25 utterances, one a line');

/** A line that stands for many: `(how long|how much time) does (it|this) take`. An empty alternative leaves it out; none inside another. */
export const Frames = z
  .array(
    z
      .string()
      .trim()
      .min(1)
      .max(500, 'write a shorter line, 500 characters at most')
      .regex(/^(?:[^()]|\([^()]*\))*$/, 'close each "(" before the next one opens'),
  )
  .default([]);

/** One topic: what people ask about it, and what answers them. The file is `knowledge/topics/<topic>.yaml`. */
export const TopicFile = z.strictObject({
  /** heading of the answer */
  title: z.string().trim().min(1),
  from: z.array(z.enum(ANSWERED_FROM)).default([]),
  /** said where the article and what was pasted have no answer, each with its source */
  general: z.array(Claim).default([]),
  sure: Sure.optional(),
  /** more ways to ask, each line many of them: `(can|may) I (ignore it|leave that alone)` */
  frames: Frames,
  utterances: Utterances,
});
export type Topic = z.output<typeof TopicFile>;

/** A topic of a folder of knowledge, `topics/NAME.yaml`. One with the name of a topic that is there already answers in its place. */
export const OwnTopic = TopicFile.extend({
  /** as people ask, one a line */
  utterances: z.array(utterance).min(5, 'write at least 5 utterances, one a line'),
  /** further ones that nobody looked at while writing: they measure how well it is heard */
  heldBack: z.array(utterance).default([]),
});
export type OwnTopic = z.output<typeof OwnTopic>;
