import type { Attachment } from 'botbuilder';
import type { Server } from 'restify';
import { answering, sendJson } from '../answer.ts';
import { authorize, enterConversation } from '../authorize.ts';
import type { ClientActivity } from '../client-activity.ts';
import type { DirectLineDeps } from '../deps.ts';
import { DirectLineError, malformed, tooLarge } from '../direct-line-error.ts';
import { callersAddress, countBytes, type Meters, type Sender } from '../meters.ts';
import { readBytes } from '../read-body.ts';
import { keepBytes, keptAs, PIECE_BYTES } from './attachment-link.ts';

const PIECES = 'pieces:';
/** A piece counts as so many bytes at least: each is kept on its own, however small it is. */
const LEAST_COUNTED = 16 * 1024;
/** Conversations whose sent pieces are remembered until a message names them. */
const MOST_SENDING = 10_000;
const ID = /^[\w-]{43}(?:\.[\w-]{43}){0,99}$/;

/**
 * `POST …/pieces`: a part of a file as one bare body, answered with `{ id }`. No part of Direct Line 3.0; our page sends a
 * large file so, and whatever breaks in between, it goes on where it was. The message then names the file's pieces in
 * their order: an attachment with `contentUrl: "pieces:ID.ID"`. A piece that is sent twice is kept once.
 */
export function registerPieces(server: Server, deps: DirectLineDeps, meters: Meters): void {
  server.post(
    '/v3/directline/conversations/:id/pieces',
    answering(deps, async (req, res) => {
      const caller = await authorize(req, res, deps);
      const conversation = await enterConversation(deps, caller, String(req.params['id']));
      const bytes = await readBytes(req, PIECE_BYTES);
      if (bytes.length === 0) throw new DirectLineError(400, 'MissingProperty', 'body: send the bytes of the piece.');
      const address = callersAddress(deps, caller, req);
      countBytes(meters, { conversation: conversation.id, address }, Math.max(bytes.length, LEAST_COUNTED));
      const { inPieces } = meters;
      if (inPieces.size >= MOST_SENDING) inPieces.clear();
      inPieces.set(conversation.id, (inPieces.get(conversation.id) ?? 0) + bytes.length);
      sendJson(res, 200, { id: await keepBytes(deps.store, conversation.id, bytes) });
    }),
  );
}

/**
 * The attachments of a message with those that came in pieces as kept files; undefined when none did. Throws 400 for
 * pieces that the conversation does not have, 413 for a file, or files together, that are too large, and 429 as
 * {@link countBytes}: bytes that were sent once and are named again count again, since they are read again.
 */
export async function withPieces(
  { store, limits }: Pick<DirectLineDeps, 'store' | 'limits'>,
  meters: Meters,
  sender: Sender,
  { attachments = [] }: ClientActivity,
): Promise<Attachment[] | undefined> {
  if (!attachments.some(({ contentUrl }) => contentUrl?.startsWith(PIECES))) return undefined;
  const whole: Attachment[] = [];
  let named = 0;
  for (const attachment of attachments) {
    const { contentUrl = '' } = attachment;
    if (!contentUrl.startsWith(PIECES)) {
      whole.push(attachment);
      continue;
    }
    const id = contentUrl.slice(PIECES.length);
    named += await sizeOfPieces({ store, limits }, sender.conversation, id);
    if (named > limits.uploadBytes) throw tooLarge(`files: at most ${limits.uploadBytes} bytes together.`);
    whole.push({ ...attachment, contentUrl: keptAs(id) });
  }
  const sent = meters.inPieces.get(sender.conversation) ?? 0;
  countBytes(meters, sender, Math.max(0, named - sent));
  if (sent > named) meters.inPieces.set(sender.conversation, sent - named);
  else meters.inPieces.delete(sender.conversation);
  return whole;
}

/** Stops as soon as they are too many together: the same large one may be named a hundred times. @returns their bytes */
async function sizeOfPieces(
  { store, limits }: Pick<DirectLineDeps, 'store' | 'limits'>,
  conversationId: string,
  id: string,
): Promise<number> {
  let size = 0;
  for (const one of ID.test(id) ? id.split('.') : ['']) {
    const bytes = one ? await store.attachmentSize(conversationId, one) : undefined;
    if (bytes === undefined) throw malformed('contentUrl: this conversation has no such pieces. Send them first.');
    size += bytes;
    if (size > limits.fileBytes) throw tooLarge(`file: at most ${limits.fileBytes} bytes each.`);
  }
  return size;
}
