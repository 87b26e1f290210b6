import { createHash } from 'node:crypto';

// PostgreSQL indexes at most some 2700 bytes, and an index over two keys has to fit: 2 × 400 characters of 3 bytes.
const LONGEST = 400;

/**
 * The form in which an id is stored. Ids come from strangers: one that a database cannot hold as text (a NUL, half a
 * surrogate pair, too long for an index) is stored as its hash, so it still equals itself and nothing else.
 */
export function storedKey(id: string): string {
  if (id.length <= LONGEST && id.isWellFormed() && !id.includes('\0')) return id;
  // JSON writes a lone surrogate as its escape, where UTF-8 would make all of them the same.
  return `sha256:${createHash('sha256').update(JSON.stringify(id)).digest('hex')}`;
}

/** Throws for a conversation id that could not be stored as it is: such ids are made by this bot, and stay readable. */
export function checkConversationId(id: string): void {
  const longest = `${id}|0000000000`;
  if (storedKey(longest) !== longest) throw new Error('the id of the conversation is too long or not plain text');
}

/** Stands in the place of a token's id for all tokens of a conversation; no id looks like that. */
export const WHOLE_LINE = '*';
