import { z } from 'zod';
import type { CommitResult, Outgoing, Store, TurnCommit } from '../store.ts';
import { parseStored } from '../stored-activity.ts';
import { storedKey } from '../stored-key.ts';
import { dayOf } from '../touched-day.ts';
import { conversationsOf, firstEtag } from '../turn-commit.ts';
import type { Watchers } from '../watchers.ts';
import type { SqliteEngine } from './sqlite-engine.ts';
import type { AppendToLog } from './sqlite-log.ts';
import type { ForgetInTurn } from './sqlite-persons.ts';
import { sqliteRemindInTurn } from './sqlite-reminders.ts';

const CaseRow = z.object({ etag: z.number(), value: z.string() }).optional();

/** Cases and the commit of a turn. */
export function sqliteCases(
  { db, read, write, emptyLog }: Pick<SqliteEngine, 'db' | 'read' | 'write' | 'emptyLog'>,
  append: AppendToLog,
  forget: ForgetInTurn,
  watchers: Watchers,
): Pick<Store, 'loadCase' | 'commitTurn'> {
  const find = db.prepare('SELECT etag, value FROM cases WHERE key = ?');
  const isCommitted = db.prepare('SELECT 1 FROM committed WHERE id = ?');
  const writeCase = caseWriter(db);
  const remind = sqliteRemindInTurn(db);
  const remember = db.prepare('INSERT INTO committed (id, day) VALUES (?, ?)');
  const isPending = db.prepare('SELECT 1 FROM pending WHERE id = ?');
  const settle = db.prepare('DELETE FROM pending WHERE id = ?');
  const enqueue = db.prepare(
    'INSERT INTO outbox (conversation_id, case_key, activity, due_at, created_at) VALUES (?, ?, ?, ?, ?)',
  );

  function writeReply(key: string, reply: Outgoing, at: Date): void {
    if (reply.to === 'log') append(reply.conversationId, reply.activity, at);
    else enqueue.run(storedKey(reply.conversationId), key, JSON.stringify(reply.activity), at.getTime(), at.getTime());
  }

  function commit(turn: TurnCommit, value: string): CommitResult {
    const key = storedKey(turn.caseKey);
    const inboundId = maybeKey(turn.inboundId);
    const settles = maybeKey(turn.settles);
    const isAnswered =
      (inboundId !== undefined && isCommitted.get(inboundId)) || (settles !== undefined && !isPending.get(settles));
    if (isAnswered) return 'duplicate';
    if (!writeCase(key, turn, value)) return 'conflict';
    if (inboundId !== undefined) remember.run(inboundId, dayOf(turn.at));
    // Of a log nothing need be remembered: what is no longer pending was answered. A row less, in a turn of few.
    if (settles !== undefined) settle.run(settles);
    remind(turn);
    if (turn.forget) forget({ ...turn.forget, caseKey: turn.caseKey }, turn.settles);
    for (const reply of turn.replies) writeReply(key, reply, turn.at);
    return 'committed';
  }

  return {
    loadCase: (caseKey) =>
      read('load a case', () => {
        const row = CaseRow.parse(find.get(storedKey(caseKey)));
        return row && { etag: row.etag, value: parseStored(row.value) };
      }),
    async commitTurn(turn) {
      const value = JSON.stringify(turn.value ?? null);
      const result = await write('commit a turn', () => commit(turn, value), true);
      if (result !== 'committed') return result;
      for (const id of conversationsOf(turn.replies)) watchers.tell(id);
      if (turn.forget) await emptyLog();
      return result;
    },
  };
}

const maybeKey = (id: string | undefined) => (id === undefined ? undefined : storedKey(id));

/** Writes a case; tells whether it was still as it had been read. */
function caseWriter(db: SqliteEngine['db']): (key: string, turn: TurnCommit, value: string) => boolean {
  const insert = db.prepare(
    'INSERT INTO cases (key, etag, value, touched_at, touched_day) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const update = db.prepare('UPDATE cases SET etag = etag + 1, value = ?, touched_at = ? WHERE key = ? AND etag = ?');
  const touch = db.prepare('UPDATE cases SET touched_day = ? WHERE key = ? AND touched_day <> ?');
  return (key, { etag, at }, value) => {
    if (etag === undefined) return insert.run(key, firstEtag(), value, at.getTime(), dayOf(at)).changes === 1;
    if (update.run(value, at.getTime(), key, etag).changes === 0) return false;
    touch.run(dayOf(at), key, dayOf(at));
    return true;
  };
}
