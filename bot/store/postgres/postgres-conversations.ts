import { z } from 'zod';
import { type ConversationStore, MOST_BEGINNINGS, type Store } from '../store.ts';
import { activityId, logEntry, placesInHand, sequenceOf, unansweredEntry, waitingEntry } from '../stored-activity.ts';
import { checkConversationId, storedKey } from '../stored-key.ts';
import { dayOf } from '../touched-day.ts';
import { isUniqueViolation, type PostgresEngine } from './postgres-engine.ts';
import type { PostgresWatch } from './postgres-watch.ts';

const ConversationRow = z.object({ user_id: z.string(), created_at: z.date() }).optional();
const ReceivedRow = z.object({ sequence: z.coerce.number(), activity: z.string().nullable() }).optional();

const RECEIVE = {
  name: 'receive',
  text: `
    WITH sent AS (SELECT sequence, activity FROM activities WHERE conversation_id = $1 AND client_id = $2),
    next AS (
      UPDATE conversations SET last_sequence = last_sequence + 1, touched_at = $4, touched_day = $5
      WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM sent) RETURNING last_sequence AS sequence),
    logged AS (
      INSERT INTO activities (conversation_id, sequence, client_id, activity)
      SELECT $1, sequence, $2, $3 FROM next),
    expected AS (
      INSERT INTO pending (id, conversation_id, sequence)
      SELECT $1 || '|' || lpad(sequence::text, greatest(7, length(sequence::text)), '0'), $1, sequence FROM next)
    SELECT sequence, activity FROM sent UNION ALL SELECT sequence, NULL FROM next`,
};

const BegunRow = z.object({ begun: z.number(), lately: z.boolean().nullable() }).optional();

/** How long a turn that another process began is left alone: a turn is over in much less, and a process that died is dead. */
const IN_HAND_SECONDS = 5;

const BEGIN_AGAIN = {
  name: 'begin_again',
  text: `
    WITH old AS (SELECT id, begun, begun_at FROM pending WHERE id = $1 FOR UPDATE),
    counted AS (
      UPDATE pending p SET begun = p.begun + 1, begun_at = clock_timestamp() FROM old
      WHERE p.id = old.id AND old.begun < ${MOST_BEGINNINGS})
    SELECT begun, begun_at > clock_timestamp() - interval '${IN_HAND_SECONDS} seconds' AS lately FROM old`,
};

/** Direct Line conversations: their logs, and what was received but not yet answered. */
export function postgresConversations(
  { query }: Pick<PostgresEngine, 'query'>,
  watch: Pick<PostgresWatch, 'grew'>,
): ConversationStore {
  const receive: Store['receive'] = async (conversationId, activity, clientId) => {
    const key = storedKey(conversationId);
    const now = new Date();
    const values = [
      key,
      clientId === undefined ? null : storedKey(clientId),
      JSON.stringify(activity),
      now,
      dayOf(now),
    ];
    const [found] = await query('receive an activity', { ...RECEIVE, values }, clientId !== undefined);
    const row = ReceivedRow.parse(found);
    if (!row)
      throw new Error(`PostgreSQL could not receive an activity: there is no such conversation, or it has expired`);
    if (row.activity !== null) return { activity: logEntry(conversationId, row).activity, isNew: false };
    return { activity: { ...activity, id: activityId(conversationId, row.sequence) }, isNew: true };
  };

  return {
    async createConversation({ id, userId, createdAt }) {
      checkConversationId(id);
      await query('create a conversation', {
        text: 'INSERT INTO conversations (id, user_id, created_at, touched_at, touched_day) VALUES ($1, $2, $3, $3, $4)',
        values: [id, userId, createdAt, dayOf(createdAt)],
      });
    },
    async findConversation(id) {
      const text = 'SELECT user_id, created_at FROM conversations WHERE id = $1';
      const values = [storedKey(id)];
      const [found] = await query('look up a conversation', { name: 'find_conversation', text, values }, true);
      const row = ConversationRow.parse(found);
      return row && { id, userId: row.user_id, createdAt: row.created_at };
    },
    async openConversation(id) {
      const text = 'UPDATE conversations SET opened = true WHERE id = $1 AND NOT opened RETURNING 1';
      return (await query('open a conversation', { text, values: [storedKey(id)] })).length > 0;
    },
    async receive(conversationId, activity, clientId) {
      const received = await receive(conversationId, activity, clientId).catch((error: unknown) => {
        // The same client id arrived twice at once: the other one is there now.
        if (clientId !== undefined && isUniqueViolation(error, 'activities'))
          return receive(conversationId, activity, clientId);
        throw error;
      });
      if (received.isNew) watch.grew(conversationId);
      return received;
    },
    async pending(olderThanMs, limit) {
      const text = `SELECT conversation_id, max(sequence) AS sequence FROM pending
        WHERE received_at <= clock_timestamp() - $1 * interval '1 millisecond' OR received_at > clock_timestamp()
        GROUP BY conversation_id ORDER BY min(received_at), conversation_id LIMIT $2`;
      const values = [olderThanMs, limit];
      return (await query('list unanswered activities', { text, values }, true)).map(unansweredEntry);
    },
    async unanswered({ conversationId, last }, inHand) {
      const text = `SELECT p.sequence, CASE WHEN p.sequence = ANY($3::bigint[]) THEN NULL ELSE a.activity END AS activity
        FROM pending p JOIN activities a USING (conversation_id, sequence)
        WHERE p.conversation_id = $1 AND p.sequence <= $2 ORDER BY p.sequence`;
      const values = [storedKey(conversationId), sequenceOf(last), placesInHand(conversationId, inHand)];
      const found = await query('read unanswered activities', { name: 'unanswered', text, values }, true);
      return found.flatMap((row) => waitingEntry(conversationId, row, inHand));
    },
    async beginAgain(id) {
      const [found] = await query('count a turn', { ...BEGIN_AGAIN, values: [storedKey(id)] });
      const row = BegunRow.parse(found);
      if (!row) return 'settled';
      if (row.begun < MOST_BEGINNINGS) return 'run';
      return row.lately ? 'elsewhere' : 'too often';
    },
    async activitiesAfter(conversationId, watermark, limit) {
      const text = `SELECT sequence, activity FROM activities
        WHERE conversation_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3`;
      const values = [storedKey(conversationId), watermark, limit];
      const found = await query('read the log of a conversation', { name: 'activities_after', text, values }, true);
      return found.map((row) => logEntry(conversationId, row));
    },
  };
}
