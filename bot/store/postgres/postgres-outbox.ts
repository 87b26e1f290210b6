import { z } from 'zod';
import { OUTBOX_FAR_MS, OUTBOX_SKEW_MS, OUTBOX_SOON_MS, type OutboxItem, type OutboxStore } from '../store.ts';
import { parseActivity } from '../stored-activity.ts';
import type { PostgresEngine } from './postgres-engine.ts';

const OutboxRow = z.object({
  id: z.coerce.number(),
  conversation_id: z.string(),
  activity: z.string(),
  attempts: z.number(),
  created_at: z.date(),
});
const DeadRow = OutboxRow.extend({ dead_reason: z.string() });
const Depth = z.object({ waiting: z.coerce.number(), dead: z.coerce.number() });

// SKIP LOCKED: what another process is taking right now is its. One whose lease it has just written fails `due_at`,
// which is looked at again under the lock. One that was put back may come before another that is under way just now.
const TAKE = {
  name: 'take_outbox',
  text: `
    WITH due AS (
      SELECT id FROM outbox o
      WHERE dead_reason IS NULL AND (due_at <= $1 OR attempts = 0 AND due_at > $6 OR due_at > $4 OR due_at > $2 AND created_at > $5) AND NOT EXISTS (
        SELECT 1 FROM outbox other WHERE other.conversation_id = o.conversation_id AND other.dead_reason IS NULL
          AND (other.id < o.id OR other.id > o.id AND other.attempts > 0 AND other.due_at > $1 AND other.due_at <= $4))
      ORDER BY due_at, id LIMIT $3 FOR UPDATE SKIP LOCKED)
    UPDATE outbox o SET attempts = attempts + 1, due_at = $2 FROM due WHERE o.id = due.id
    RETURNING o.id, o.conversation_id, o.activity, o.attempts - 1 AS attempts, o.created_at`,
};

/** Replies on their way to a connector. A lease is nothing but a later due time. */
export function postgresOutbox({ query }: Pick<PostgresEngine, 'query'>): OutboxStore {
  const changed = async (what: string, text: string, values: unknown[], again: boolean) =>
    (await query(what, { text: `${text} RETURNING 1`, values }, again)).length > 0;

  return {
    async takeOutbox(now, leaseMs, limit) {
      const after = (ms: number) => new Date(now.getTime() + ms);
      const limits = [OUTBOX_FAR_MS, OUTBOX_SKEW_MS, OUTBOX_SOON_MS].map(after);
      const values = [now, after(leaseMs), limit, ...limits];
      const taken = await query('take replies from the outbox', { ...TAKE, values });
      return taken.map(outboxItem).sort((a, b) => a.id - b.id);
    },
    async outboxDelivered(id) {
      await changed('mark a reply as delivered', 'DELETE FROM outbox WHERE id = $1', [id], true);
    },
    async outboxRetry({ id, attempts }, at) {
      const text = 'UPDATE outbox SET due_at = $1 WHERE id = $2 AND attempts = $3 AND dead_reason IS NULL';
      await changed('put a reply back into the outbox', text, [at, id, attempts + 1], true);
    },
    async outboxDead({ id, attempts }, reason) {
      const text = 'UPDATE outbox SET dead_reason = $1 WHERE id = $2 AND attempts = $3';
      await changed('set a reply aside', text, [reason.replaceAll('\0', ''), id, attempts + 1], true);
    },
    async outboxDepth() {
      const text = 'SELECT count(*) - count(dead_reason) AS waiting, count(dead_reason) AS dead FROM outbox';
      return Depth.parse((await query('count the outbox', { text }, true))[0]);
    },
    async deadLetters(limit) {
      const text = `SELECT id, conversation_id, activity, attempts, created_at, dead_reason FROM outbox
        WHERE dead_reason IS NOT NULL ORDER BY id LIMIT $1`;
      const found = await query('list dead letters', { text, values: [limit] }, true);
      return found.map((each) => ({ ...outboxItem(each), reason: DeadRow.parse(each).dead_reason }));
    },
    reviveDeadLetter(id, at) {
      const text =
        'UPDATE outbox SET dead_reason = NULL, attempts = 0, due_at = $1, created_at = $1 WHERE id = $2 AND dead_reason IS NOT NULL';
      return changed('put a dead letter back', text, [at, id], false);
    },
    dropDeadLetter(id) {
      const text = 'DELETE FROM outbox WHERE id = $1 AND dead_reason IS NOT NULL';
      return changed('drop a dead letter', text, [id], false);
    },
  };
}

function outboxItem(found: unknown): OutboxItem {
  const { id, conversation_id, activity, attempts, created_at } = OutboxRow.parse(found);
  return {
    id,
    conversationId: conversation_id,
    activity: parseActivity(activity),
    attempts,
    createdAt: created_at,
  };
}
