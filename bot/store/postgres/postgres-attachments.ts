import { z } from 'zod';
import type { Store } from '../store.ts';
import { storedKey, WHOLE_LINE } from '../stored-key.ts';
import type { PostgresEngine } from './postgres-engine.ts';

const FileRow = z.object({ bytes: z.instanceof(Uint8Array) }).optional();
const SizeRow = z.object({ bytes: z.coerce.number() }).optional();
const TokenRow = z.object({ retired_at: z.date() }).optional();

/** What hangs on a Direct Line conversation: files that came with what a person wrote, tokens that were exchanged. */
export function postgresAttachments({
  query,
}: Pick<PostgresEngine, 'query'>): Pick<
  Store,
  'saveAttachment' | 'loadAttachment' | 'attachmentSize' | 'retireToken' | 'tokenRetiredAt' | 'endLine' | 'lineEndedAt'
> {
  const tokenRetiredAt = async (conversationId: string, tokenId: string) => {
    const text = 'SELECT retired_at FROM retired_tokens WHERE conversation_id = $1 AND token_id = $2';
    const values = [storedKey(conversationId), storedKey(tokenId)];
    const [found] = await query('look up a token', { name: 'token', text, values }, true);
    return TokenRow.parse(found)?.retired_at;
  };
  return {
    async saveAttachment(conversationId, attachmentId, bytes) {
      // A file without a conversation would never expire.
      const text = `WITH conversation AS (SELECT id FROM conversations WHERE id = $1 FOR KEY SHARE),
          saved AS (INSERT INTO attachments (conversation_id, id, bytes) SELECT id, $2, $3 FROM conversation
            ON CONFLICT DO NOTHING)
        SELECT 1 FROM conversation`;
      const values = [storedKey(conversationId), storedKey(attachmentId), bytes];
      const found = await query('keep a file', { text, values }, true);
      if (found.length === 0)
        throw new Error('PostgreSQL could not keep a file: there is no such conversation, or it has expired');
    },
    async loadAttachment(conversationId, attachmentId) {
      const text = 'SELECT bytes FROM attachments WHERE conversation_id = $1 AND id = $2';
      const values = [storedKey(conversationId), storedKey(attachmentId)];
      const [found] = await query('read a file', { text, values }, true);
      return FileRow.parse(found)?.bytes;
    },
    async attachmentSize(conversationId, attachmentId) {
      const text = 'SELECT length(bytes) AS bytes FROM attachments WHERE conversation_id = $1 AND id = $2';
      const values = [storedKey(conversationId), storedKey(attachmentId)];
      const [found] = await query('look for a file', { text, values }, true);
      return SizeRow.parse(found)?.bytes;
    },
    async retireToken(conversationId, tokenId, at) {
      const text = `INSERT INTO retired_tokens (conversation_id, token_id, retired_at) VALUES ($1, $2, $3)
        ON CONFLICT DO NOTHING`;
      await query('retire a token', { text, values: [storedKey(conversationId), storedKey(tokenId), at] }, true);
    },
    tokenRetiredAt,
    async endLine(conversationId, at) {
      const text = `INSERT INTO retired_tokens (conversation_id, token_id, retired_at) VALUES ($1, $2, $3)
        ON CONFLICT (conversation_id, token_id)
        DO UPDATE SET retired_at = greatest(retired_tokens.retired_at, excluded.retired_at)`;
      await query('end a line of tokens', { text, values: [storedKey(conversationId), WHOLE_LINE, at] }, true);
    },
    lineEndedAt: (conversationId) => tokenRetiredAt(conversationId, WHOLE_LINE),
  };
}
