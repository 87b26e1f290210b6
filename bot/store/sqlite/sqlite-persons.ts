import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { Forgotten, Person, Store } from '../store.ts';
import { logEntry, parseShown, parseStored, sequenceOf } from '../stored-activity.ts';
import { storedKey } from '../stored-key.ts';
import type { SqliteEngine } from './sqlite-engine.ts';

const CaseRow = z.object({ value: z.string(), touched_at: z.number() }).optional();
const ActivityRow = z.object({ activity: z.string() });
const FileRow = z.object({ id: z.string(), bytes: z.number() });
const parseRow = (found: unknown) => parseShown(ActivityRow.parse(found).activity);

/**
 * Deletes a person's data inside the transaction of a turn; what was received after that turn's activity stays.
 * @param upTo the id of that activity; without one nothing stays that is not pending
 */
export type ForgetInTurn = (person: Person, upTo?: string) => Forgotten;

export function sqliteForgetInTurn(db: DatabaseSync): ForgetInTurn {
  const dropCase = db.prepare('DELETE FROM cases WHERE key = ?');
  const dropOutbox = db.prepare('DELETE FROM outbox WHERE case_key = ?');
  const dropReminders = db.prepare('DELETE FROM reminders WHERE case_key = ?');
  const keepEnd = db.prepare(
    `UPDATE conversations SET last_sequence =
       max(last_sequence, (SELECT coalesce(max(sequence), 0) FROM activities WHERE conversation_id = conversations.id))
     WHERE id = ? AND user_id = ?`,
  );
  // Only a Direct Line conversation has a log, and it belongs to the one person its token is bound to.
  const dropLog = db.prepare(
    `DELETE FROM activities WHERE conversation_id = (SELECT id FROM conversations WHERE id = ? AND user_id = ?)
       AND sequence NOT IN (SELECT sequence FROM pending WHERE conversation_id = ?)`,
  );
  const dropFiles = db.prepare(
    `DELETE FROM attachments WHERE conversation_id = (SELECT id FROM conversations WHERE id = ? AND user_id = ?)
       AND NOT EXISTS (SELECT 1 FROM activities a WHERE a.conversation_id = ? AND instr(a.activity, attachments.id) > 0)`,
  );
  const dropWaiting = db.prepare(
    'DELETE FROM pending WHERE conversation_id = (SELECT id FROM conversations WHERE id = ? AND user_id = ?) AND sequence <= ?',
  );
  return ({ caseKey, conversationId, userId }, upTo) => {
    const conversation = storedKey(conversationId);
    // What was said before and could not be answered is forgotten with the rest, and never answered.
    if (upTo !== undefined) dropWaiting.run(conversation, userId, sequenceOf(upTo));
    // The log goes on where it was: whoever follows it has a watermark.
    keepEnd.run(conversation, userId);
    const activities = Number(dropLog.run(conversation, userId, conversation).changes);
    dropReminders.run(storedKey(caseKey));
    // The files that no activity left in the log speaks of.
    dropFiles.run(conversation, userId, conversation);
    return {
      activities,
      cases: Number(dropCase.run(storedKey(caseKey)).changes),
      outbox: Number(dropOutbox.run(storedKey(caseKey)).changes),
    };
  };
}

/** "Show my data" and "delete my data". */
export function sqlitePersons(
  { db, read, write, emptyLog }: Pick<SqliteEngine, 'db' | 'read' | 'write' | 'emptyLog'>,
  forget: ForgetInTurn,
): Pick<Store, 'personData' | 'ownActivities' | 'forgetPerson'> {
  const findCase = db.prepare('SELECT value, touched_at FROM cases WHERE key = ?');
  const log = db.prepare(
    `SELECT a.sequence, a.activity FROM activities a JOIN conversations c ON c.id = a.conversation_id
     WHERE c.id = ? AND c.user_id = ? AND a.sequence < ? ORDER BY a.sequence DESC LIMIT ?`,
  );
  const files = db.prepare(
    `SELECT id, length(bytes) AS bytes FROM attachments
     WHERE conversation_id = (SELECT id FROM conversations WHERE id = ? AND user_id = ?) ORDER BY id`,
  );
  const outbox = db.prepare('SELECT activity FROM outbox WHERE case_key = ? ORDER BY id');
  const reminders = db.prepare('SELECT due_at FROM reminders WHERE case_key = ?');
  const dropPending = db.prepare(
    'DELETE FROM pending WHERE conversation_id = (SELECT id FROM conversations WHERE id = ? AND user_id = ?)',
  );
  const dropTokens = db.prepare(
    'DELETE FROM retired_tokens WHERE conversation_id = (SELECT id FROM conversations WHERE id = ? AND user_id = ?)',
  );
  const dropConversation = db.prepare('DELETE FROM conversations WHERE id = ? AND user_id = ?');

  return {
    personData: ({ caseKey, conversationId, userId }) =>
      read("show a person's data", () => {
        const row = CaseRow.parse(findCase.get(storedKey(caseKey)));
        return {
          case: row && parseStored(row.value),
          touchedAt: row && new Date(row.touched_at),
          files: files.all(storedKey(conversationId), userId).map((row) => FileRow.parse(row)),
          outbox: outbox.all(storedKey(caseKey)).map(parseRow),
          reminders: reminders.all(storedKey(caseKey)).map(({ due_at }) => new Date(Number(due_at))),
        };
      }),
    ownActivities: ({ conversationId, userId }, before = Number.MAX_SAFE_INTEGER, limit) =>
      read("show a person's data", () =>
        log.all(storedKey(conversationId), userId, before, limit).map((row) => logEntry(conversationId, row)),
      ),
    async forgetPerson(person) {
      const forgotten = await write("delete a person's data", () => {
        const conversation = storedKey(person.conversationId);
        dropPending.run(conversation, person.userId);
        const forgotten = forget(person);
        dropTokens.run(conversation, person.userId);
        dropConversation.run(conversation, person.userId);
        return forgotten;
      });
      await emptyLog();
      return forgotten;
    },
  };
}
