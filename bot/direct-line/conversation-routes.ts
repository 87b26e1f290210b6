import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Server } from 'restify';
import { z } from 'zod';
import { isPrintable, PRINTABLE } from '../printable.ts';
import type { Conversation } from '../store/store.ts';
import { parseWatermark } from './activity-log.ts';
import { answering, drawsCards, queryOf, sendJson } from './answer.ts';
import { authorize, type Caller, enterConversation } from './authorize.ts';
import { claimsFor, createConversation, streamAnswer } from './conversation-answer.ts';
import type { DirectLineDeps } from './deps.ts';
import { DirectLineError } from './direct-line-error.ts';
import { join } from './inbound.ts';
import { baseUrl } from './origin.ts';
import { asWritten, readJson } from './read-body.ts';

const Start = asWritten(
  z.object({
    user: asWritten(z.object({ id: z.string().min(1).max(256).refine(isPrintable, PRINTABLE).optional() })).optional(),
    locale: z.string().max(64).optional(),
  }),
);

/** Start, reconnect, and the session id. */
export function registerConversations(server: Server, deps: DirectLineDeps): void {
  server.post(
    '/v3/directline/conversations',
    answering(deps, async (req, res) => {
      const caller = await authorize(req, res, deps);
      const { user, locale } = await readJson(req, deps.limits.bodyBytes, Start);
      const conversation = await conversationOf(deps, caller, user?.id);
      const isFirst = await deps.store.openConversation(conversation.id);
      const base = baseUrl(req, deps.publicUrl);
      await join(deps, conversation, base, locale);
      sendJson(res, isFirst ? 201 : 200, await answerTo(deps, req, caller, conversation, 0));
    }),
  );

  server.get(
    '/v3/directline/conversations/:id',
    answering(deps, async (req, res) => {
      const caller = await authorize(req, res, deps);
      const conversation = await enterConversation(deps, caller, String(req.params['id']));
      const asked = queryOf(req).get('watermark');
      // An empty one is of a client that has seen nothing yet, as Microsoft's library sends it after an early cut.
      const watermark = asked === null ? await endOfLog(deps, conversation) : (parseWatermark(asked) ?? 0);
      // Who resumes with a token that nobody has started anything with has come as well.
      await join(deps, conversation, baseUrl(req, deps.publicUrl));
      sendJson(res, 200, await answerTo(deps, req, caller, conversation, watermark));
    }),
  );

  server.get(
    '/v3/directline/session/getsessionid',
    answering(deps, async (req, res) => {
      await authorize(req, res, deps);
      // It would tie a sign-in card to the browser that shows it; the bot signs nobody in, so any will do.
      sendJson(res, 200, { sessionId: randomUUID() });
    }),
  );

  server.get(
    '/v3/directline/conversations/:id/stream',
    answering(deps, async () => {
      throw new DirectLineError(426, 'NotSupported', 'The stream is a WebSocket.', { Upgrade: 'websocket' });
    }),
  );
}

/** Who comes back without a watermark gets what comes after. */
async function endOfLog({ store }: DirectLineDeps, { id, userId }: Conversation): Promise<number> {
  const [newest] = await store.ownActivities({ caseKey: '', conversationId: id, userId }, undefined, 1);
  return newest?.sequence ?? 0;
}

/** The conversation of the token; a new one for the secret. */
async function conversationOf(deps: DirectLineDeps, caller: Caller, userId: string | undefined): Promise<Conversation> {
  if (caller.by === 'secret') return createConversation(deps, userId);
  return enterConversation(deps, caller, caller.claims.conv);
}

const answerTo = (
  deps: DirectLineDeps,
  req: IncomingMessage,
  caller: Caller,
  conversation: Conversation,
  watermark: number,
) => streamAnswer(deps.keys, claimsFor(conversation, caller), baseUrl(req, deps.publicUrl), watermark, drawsCards(req));
