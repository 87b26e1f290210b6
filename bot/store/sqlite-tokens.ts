import { z } from 'zod';
import type { SqliteEngine } from './sqlite-engine.ts';
import type { Store } from './store.ts';
import { storedKey } from './stored-key.ts';

const Row = z.object({ retired_at: z.number() });

/** Tokens of Direct Line conversations that were exchanged for new ones. */
export function sqliteTokens({
  db,
  read,
  write,
}: Pick<SqliteEngine, 'db' | 'read' | 'write'>): Pick<Store, 'retireToken' | 'tokenRetiredAt'> {
  const retire = db.prepare(
    'INSERT OR IGNORE INTO retired_tokens (conversation_id, token_id, retired_at) VALUES (?, ?, ?)',
  );
  const find = db.prepare('SELECT retired_at FROM retired_tokens WHERE conversation_id = ? AND token_id = ?');
  return {
    retireToken: (conversationId, tokenId, at) =>
      write('retire a token', () => {
        retire.run(storedKey(conversationId), storedKey(tokenId), at.getTime());
      }),
    tokenRetiredAt: (conversationId, tokenId) =>
      read('look up a token', () => {
        const row = Row.optional().parse(find.get(storedKey(conversationId), storedKey(tokenId)));
        return row && new Date(row.retired_at);
      }),
  };
}
