import { z } from 'zod';
import {
  type DeadLetter,
  OUTBOX_FAR_MS,
  OUTBOX_SKEW_MS,
  OUTBOX_SOON_MS,
  type OutboxItem,
  type OutboxStore,
} from '../store.ts';
import { parseActivity } from '../stored-activity.ts';
import type { SqliteEngine } from './sqlite-engine.ts';

const OutboxRow = z.object({
  id: z.number(),
  conversation_id: z.string(),
  activity: z.string(),
  attempts: z.number(),
  created_at: z.number(),
  dead_reason: z.string().nullable(),
});
const Depth = z.object({ waiting: z.number(), dead: z.number() });

/** Replies on their way to a connector. A lease is nothing but a later due time. */
export function sqliteOutbox({ db, read, write }: Pick<SqliteEngine, 'db' | 'read' | 'write'>): OutboxStore {
  const due = db.prepare(
    `SELECT id, conversation_id, activity, attempts, created_at, dead_reason FROM outbox o
     WHERE dead_reason IS NULL AND (due_at <= :now OR attempts = 0 AND due_at > :soon OR due_at > :far OR due_at > :leased AND created_at > :skewed) AND NOT EXISTS (
       SELECT 1 FROM outbox other WHERE other.conversation_id = o.conversation_id AND other.dead_reason IS NULL
         AND (other.id < o.id OR other.id > o.id AND other.attempts > 0 AND other.due_at BETWEEN :now + 1 AND :far))
     ORDER BY due_at, id LIMIT :limit`,
  );
  const lease = db.prepare('UPDATE outbox SET attempts = attempts + 1, due_at = ? WHERE id = ?');
  const remove = db.prepare('DELETE FROM outbox WHERE id = ?');
  const retry = db.prepare('UPDATE outbox SET due_at = ? WHERE id = ? AND attempts = ? AND dead_reason IS NULL');
  const bury = db.prepare('UPDATE outbox SET dead_reason = ? WHERE id = ? AND attempts = ?');
  const depth = db.prepare('SELECT count(*) - count(dead_reason) AS waiting, count(dead_reason) AS dead FROM outbox');
  const dead = db.prepare(
    `SELECT id, conversation_id, activity, attempts, created_at, dead_reason FROM outbox
     WHERE dead_reason IS NOT NULL ORDER BY id LIMIT ?`,
  );
  const revive = db.prepare(
    'UPDATE outbox SET dead_reason = NULL, attempts = 0, due_at = ?1, created_at = ?1 WHERE id = ?2 AND dead_reason IS NOT NULL',
  );
  const drop = db.prepare('DELETE FROM outbox WHERE id = ? AND dead_reason IS NOT NULL');

  return {
    takeOutbox: (now, leaseMs, limit) =>
      write('take replies from the outbox', () => {
        const at = now.getTime();
        // One that was put back may come before another that is under way just now.
        const taken = due
          .all({
            now: at,
            soon: at + OUTBOX_SOON_MS,
            far: at + OUTBOX_FAR_MS,
            leased: at + leaseMs,
            skewed: at + OUTBOX_SKEW_MS,
            limit,
          })
          .map(outboxItem);
        for (const { id } of taken) lease.run(now.getTime() + leaseMs, id);
        return taken.sort((a, b) => a.id - b.id);
      }),
    outboxDelivered: (id) =>
      write('mark a reply as delivered', () => {
        remove.run(id);
      }),
    outboxRetry: ({ id, attempts }, at) =>
      write('put a reply back into the outbox', () => {
        retry.run(at.getTime(), id, attempts + 1);
      }),
    outboxDead: ({ id, attempts }, reason) =>
      write('set a reply aside', () => {
        bury.run(reason, id, attempts + 1);
      }),
    outboxDepth: () => read('count the outbox', () => Depth.parse(depth.get())),
    deadLetters: (limit) => read('list dead letters', () => dead.all(limit).map(deadLetter)),
    reviveDeadLetter: (id, at) => write('put a dead letter back', () => revive.run(at.getTime(), id).changes === 1),
    dropDeadLetter: (id) => write('drop a dead letter', () => drop.run(id).changes === 1),
  };
}

function outboxItem(found: unknown): OutboxItem {
  const row = OutboxRow.parse(found);
  return {
    id: row.id,
    conversationId: row.conversation_id,
    activity: parseActivity(row.activity),
    attempts: row.attempts,
    createdAt: new Date(row.created_at),
  };
}

function deadLetter(found: unknown): DeadLetter {
  return { ...outboxItem(found), reason: OutboxRow.parse(found).dead_reason ?? '' };
}
