import type { Activity } from 'botbuilder';
import { z } from 'zod';
import type { LoggedActivity, Unanswered } from './store.ts';

const Instant = z.union([z.date(), z.iso.datetime({ offset: true }).transform((text) => new Date(text))]);

// The times are Dates in the SDK's type and texts in JSON. Whatever else an activity holds was checked where it came in.
const StoredActivity = z.looseObject({
  type: z.string().optional(),
  timestamp: Instant.optional().catch(undefined),
  localTimestamp: Instant.optional().catch(undefined),
  expiration: Instant.optional().catch(undefined),
});

/** The id of an entry of a Direct Line log: the form that clients of the protocol know. */
export function activityId(conversationId: string, sequence: number): string {
  return `${conversationId}|${String(sequence).padStart(7, '0')}`;
}

/** The place in its log that an activity's id names. */
export function sequenceOf(id: string): number {
  return Number(id.slice(id.lastIndexOf('|') + 1));
}

/** Reads an activity back; undefined when it is stored damaged, or in a shape this version does not know. */
export function parseActivity(json: string): Partial<Activity> | undefined {
  return readBack(parseStored(json));
}

function readBack(stored: unknown): Partial<Activity> | undefined {
  const parsed = StoredActivity.safeParse(stored);
  return parsed.success ? dropUndefined(parsed.data) : undefined;
}

/** Reads an activity that is only to be shown. One that cannot be read has a sentence in its place: it must not hide the others. */
export function parseShown(json: string): Partial<Activity> {
  return parseActivity(json) ?? { type: 'message', text: UNREADABLE, textFormat: 'plain' };
}

// PostgreSQL's big numbers arrive as text.
const LogRow = z.object({ sequence: z.coerce.number(), activity: z.string() });
const WaitingRow = LogRow.extend({ activity: z.string().nullable() });
const PendingRow = z.object({ conversation_id: z.string(), sequence: z.coerce.number() });

/** An entry of a log from its row. Its id is made from its place in the log, which the database alone gives. */
export function logEntry(conversationId: string, row: unknown): LoggedActivity {
  const { sequence, activity } = LogRow.parse(row);
  return { sequence, activity: { ...parseShown(activity), id: activityId(conversationId, sequence) } };
}

/** What waits for its turn: as it is in hand, else from its row in the log; nothing when it cannot be read. */
export function waitingEntry(
  conversationId: string,
  row: unknown,
  inHand?: ReadonlyMap<string, Partial<Activity>>,
): Partial<Activity>[] {
  const { sequence, activity } = WaitingRow.parse(row);
  const id = activityId(conversationId, sequence);
  const read = activity === null ? readBack(inHand?.get(id)) : parseActivity(activity);
  return read ? [{ ...read, id }] : [];
}

/** The places in its log of what of a conversation is in hand. */
export function placesInHand(conversationId: string, inHand: ReadonlyMap<string, unknown> = new Map()): number[] {
  return [...inHand.keys()].map(sequenceOf).filter((place) => inHand.has(activityId(conversationId, place)));
}

/** A conversation that waits, from the row of the newest activity that does. */
export function unansweredEntry(row: unknown): Unanswered {
  const { conversation_id: conversationId, sequence } = PendingRow.parse(row);
  return { conversationId, last: activityId(conversationId, sequence) };
}

const UNREADABLE = 'This message was stored in a form that cannot be read (any more). Nothing else is lost with it.';

/** Reads stored JSON. What is damaged is given as its text, which is no case and no activity and so is not taken for one. */
export function parseStored(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

function dropUndefined(activity: z.infer<typeof StoredActivity>): Partial<Activity> {
  const { timestamp, localTimestamp, expiration, ...rest } = activity;
  return {
    ...rest,
    ...(timestamp && { timestamp }),
    ...(localTimestamp && { localTimestamp }),
    ...(expiration && { expiration }),
  };
}
