import type { DatabaseSync } from 'node:sqlite';
import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { activityId } from './stored-activity.ts';
import { storedKey } from './stored-key.ts';
import { dayOf } from './touched-day.ts';

const Sequence = z.object({ last_sequence: z.number() });

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
  const next = db.prepare(
    'UPDATE conversations SET last_sequence = last_sequence + 1, touched_at = ? WHERE id = ? RETURNING last_sequence',
  );
  const touch = db.prepare('UPDATE conversations SET touched_day = ? WHERE id = ? AND touched_day <> ?');
  const insert = db.prepare(
    'INSERT INTO activities (conversation_id, sequence, client_id, activity) VALUES (?, ?, ?, ?)',
  );
  return (conversationId, activity, at, clientId) => {
    const key = storedKey(conversationId);
    const row = Sequence.safeParse(next.get(at.getTime(), key)).data;
    if (!row) throw new Error('there is no such conversation, or it has expired');
    touch.run(dayOf(at), key, dayOf(at));
    const kept = { ...activity, id: activityId(conversationId, row.last_sequence) };
    insert.run(key, row.last_sequence, clientId === undefined ? null : storedKey(clientId), JSON.stringify(kept));
    return { sequence: row.last_sequence, activity: kept };
  };
}
