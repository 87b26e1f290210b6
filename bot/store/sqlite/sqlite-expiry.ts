import { setImmediate } from 'node:timers/promises';
import type { Store } from '../store.ts';
import { dayOf, endOfDay } from '../touched-day.ts';
import type { SqliteEngine } from './sqlite-engine.ts';
import { TOUCHED_GRAIN_MS } from './sqlite-log.ts';

/** Rows removed in one transaction: turns in between have to wait for no more than that. */
const AT_ONCE = 200;

/** Retention: removes what nobody has touched for long, in small pieces. */
export function sqliteExpiry({
  db,
  read,
  write,
  emptyLog,
}: Pick<SqliteEngine, 'db' | 'read' | 'write' | 'emptyLog'>): Pick<Store, 'expire' | 'newestTouch'> {
  const old = 'touched_day <= :day AND touched_at < :before';
  const unreminded = 'key NOT IN (SELECT case_key FROM reminders)';
  const cases = db.prepare(
    `DELETE FROM cases WHERE rowid IN (SELECT rowid FROM cases WHERE ${old} AND ${unreminded} LIMIT ${AT_ONCE})`,
  );
  const reminders = db.prepare(
    `DELETE FROM reminders WHERE case_key IN (SELECT case_key FROM reminders WHERE due_at < :before LIMIT ${AT_ONCE})`,
  );
  const oldConversations = db.prepare(
    `SELECT id FROM conversations WHERE touched_day <= :day AND touched_at < :before - ${TOUCHED_GRAIN_MS} LIMIT ${AT_ONCE}`,
  );
  const dropParts = ['activities', 'attachments', 'pending', 'retired_tokens'].map((table) =>
    db.prepare(`DELETE FROM ${table} WHERE conversation_id = ?`),
  );
  const dropConversation = db.prepare('DELETE FROM conversations WHERE id = ?');
  const outbox = db.prepare(
    `DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE created_at < :before ORDER BY id LIMIT ${AT_ONCE})`,
  );
  const committed = db.prepare(
    `DELETE FROM committed WHERE id IN (SELECT id FROM committed WHERE day < :day LIMIT ${AT_ONCE})`,
  );

  const newest = db.prepare(
    'SELECT max((SELECT coalesce(max(touched_day), -1) FROM cases), (SELECT coalesce(max(touched_day), -1) FROM conversations)) AS day',
  );

  async function untilNone(remove: () => number): Promise<number> {
    let removed = 0;
    for (;;) {
      const count = await write('remove what has expired', remove);
      removed += count;
      if (count < AT_ONCE) return removed;
      await setImmediate();
    }
  }

  return {
    newestTouch: () => read('look for what was touched last', () => endOfDay(Number(newest.get()?.['day']))),
    async expire(before) {
      const limit = { day: dayOf(before), before: before.getTime() };
      await untilNone(() => Number(reminders.run({ before: limit.before }).changes));
      const removedCases = await untilNone(() => Number(cases.run(limit).changes));
      const removedConversations = await untilNone(() => {
        const found = oldConversations.all(limit).map(({ id }) => String(id));
        for (const id of found) for (const drop of [...dropParts, dropConversation]) drop.run(id);
        return found.length;
      });
      const removedReplies = await untilNone(() => Number(outbox.run({ before: limit.before }).changes));
      await untilNone(() => Number(committed.run({ day: limit.day }).changes));
      if (removedCases + removedConversations + removedReplies > 0) await emptyLog();
      return { cases: removedCases, conversations: removedConversations };
    },
  };
}
