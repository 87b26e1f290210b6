import { z } from 'zod';
import type { CommitResult, Store, TurnCommit } from '../store.ts';
import { parseStored } from '../stored-activity.ts';
import { storedKey } from '../stored-key.ts';
import { dayOf } from '../touched-day.ts';
import { conversationsOf, firstEtag } from '../turn-commit.ts';
import { COMMIT_FIRST, COMMIT_NEXT } from './postgres-commit.ts';
import { isUniqueViolation, type PostgresEngine } from './postgres-engine.ts';
import { forgetInTurn } from './postgres-persons.ts';
import { remindInTurn } from './postgres-reminders.ts';
import type { PostgresWatch } from './postgres-watch.ts';

const CaseRow = z.object({ etag: z.coerce.number(), value: z.string() }).optional();
const Result = z.object({ result: z.enum(['committed', 'conflict', 'duplicate', 'missing']) });

/** Cases and the commit of a turn: one statement, one round trip. */
export function postgresCases(
  { query, transaction }: Pick<PostgresEngine, 'query' | 'transaction'>,
  watch: Pick<PostgresWatch, 'grew'>,
): Pick<Store, 'loadCase' | 'commitTurn'> {
  async function commit(turn: TurnCommit): Promise<CommitResult> {
    const statement = { ...(turn.etag === undefined ? COMMIT_FIRST : COMMIT_NEXT), values: commitValues(turn) };
    try {
      if (!turn.forget && !turn.remind) {
        // With an inbound activity a second try finds the first one, if that was done.
        const mayRepeat = turn.inboundId !== undefined || turn.settles !== undefined;
        return resultOf(await query('commit a turn', statement, mayRepeat));
      }
      if (!turn.forget)
        return await transaction('commit a turn', async (client) => {
          const result = resultOf((await client.query(statement)).rows);
          if (result === 'committed') await remindInTurn(client, turn);
          return result;
        });
      const person = { ...turn.forget, caseKey: turn.caseKey };
      return await transaction('commit a turn', async (client) => {
        // The case is written, which settles whose turn it is, and then removed with the rest.
        const withoutReplies = { ...statement, values: commitValues({ ...turn, replies: [] }) };
        const result = resultOf((await client.query(withoutReplies)).rows);
        if (result !== 'committed') return result;
        await forgetInTurn(client, person, turn.settles);
        const again = { ...turn, etag: undefined, inboundId: undefined, settles: undefined };
        resultOf((await client.query({ ...COMMIT_FIRST, values: commitValues(again) })).rows);
        await client.query('DELETE FROM cases WHERE key = $1', [storedKey(turn.caseKey)]);
        return result;
      });
    } catch (error) {
      // The same activity was committed elsewhere in this very moment, for another case.
      if (turn.inboundId !== undefined && isUniqueViolation(error, 'committed')) return 'duplicate';
      throw error;
    }
  }

  return {
    async loadCase(caseKey) {
      const text = 'SELECT etag, value FROM cases WHERE key = $1';
      const [found] = await query('load a case', { name: 'load_case', text, values: [storedKey(caseKey)] }, true);
      const row = CaseRow.parse(found);
      return row && { etag: row.etag, value: parseStored(row.value) };
    },
    async commitTurn(turn) {
      const result = await commit(turn);
      if (result === 'committed') for (const id of conversationsOf(turn.replies)) watch.grew(id);
      return result;
    },
  };
}

function resultOf(rows: unknown[]): CommitResult {
  const { result } = Result.parse(rows[0]);
  if (result === 'missing')
    throw new Error('could not write a reply: there is no such conversation, or it has expired');
  return result;
}

function commitValues({ caseKey, etag, value, inboundId, settles, replies, at }: TurnCommit): unknown[] {
  const logged = replies.filter(({ to }) => to === 'log');
  const queued = replies.filter(({ to }) => to === 'outbox');
  return [
    storedKey(caseKey),
    etag ?? firstEtag(),
    JSON.stringify(value ?? null),
    at,
    dayOf(at),
    inboundId === undefined ? null : storedKey(inboundId),
    logged.map(({ conversationId }) => storedKey(conversationId)),
    logged.map(({ activity }) => JSON.stringify(activity)),
    queued.map(({ conversationId }) => storedKey(conversationId)),
    queued.map(({ activity }) => JSON.stringify(activity)),
    settles === undefined ? null : storedKey(settles),
  ];
}
