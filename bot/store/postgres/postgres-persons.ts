import type { ClientBase } from 'pg';
import { z } from 'zod';
import type { Forgotten, Person, Store } from '../store.ts';
import { logEntry, parseShown, parseStored, sequenceOf } from '../stored-activity.ts';
import { storedKey } from '../stored-key.ts';
import type { PostgresEngine } from './postgres-engine.ts';

const CaseRow = z.object({ value: z.string(), touched_at: z.date() }).optional();
const FileRow = z.object({ id: z.string(), bytes: z.coerce.number() });
const RemindRow = z.object({ due_at: z.date() });
const OutboxRow = z.object({ activity: z.string() });

// Only a Direct Line conversation has a log, and it belongs to the one person its token is bound to.
const OWN = 'conversation_id = (SELECT id FROM conversations WHERE id = $1 AND user_id = $2)';

/**
 * Deletes a person's data inside the transaction of a turn; what was received after that turn's activity stays.
 * @param upTo the id of that activity; without one nothing stays that is not pending
 */
export async function forgetInTurn(client: ClientBase, person: Person, upTo?: string): Promise<Forgotten> {
  const own = [storedKey(person.conversationId), person.userId];
  const remove = async (text: string, values: unknown[]) => (await client.query(text, values)).rowCount ?? 0;
  // What was said before and could not be answered is forgotten with the rest, and never answered.
  if (upTo !== undefined)
    await remove(`DELETE FROM pending WHERE ${OWN} AND sequence <= $3`, [...own, sequenceOf(upTo)]);
  const cases = await remove('DELETE FROM cases WHERE key = $1', [storedKey(person.caseKey)]);
  const outbox = await remove('DELETE FROM outbox WHERE case_key = $1', [storedKey(person.caseKey)]);
  await remove('DELETE FROM reminders WHERE case_key = $1', [storedKey(person.caseKey)]);
  const activities = await remove(
    `DELETE FROM activities WHERE ${OWN} AND sequence NOT IN (SELECT sequence FROM pending WHERE conversation_id = $1)`,
    own,
  );
  // The files that no activity left in the log speaks of.
  await remove(
    `DELETE FROM attachments WHERE ${OWN} AND NOT EXISTS (
       SELECT 1 FROM activities a WHERE a.conversation_id = $1 AND strpos(a.activity, attachments.id) > 0)`,
    own,
  );
  return { cases, activities, outbox };
}

/** "Show my data" and "delete my data". */
export function postgresPersons({
  query,
  transaction,
}: Pick<PostgresEngine, 'query' | 'transaction'>): Pick<Store, 'personData' | 'ownActivities' | 'forgetPerson'> {
  return {
    async personData({ caseKey, conversationId, userId }) {
      const rows = (text: string, values: string[]) => query("show a person's data", { text, values }, true);
      const [found] = await rows('SELECT value, touched_at FROM cases WHERE key = $1', [storedKey(caseKey)]);
      const row = CaseRow.parse(found);
      const own = [storedKey(conversationId), userId];
      const files = await rows(`SELECT id, length(bytes) AS bytes FROM attachments WHERE ${OWN} ORDER BY id`, own);
      const outbox = await rows('SELECT activity FROM outbox WHERE case_key = $1 ORDER BY id', [storedKey(caseKey)]);
      const reminders = await rows('SELECT due_at FROM reminders WHERE case_key = $1', [storedKey(caseKey)]);
      return {
        case: row && parseStored(row.value),
        touchedAt: row?.touched_at,
        files: files.map((row) => FileRow.parse(row)),
        outbox: outbox.map((each) => parseShown(OutboxRow.parse(each).activity)),
        reminders: reminders.map((each) => RemindRow.parse(each).due_at),
      };
    },
    async ownActivities({ conversationId, userId }, before, limit) {
      const text = `SELECT sequence, activity FROM activities WHERE ${OWN} AND ($3::bigint IS NULL OR sequence < $3::bigint)
        ORDER BY sequence DESC LIMIT $4`;
      const values = [storedKey(conversationId), userId, before ?? null, limit];
      const found = await query("show a person's data", { text, values }, true);
      return found.map((row) => logEntry(conversationId, row));
    },
    forgetPerson: (person) =>
      transaction("delete a person's data", async (client) => {
        const own = [storedKey(person.conversationId), person.userId];
        // In the order in which a turn takes its locks; what comes in between is deleted under the lock of the conversation.
        await client.query(`DELETE FROM pending WHERE ${OWN}`, own);
        await client.query('SELECT 1 FROM conversations WHERE id = $1 AND user_id = $2 FOR UPDATE', own);
        await client.query(`DELETE FROM pending WHERE ${OWN}`, own);
        const forgotten = await forgetInTurn(client, person);
        await client.query(`DELETE FROM retired_tokens WHERE ${OWN}`, own);
        await client.query('DELETE FROM conversations WHERE id = $1 AND user_id = $2', own);
        return forgotten;
      }),
  };
}
