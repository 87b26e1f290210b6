import type { IncomingMessage } from 'node:http';
import type { Server } from 'restify';
import { z } from 'zod';
import { peerAddress } from '../http/peer-address.ts';
import type { Conversation } from '../store/store.ts';
import { answering, sendJson } from './answer.ts';
import { createConversation, tokenAnswer } from './conversation-answer.ts';
import type { DirectLineDeps } from './deps.ts';
import { DirectLineError, notAllowed, tooMany } from './direct-line-error.ts';
import { answerPreflight, isTrustedOrigin } from './origin.ts';
import { RateMeter } from './rate-meter.ts';
import { readJson } from './read-body.ts';
import { endLine, returning } from './token-line.ts';
import { type KnownUser, knownUser } from './user-token.ts';

const MINUTE_MS = 60_000;
const Wanted = z.object({
  token: z.string().max(8192).optional(),
  ends: z.string().max(8192).optional(),
  user: z.string().max(8192).optional(),
});

/**
 * Serves `POST /web-chat/token`: gives the chat page a token without the secret, `{ conversationId, token, expires_in,
 * userId }`. Only for pages of this server and of trusted origins.
 *
 * With `{ "token": … }`, the newest one the page had, it stays in its conversation. That token may have expired: it proves
 * who the person was, and it opens nothing but this. If it was exchanged for a newer one, if the conversation is gone or
 * was left for good, or if the token is not one of ours, the person gets a new conversation.
 *
 * With `{ "ends": … }` the person leaves the conversation of that token for good.
 *
 * With `{ "user": … }`, a JWT of the site that shows the chat (see {@link knownUser}), the conversation is that person's:
 * without it, or with another's, nobody comes back into it.
 */
export function registerWebChatToken(server: Server, deps: DirectLineDeps): void {
  const conversations = new RateMeter(deps.limits.conversationsPerMinute, MINUTE_MS);
  const begin = async (req: IncomingMessage, user: KnownUser | undefined) => {
    const seconds = conversations.take(peerAddress(req, deps.publicUrl !== undefined));
    if (seconds > 0) throw tooMany('Too many new conversations from this address.', seconds);
    if (user?.isExpired) throw notSignedIn('The word of the site on who you are has expired.');
    return createConversation(deps, user?.id);
  };
  server.opts('/web-chat/token', async (req, res) => answerPreflight(req, res, deps));
  server.post(
    '/web-chat/token',
    answering(deps, async (req, res) => {
      if (!isTrustedOrigin(req, deps)) throw notAllowed('The pages of this origin may not show the chat.');
      const { token, ends, user: told } = await readJson(req, deps.limits.bodyBytes, Wanted);
      if (ends !== undefined) await endLine(deps, ends);
      const user = told === undefined ? undefined : await whoIs(deps, told);
      const former = token === undefined ? undefined : await returnTo(deps, token, user);
      const conversation = former ?? (await begin(req, user));
      const answer = await tokenAnswer(deps.keys, {
        conv: conversation.id,
        user: conversation.userId,
        ...(user && { known: true, ...(user.name && { name: user.name }) }),
      });
      sendJson(res, 200, { ...answer, userId: conversation.userId });
    }),
  );
}

/** The conversation of a token, for the person it was opened for. Its claims are older than what the site says now. */
async function returnTo(
  deps: DirectLineDeps,
  token: string,
  user: KnownUser | undefined,
): Promise<Conversation | undefined> {
  const claims = await returning(deps, token);
  if (!claims || (claims.known ? claims.user : undefined) !== user?.id) return undefined;
  return deps.store.findConversation(claims.conv);
}

async function whoIs({ userKeys = [] }: DirectLineDeps, told: string): Promise<KnownUser> {
  const user = await knownUser(userKeys, told);
  if (user === undefined)
    throw notSignedIn('The word of the site on who you are is not signed with a key that is known here.');
  return user;
}

const notSignedIn = (message: string) => new DirectLineError(401, 'NotAllowed', message);
