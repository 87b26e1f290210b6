import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { FAMILY_IDS } from '../../knowledge/codes/code-families.ts';

const StoredCode = z.strictObject({
  code: z.number().int().min(0).max(0xffff_ffff),
  as: z.enum(FAMILY_IDS).optional(),
  where: z.enum(['text', 'data']),
  line: z.number().int(),
  asWritten: z.string(),
});

/** The part of an EventRecord that a case keeps: bounded, since it is stored with every turn. */
const StoredEvent = z.strictObject({
  eventId: z.number().int().min(0).max(0xffff),
  source: z.string().optional(),
  computer: z.string().optional(),
  time: z.string().optional(),
  text: z.string(),
  codes: z.array(StoredCode),
  line: z.number().int(),
  severity: z.string().optional(),
  /** the entries of articles that it is as described by */
  marks: z.array(z.string()).optional(),
  /** it stands for several that say the same */
  repeats: z
    .strictObject({
      times: z.number().int(),
      lastLine: z.number().int(),
      firstTime: z.string().optional(),
      lastTime: z.string().optional(),
    })
    .optional(),
});
export type StoredEvent = z.infer<typeof StoredEvent>;

const StoredReading = z.strictObject({
  name: z.string(),
  value: z.union([z.number().int(), z.literal('absent')]),
  /** `registry`, `said`, or the name of a log or screen */
  from: z.string(),
  /** it tells what was set then, and not what is set now */
  past: z.literal(true).optional(),
  /** the registry key it stood under, when the paste showed one */
  key: z.string().optional(),
});
export type StoredReading = z.infer<typeof StoredReading>;

/** What is known about the failure: read from pastes, or answered. */
const Known = z.strictObject({
  events: z.array(StoredEvent),
  codes: z.array(StoredCode),
  readings: z.array(StoredReading),
  /** lines and words of what was pasted that articles look for: words of articles */
  signs: z.array(z.strictObject({ mark: z.string(), line: z.number().int() })).optional(),
  /** what was said beside the events, where imported articles are looked for by it */
  told: z.string().max(3000).optional(),
  /** names of files that count as evidence */
  files: z.array(z.string()),
  /** question id to the id of the option chosen; `unknown` for "I don't know" */
  answers: z.record(z.string(), z.string()),
  /** sources that a paste named, by an event or in words */
  named: z.array(z.string()).optional(),
  /** the pastes held more events than a case keeps */
  more: z.literal(true).optional(),
});
export type Known = z.infer<typeof Known>;

/** A place in an article's plan. `screen` is the screen's id, so a plan that grows or shrinks keeps the place. */
const Cursor = z.strictObject({ articleId: z.string(), revision: z.string(), screen: z.string() });
export type Cursor = z.infer<typeof Cursor>;

/** What has been done to the machine in this case, as far as the person said so. */
const Change = z.strictObject({
  articleId: z.string(),
  setting: z.string(),
  before: z.union([z.number().int(), z.literal('absent'), z.literal('unknown')]),
  target: z.number().int(),
  made: z.boolean(),
});
export type Change = z.infer<typeof Change>;

/** The explicit agreement to the warning of one article revision. */
const Agreement = z.strictObject({ articleId: z.string(), revision: z.string(), at: z.iso.datetime() });

/** What somebody decided against the advice. It is no answer about the failure, and no evidence. */
const Decided = z.strictObject({
  /** adds a value that is absent, although that confirms nothing */
  addValue: z.boolean().optional(),
  /** keeps to the open article although these fit better */
  staysDespite: z.array(z.string()).optional(),
});

/** The shape of the records that this version writes. */
export const SHAPE = 3;

/** One case as it is kept beside another. */
const AsideCase = z.strictObject({
  /** a stored case of another shape is brought up to this one or refused, never guessed: stored-case.ts */
  shape: z.literal(SHAPE),
  caseId: z.string(),
  startedAt: z.iso.datetime(),
  /** turns so far; a button drawn by an earlier turn no longer acts */
  turn: z.number().int().min(0),
  known: Known,
  cursor: Cursor.optional(),
  /** screens left behind in this article, newest last, for "back" */
  trail: z.array(z.string()),
  /** places in articles that led into the present one, innermost last, each with what was agreed to there */
  parents: z.array(Cursor.extend({ agreement: Agreement.optional() })),
  decided: Decided.optional(),
  /** the question that was asked to tell articles apart, while no article is open */
  asked: z.string().optional(),
  agreement: Agreement.optional(),
  change: Change.optional(),
  /** settings without a number that were changed, as far as the person said so, oldest first */
  carriedOut: z.array(z.strictObject({ articleId: z.string(), setting: z.string() })).optional(),
  /** what stood in registry keys before an imported article changed them, as the person told it */
  noted: z.array(z.strictObject({ articleId: z.string(), key: z.string(), was: z.string() })).optional(),
  /** the key was not saved before the change, as somebody said in so many words */
  backupSkipped: z.boolean().optional(),
  /** articles that came to an end without helping: ruled-out.ts */
  ruledOut: z.array(z.string()).optional(),
  /** what a "yes" to the last reply would have said: the form that a slip, or a number alone, was taken for */
  offered: z.string().optional(),
  /** the meanings that the last reply asked about, none of them for certain */
  between: z.array(z.string()).optional(),
  /** what the buttons of the last reply say: drawn-buttons.ts */
  drawn: z.array(z.string()).optional(),
  /** what a further paste held, while "is this a new case?" waits for its answer */
  pending: Known.optional(),
  /** articles that a description in words sounded like: dialogs/saying/asked/asked-replies.ts */
  sounds: z.array(z.string()).optional(),
});
export type AsideCase = z.infer<typeof AsideCase>;

/** Everything a conversation remembers for one person: parsed again each time it comes back from the store. */
export const Case = AsideCase.extend({
  /** further cases of the same person, the last opened last: cases.ts */
  others: z.array(AsideCase).optional(),
  /** the person wants to hear of this place again: reminder.ts */
  reminder: z.strictObject({ id: z.string(), due: z.iso.datetime() }).optional(),
});
export type Case = z.infer<typeof Case>;

/** What is known before anybody said anything. */
export function nothingKnown(): Known {
  return { events: [], codes: [], readings: [], files: [], answers: {} };
}

/** A fresh case: nothing known, nothing agreed to. */
export function newCase(now: Date): Case {
  return {
    shape: SHAPE,
    caseId: randomUUID(),
    startedAt: now.toISOString(),
    turn: 0,
    known: nothingKnown(),
    trail: [],
    parents: [],
  };
}

/** Undefined for what is not a case of this shape; never throws. */
export function parseCase(stored: unknown): Case | undefined {
  return Case.safeParse(stored).data;
}
