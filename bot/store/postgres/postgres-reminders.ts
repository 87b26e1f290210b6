import type { ClientBase } from 'pg';
import { z } from 'zod';
import { type DueReminder, OUTBOX_SKEW_MS, type ReminderStore, type TurnCommit } from '../store.ts';
import { parseActivity } from '../stored-activity.ts';
import { storedKey } from '../stored-key.ts';
import type { PostgresEngine } from './postgres-engine.ts';

const ReminderRow = z.object({
  id: z.string(),
  speaks_to: z.enum(['log', 'outbox']),
  conversation_id: z.string(),
  activity: z.string(),
});

/** Notes what a turn says about being reminded, inside its transaction. */
export async function remindInTurn(client: ClientBase, { caseKey, remind, at }: TurnCommit): Promise<void> {
  await client.query('DELETE FROM reminders WHERE case_key = $1', [storedKey(caseKey)]);
  if (remind === undefined || remind === 'none') return;
  const { id, conversationId, to, activity, due } = remind;
  await client.query(
    `INSERT INTO reminders (case_key, id, conversation_id, speaks_to, activity, due_at, set_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [storedKey(caseKey), id, storedKey(conversationId), to, JSON.stringify(activity), due, at],
  );
}

/** Reminders that wait for their time. */
export function postgresReminders({ query }: Pick<PostgresEngine, 'query'>): ReminderStore {
  return {
    async takeReminders(now, leaseMs, limit) {
      const after = (ms: number) => new Date(now.getTime() + ms);
      const skewed = after(OUTBOX_SKEW_MS);
      const setBack = `UPDATE reminders SET due_at = $1::timestamptz + (due_at - set_at), set_at = $1 WHERE set_at > $2 RETURNING 1`;
      await query('look for reminders', { name: 'set_back_reminders', text: setBack, values: [now, skewed] }, true);
      const taken = await query('take reminders', {
        name: 'take_reminders',
        // SKIP LOCKED: what another process is taking right now is its.
        text: `
          WITH due AS (
            SELECT case_key FROM reminders
            WHERE due_at <= $1 AND (leased_until IS NULL OR leased_until <= $1 OR leased_until > $4)
            ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED)
          UPDATE reminders r SET leased_until = $2 FROM due WHERE r.case_key = due.case_key
          RETURNING r.id, r.speaks_to, r.conversation_id, r.activity`,
        values: [now, after(leaseMs), limit, after(leaseMs + OUTBOX_SKEW_MS)],
      });
      return taken.map(dueReminder);
    },
    async reminderDone(id) {
      await query('remove a reminder', { text: 'DELETE FROM reminders WHERE id = $1', values: [id] }, true);
    },
  };
}

function dueReminder(found: unknown): DueReminder {
  const { id, speaks_to: to, conversation_id: conversationId, activity } = ReminderRow.parse(found);
  return { id, to, conversationId, activity: parseActivity(activity) };
}
