import { z } from 'zod';
import { type ConversationStore, MOST_BEGINNINGS, type Store } from '../store.ts';
import { logEntry, placesInHand, sequenceOf, unansweredEntry, waitingEntry } from '../stored-activity.ts';
import { checkConversationId, storedKey } from '../stored-key.ts';
import { dayOf } from '../touched-day.ts';
import type { Watchers } from '../watchers.ts';
import type { SqliteEngine } from './sqlite-engine.ts';
import type { AppendToLog } from './sqlite-log.ts';

const ConversationRow = z.object({ user_id: z.string(), created_at: z.number() }).optional();

/** Direct Line conversations: their logs, and what was received but not yet answered. */
export function sqliteConversations(
  { db, read, write }: Pick<SqliteEngine, 'db' | 'read' | 'write'>,
  append: AppendToLog,
  watchers: Watchers,
): ConversationStore & Pick<Store, 'watch'> {
  const create = db.prepare(
    'INSERT INTO conversations (id, user_id, created_at, touched_at, touched_day) VALUES (?, ?, ?, ?, ?)',
  );
  const find = db.prepare('SELECT user_id, created_at FROM conversations WHERE id = ?');
  const open = db.prepare('UPDATE conversations SET opened = 1 WHERE id = ? AND opened = 0');
  const findSent = db.prepare('SELECT sequence, activity FROM activities WHERE conversation_id = ? AND client_id = ?');
  const expect = db.prepare('INSERT INTO pending (id, conversation_id, sequence, received_at) VALUES (?, ?, ?, ?)');
  const begin = db.prepare('UPDATE pending SET begun = begun + 1 WHERE id = ? AND begun < ?');
  const isPending = db.prepare('SELECT 1 FROM pending WHERE id = ?');
  const waiting = db.prepare(
    `SELECT conversation_id, max(sequence) AS sequence FROM pending WHERE received_at <= :before OR received_at > :now
     GROUP BY conversation_id ORDER BY min(received_at), min(rowid) LIMIT :limit`,
  );
  const waitingIn = db.prepare(
    `SELECT p.sequence, iif(p.sequence IN (SELECT value FROM json_each(?)), NULL, a.activity) AS activity
     FROM pending p JOIN activities a USING (conversation_id, sequence)
     WHERE p.conversation_id = ? AND p.sequence <= ? ORDER BY p.sequence`,
  );
  const after = db.prepare(
    'SELECT sequence, activity FROM activities WHERE conversation_id = ? AND sequence > ? ORDER BY sequence LIMIT ?',
  );

  return {
    createConversation: ({ id, userId, createdAt }) =>
      write('create a conversation', () => {
        checkConversationId(id);
        create.run(id, userId, createdAt.getTime(), createdAt.getTime(), dayOf(createdAt));
      }),
    findConversation: (id) =>
      read('look up a conversation', () => {
        const row = ConversationRow.parse(find.get(storedKey(id)));
        return row && { id, userId: row.user_id, createdAt: new Date(row.created_at) };
      }),
    openConversation: (id) => write('open a conversation', () => open.run(storedKey(id)).changes === 1),

    async receive(conversationId, activity, clientId) {
      const key = storedKey(conversationId);
      const received = await write(
        'receive an activity',
        () => {
          const sent = clientId === undefined ? undefined : findSent.get(key, storedKey(clientId));
          if (sent) return { activity: logEntry(conversationId, sent).activity, isNew: false };
          const now = new Date();
          const { activity: kept, sequence } = append(conversationId, activity, now, clientId);
          expect.run(storedKey(kept.id ?? ''), key, sequence, now.getTime());
          return { activity: kept, isNew: true };
        },
        true,
      );
      if (received.isNew) watchers.tell(conversationId);
      return received;
    },
    pending: (olderThanMs, limit) =>
      read('list unanswered activities', () => {
        // What was received in the future was received before the clock was set back: nobody knows how long ago.
        const now = Date.now();
        return waiting.all({ before: now - olderThanMs, now, limit }).map(unansweredEntry);
      }),
    unanswered: ({ conversationId, last }, inHand) =>
      read('read unanswered activities', () =>
        waitingIn
          .all(JSON.stringify(placesInHand(conversationId, inHand)), storedKey(conversationId), sequenceOf(last))
          .flatMap((row) => waitingEntry(conversationId, row, inHand)),
      ),
    beginAgain: (id) =>
      write('count a turn', () => {
        const key = storedKey(id);
        if (begin.run(key, MOST_BEGINNINGS).changes === 1) return 'run';
        // Nobody else has the file, so whoever began it is no more.
        return isPending.get(key) ? 'too often' : 'settled';
      }),
    activitiesAfter: (conversationId, watermark, limit) =>
      read('read the log of a conversation', () =>
        after.all(storedKey(conversationId), watermark, limit).map((row) => logEntry(conversationId, row)),
      ),
    watch: (conversationId, changed) => watchers.add(conversationId, changed),
  };
}
