import type { DatabaseSync } from 'node:sqlite';
import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { activityId } from '../stored-activity.ts';
import { storedKey } from '../stored-key.ts';
import { dayOf } from '../touched-day.ts';

const Place = z.object({ last: z.number(), touched_at: z.number() });

/**
 * A conversation is noted as touched once in so many milliseconds: its row lies on a page of its own among a million,
 * and a turn that need not write it is the faster for it. Expiry allows for it.
 */
export const TOUCHED_GRAIN_MS = 3_600_000;

/** An activity as the log has taken it, under its new id. */
export interface Appended {
  sequence: number;
  activity: Partial<Activity>;
}
export type AppendToLog = (
  conversationId: string,
  activity: Partial<Activity>,
  at: Date,
  clientId?: string,
) => Appended;

/** Writes the log of conversations. To be called inside a transaction; throws an Error when there is no such conversation. */
export function sqliteLog(db: DatabaseSync): AppendToLog {
  // The log itself says where it ends; `last_sequence` is for one whose end was deleted, since no place is given twice.
  const find = db.prepare(
    `SELECT max(c.last_sequence, (SELECT coalesce(max(a.sequence), 0) FROM activities a WHERE a.conversation_id = c.id)) AS last,
       c.touched_at FROM conversations c WHERE c.id = ?`,
  );
  const touch = db.prepare('UPDATE conversations SET touched_at = ?, touched_day = ? WHERE id = ?');
  const insert = db.prepare(
    'INSERT INTO activities (conversation_id, sequence, client_id, activity) VALUES (?, ?, ?, ?)',
  );
  return (conversationId, activity, at, clientId) => {
    const key = storedKey(conversationId);
    const place = Place.safeParse(find.get(key)).data;
    if (!place) throw new Error('there is no such conversation, or it has expired');
    if (at.getTime() >= place.touched_at + TOUCHED_GRAIN_MS) touch.run(at.getTime(), dayOf(at), key);
    const sequence = place.last + 1;
    const kept = { ...activity, id: activityId(conversationId, sequence) };
    insert.run(key, sequence, clientId === undefined ? null : storedKey(clientId), JSON.stringify(kept));
    return { sequence, activity: kept };
  };
}
