import { z } from 'zod';
import type { Store } from '../store.ts';
import { dayOf, endOfDay } from '../touched-day.ts';
import type { PostgresEngine } from './postgres-engine.ts';

/** Rows removed in one transaction; several processes may do it at once, each takes what is not locked. */
const AT_ONCE = 500;
/** A conversation may hold a long log and files: so few are gone well within the time that a statement has. */
const CONVERSATIONS_AT_ONCE = 20;
const old = (atOnce: number, unless = 'false') =>
  `touched_day <= $1 AND touched_at < $2 AND NOT (${unless}) LIMIT ${atOnce} FOR UPDATE SKIP LOCKED`;

const NewestRow = z.object({ day: z.number() });

/** Retention: removes what nobody has touched for long, in small pieces. */
export function postgresExpiry({ query }: Pick<PostgresEngine, 'query'>): Pick<Store, 'expire' | 'newestTouch'> {
  async function untilNone(text: string, values: unknown[], atOnce = AT_ONCE): Promise<number> {
    let removed = 0;
    for (;;) {
      const rows = await query('remove what has expired', { text, values }, true);
      removed += rows.length;
      if (rows.length < atOnce) return removed;
    }
  }

  return {
    async newestTouch() {
      const text = `SELECT greatest(
        (SELECT coalesce(max(touched_day), -1) FROM cases), (SELECT coalesce(max(touched_day), -1) FROM conversations)) AS day`;
      const [row] = await query('look for what was touched last', { text }, true);
      return endOfDay(NewestRow.parse(row).day);
    },
    async expire(before) {
      const limit = [dayOf(before), before];
      await untilNone(
        `DELETE FROM reminders WHERE case_key IN (
           SELECT case_key FROM reminders WHERE due_at < $1 LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED) RETURNING 1`,
        [before],
      );
      const cases = await untilNone(
        `DELETE FROM cases WHERE key IN (SELECT key FROM cases WHERE ${old(AT_ONCE, 'key IN (SELECT case_key FROM reminders)')}) RETURNING 1`,
        limit,
      );
      const conversations = await untilNone(
        `WITH old AS (SELECT id FROM conversations WHERE ${old(CONVERSATIONS_AT_ONCE)}),
           log AS (DELETE FROM activities WHERE conversation_id IN (SELECT id FROM old)),
           files AS (DELETE FROM attachments WHERE conversation_id IN (SELECT id FROM old)),
           tokens AS (DELETE FROM retired_tokens WHERE conversation_id IN (SELECT id FROM old)),
           unanswered AS (DELETE FROM pending WHERE conversation_id IN (SELECT id FROM old))
         DELETE FROM conversations WHERE id IN (SELECT id FROM old) RETURNING 1`,
        limit,
        CONVERSATIONS_AT_ONCE,
      );
      await untilNone(
        `DELETE FROM outbox WHERE id IN (
           SELECT id FROM outbox WHERE created_at < $1 ORDER BY id LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED) RETURNING 1`,
        [before],
      );
      await untilNone(
        `DELETE FROM committed WHERE id IN (SELECT id FROM committed WHERE day < $1 LIMIT ${AT_ONCE}) RETURNING 1`,
        [dayOf(before)],
      );
      return { cases, conversations };
    },
  };
}
