import { randomUUID } from 'node:crypto';
import type { Conversation } from '../store/store.ts';
import { BOUND_PREFIX } from './accounts.ts';
import type { Caller } from './authorize.ts';
import type { DirectLineDeps } from './deps.ts';
import { diskIsFull } from './direct-line-error.ts';
import { type Claims, PASS_SECONDS, signPass } from './pass.ts';

/** What the calls that hand out a token answer. */
export interface TokenAnswer {
  conversationId: string;
  token: string;
  /** seconds */
  expires_in: number;
}

export async function tokenAnswer(keys: readonly string[], claims: Claims): Promise<TokenAnswer> {
  return {
    conversationId: claims.conv,
    token: await signPass(keys, 'conversation', claims),
    expires_in: PASS_SECONDS.conversation,
  };
}

/** The answer of start and reconnect: a new token, and where the log streams on from a watermark (0: from its beginning). */
export async function streamAnswer(
  keys: readonly string[],
  claims: Claims,
  base: string,
  watermark: number,
  drawsCards: boolean,
): Promise<TokenAnswer & { streamUrl: string }> {
  const pass = await signPass(keys, 'stream', { ...claims, ...(drawsCards && { cards: true }) });
  const path = `/v3/directline/conversations/${encodeURIComponent(claims.conv)}/stream`;
  const from = watermark === 0 ? '' : `watermark=${watermark}&`;
  return {
    ...(await tokenAnswer(keys, claims)),
    streamUrl: `${base.replace(/^http/, 'ws')}${path}?${from}t=${pass}`,
  };
}

/**
 * Makes a conversation, bound to a user id that nobody can guess unless one is given. The bot does not hear of it yet.
 * Throws 503 when the disk is nearly full: those that are open shall be able to go on.
 */
export async function createConversation(
  { store, hasRoom }: Pick<DirectLineDeps, 'store' | 'hasRoom'>,
  userId = `${BOUND_PREFIX}${randomUUID()}`,
): Promise<Conversation> {
  if ((await hasRoom?.()) === false) throw diskIsFull();
  const conversation = { id: randomUUID(), userId, createdAt: new Date() };
  await store.createConversation(conversation);
  return conversation;
}

/** The claims of a caller's next token: those of the last; the operator's server speaks for whomever it says. */
export function claimsFor(conversation: Conversation, caller: Caller): Claims {
  if (caller.by === 'secret') return { conv: conversation.id, user: conversation.userId, free: true };
  const { jti: _id, iat: _at, ...claims } = caller.claims;
  return claims;
}
