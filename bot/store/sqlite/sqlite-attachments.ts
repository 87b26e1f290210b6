import { z } from 'zod';
import type { Store } from '../store.ts';
import { storedKey } from '../stored-key.ts';
import type { SqliteEngine } from './sqlite-engine.ts';

const FileRow = z.object({ bytes: z.instanceof(Uint8Array) }).optional();
const SizeRow = z.object({ bytes: z.number() }).optional();

/** The files that came with what a person wrote. */
export function sqliteAttachments({
  db,
  read,
  writeBytes,
}: Pick<SqliteEngine, 'db' | 'read' | 'writeBytes'>): Pick<
  Store,
  'saveAttachment' | 'loadAttachment' | 'attachmentSize'
> {
  // A file without a conversation would never expire.
  const exists = db.prepare('SELECT 1 FROM conversations WHERE id = ?');
  const save = db.prepare('INSERT OR IGNORE INTO attachments (conversation_id, id, bytes) VALUES (?, ?, ?)');
  const load = db.prepare('SELECT bytes FROM attachments WHERE conversation_id = ? AND id = ?');
  const size = db.prepare('SELECT length(bytes) AS bytes FROM attachments WHERE conversation_id = ? AND id = ?');
  return {
    saveAttachment: (conversationId, attachmentId, bytes) =>
      writeBytes('keep a file', () => {
        if (!exists.get(storedKey(conversationId))) throw new Error('there is no such conversation, or it has expired');
        save.run(storedKey(conversationId), storedKey(attachmentId), bytes);
      }),
    loadAttachment: (conversationId, attachmentId) =>
      read('read a file', () => {
        const row = FileRow.parse(load.get(storedKey(conversationId), storedKey(attachmentId)));
        return row?.bytes;
      }),
    attachmentSize: (conversationId, attachmentId) =>
      read('look for a file', () => SizeRow.parse(size.get(storedKey(conversationId), storedKey(attachmentId)))?.bytes),
  };
}
