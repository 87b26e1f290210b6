import type { Server } from 'restify';
import { z } from 'zod';
import type { Conversation } from '../store/store.ts';
import { answering, sendJson } from './answer.ts';
import { claimsFor, createConversation, tokenAnswer } from './conversation-answer.ts';
import type { DirectLineDeps } from './deps.ts';
import { notAllowed, tooMany } from './direct-line-error.ts';
import { answerPreflight, isTrustedOrigin } from './origin.ts';
import { checkPass } from './pass.ts';
import { peerAddress } from './peer-address.ts';
import { RateMeter } from './rate-meter.ts';
import { readJson } from './read-body.ts';

const MINUTE_MS = 60_000;
// As long as a conversation may rest before it is removed; once it is, no token brings it back.
const RETURN_SECONDS = 10 * 365 * 86_400;

const Wanted = z.object({ token: z.string().max(8192).optional() });

/**
 * Serves `POST /web-chat/token`: gives the chat page a token without the secret, `{ conversationId, token, expires_in,
 * userId }`. Only for pages of this server and of trusted origins.
 *
 * With `{ "token": … }`, the last one the page had, it stays in its conversation. That token may have expired or been
 * exchanged: it proves who the person was, and it opens nothing but this. If the conversation is gone, or the token is
 * not one of ours, the person gets a new conversation.
 */
export function registerWebChatToken(server: Server, deps: DirectLineDeps): void {
  const conversations = new RateMeter(deps.limits.conversationsPerMinute, MINUTE_MS);
  server.opts('/web-chat/token', async (req, res) => answerPreflight(req, res, deps));
  server.post(
    '/web-chat/token',
    answering(deps, async (req, res) => {
      if (!isTrustedOrigin(req, deps)) throw notAllowed('The pages of this origin may not show the chat.');
      const { token } = await readJson(req, deps.limits.bodyBytes, Wanted);
      let conversation = token === undefined ? undefined : await returnTo(deps, token);
      if (conversation === undefined) {
        const seconds = conversations.take(peerAddress(req, deps.publicUrl !== undefined));
        if (seconds > 0) throw tooMany('Too many new conversations from this address.', seconds);
        conversation = await createConversation(deps);
      }
      const answer = await tokenAnswer(deps.keys, claimsFor(conversation));
      sendJson(res, 200, { ...answer, userId: conversation.userId });
    }),
  );
}

async function returnTo(deps: DirectLineDeps, token: string): Promise<Conversation | undefined> {
  const check = await checkPass(deps.keys, 'conversation', token, RETURN_SECONDS);
  // A token of another site's page stays with that site.
  if (check.is !== 'valid' || check.claims.origins !== undefined) return undefined;
  return deps.store.findConversation(check.claims.conv);
}
