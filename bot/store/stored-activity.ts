import type { Activity } from 'botbuilder';
import { z } from 'zod';

const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

// The times are Dates in the SDK's type and texts in JSON. Whatever else an activity holds was checked where it came in.
const StoredActivity = z.looseObject({
  type: z.string().optional(),
  id: z.string().optional(),
  timestamp: Instant.optional().catch(undefined),
  localTimestamp: Instant.optional().catch(undefined),
  expiration: Instant.optional().catch(undefined),
});

/** The id of an entry of a Direct Line log: the form that clients of the protocol know. */
export function activityId(conversationId: string, sequence: number): string {
  return `${conversationId}|${String(sequence).padStart(7, '0')}`;
}

/** Reads an activity back. Throws an Error that names the place when the stored text is not an activity. */
export function parseActivity(json: string, place: string): Partial<Activity> {
  const parsed = StoredActivity.safeParse(parseJson(json, place));
  if (parsed.success) return dropUndefined(parsed.data);
  throw new Error(`${place} is stored in a shape this version does not know`);
}

/** Reads stored JSON. Throws an Error that names the place. */
function parseJson(json: string, place: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new Error(`${place} is stored damaged: what was written is no longer JSON`);
  }
}

/** Reads a stored case. A damaged one is given as its text, which is no case and so is not taken for one. */
export function parseCaseValue(json: string): unknown {
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
