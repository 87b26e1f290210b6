import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { type DueReminder, OUTBOX_SKEW_MS, type ReminderStore, type TurnCommit } from '../store.ts';
import { parseActivity } from '../stored-activity.ts';
import { storedKey } from '../stored-key.ts';
import type { SqliteEngine } from './sqlite-engine.ts';

const ReminderRow = z.object({
  id: z.string(),
  speaks_to: z.enum(['log', 'outbox']),
  conversation_id: z.string(),
  activity: z.string(),
});

/** Notes what a turn says about being reminded, inside its transaction. */
export function sqliteRemindInTurn(db: DatabaseSync): (turn: Pick<TurnCommit, 'caseKey' | 'remind' | 'at'>) => void {
  const put = db.prepare(
    `INSERT OR REPLACE INTO reminders (case_key, id, conversation_id, speaks_to, activity, due_at, set_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const drop = db.prepare('DELETE FROM reminders WHERE case_key = ?');
  return ({ caseKey, remind, at }) => {
    const key = storedKey(caseKey);
    if (remind === 'none') drop.run(key);
    else if (remind) {
      const { id, conversationId, to, activity, due } = remind;
      put.run(key, id, storedKey(conversationId), to, JSON.stringify(activity), due.getTime(), at.getTime());
    }
  };
}

/** Reminders that wait for their time. Nothing is written as long as none is due. */
export function sqliteReminders({ db, read, write }: Pick<SqliteEngine, 'db' | 'read' | 'write'>): ReminderStore {
  const isDue = 'due_at <= :now AND (leased_until <= :now OR leased_until > :far)';
  const some = db.prepare(`SELECT 1 FROM reminders WHERE ${isDue} OR set_at > :skewed LIMIT 1`);
  const setBack = db.prepare(
    'UPDATE reminders SET due_at = due_at - set_at + :now, set_at = :now WHERE set_at > :skewed',
  );
  const due = db.prepare(
    `SELECT id, speaks_to, conversation_id, activity FROM reminders WHERE ${isDue} ORDER BY due_at LIMIT :limit`,
  );
  const lease = db.prepare('UPDATE reminders SET leased_until = ? WHERE id = ?');
  const remove = db.prepare('DELETE FROM reminders WHERE id = ?');

  return {
    async takeReminders(at, leaseMs, limit) {
      const now = at.getTime();
      const skewed = now + OUTBOX_SKEW_MS;
      const far = skewed + leaseMs;
      const isAny = await read('look for reminders', () => some.get({ now, far, skewed }) !== undefined);
      if (!isAny) return [];
      return write('take reminders', () => {
        setBack.run({ now, skewed });
        const taken = due.all({ now, far, limit }).map(dueReminder);
        for (const { id } of taken) lease.run(now + leaseMs, id);
        return taken;
      });
    },
    reminderDone: (id) =>
      write('remove a reminder', () => {
        remove.run(id);
      }),
  };
}

function dueReminder(found: unknown): DueReminder {
  const { id, speaks_to: to, conversation_id: conversationId, activity } = ReminderRow.parse(found);
  return { id, to, conversationId, activity: parseActivity(activity) };
}
