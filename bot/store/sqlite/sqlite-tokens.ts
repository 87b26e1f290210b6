import { z } from 'zod';
import type { Store } from '../store.ts';
import { storedKey, WHOLE_LINE } from '../stored-key.ts';
import type { SqliteEngine } from './sqlite-engine.ts';

const Row = z.object({ retired_at: z.number() }).optional();

/** Tokens of Direct Line conversations that were exchanged for new ones. */
export function sqliteTokens({
  db,
  read,
  write,
}: Pick<SqliteEngine, 'db' | 'read' | 'write'>): Pick<
  Store,
  'retireToken' | 'tokenRetiredAt' | 'endLine' | 'lineEndedAt'
> {
  const retire = db.prepare(
    'INSERT OR IGNORE INTO retired_tokens (conversation_id, token_id, retired_at) VALUES (?, ?, ?)',
  );
  const find = db.prepare('SELECT retired_at FROM retired_tokens WHERE conversation_id = ? AND token_id = ?');
  const end = db.prepare(
    `INSERT INTO retired_tokens (conversation_id, token_id, retired_at) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET retired_at = max(retired_at, excluded.retired_at)`,
  );
  const tokenRetiredAt = (conversationId: string, tokenId: string) =>
    read('look up a token', () => {
      const row = Row.parse(find.get(storedKey(conversationId), storedKey(tokenId)));
      return row && new Date(row.retired_at);
    });
  return {
    retireToken: (conversationId, tokenId, at) =>
      write('retire a token', () => {
        retire.run(storedKey(conversationId), storedKey(tokenId), at.getTime());
      }),
    tokenRetiredAt,
    endLine: (conversationId, at) =>
      write('end a line of tokens', () => {
        end.run(storedKey(conversationId), WHOLE_LINE, at.getTime());
      }),
    lineEndedAt: (conversationId) => tokenRetiredAt(conversationId, WHOLE_LINE),
  };
}
