import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Conversation } from '../store/store.ts';
import type { DirectLineDeps } from './deps.ts';
import { DirectLineError, notAllowed, notFound } from './direct-line-error.ts';
import { allowOrigin, isTrustedOrigin } from './origin.ts';
import { checkPass, type PassKind, type SignedClaims } from './pass.ts';

/** Who calls: the operator by the secret, or somebody whose token opens one conversation. */
export type Caller = { by: 'secret' } | { by: 'token'; claims: SignedClaims };

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Whether the text is the operator's secret; takes the same time however much of it is right. */
const isSecret = (text: string, secret: string | undefined) =>
  secret !== undefined && timingSafeEqual(digest(text), digest(secret));

/**
 * Reads the Authorization header. A token works until it expires, also after it was exchanged for a newer one. Throws 401 without one, 403 for one that does
 * not open anything here and now.
 */
export async function authorize(req: IncomingMessage, res: ServerResponse, deps: DirectLineDeps): Promise<Caller> {
  const bearer = /^Bearer ([\x21-\x7e]+)$/i.exec(req.headers.authorization ?? '')?.[1];
  if (bearer === undefined) {
    throw new DirectLineError(401, 'NotAllowed', 'Send the header "Authorization: Bearer <secret or token>".', {
      'WWW-Authenticate': 'Bearer',
    });
  }
  if (isSecret(bearer, deps.secret)) {
    if (!isTrustedOrigin(req, deps)) throw notAllowed('This origin may not use the channel.');
    return { by: 'secret' };
  }
  const claims = await claimsOf('conversation', bearer, req, deps, res);
  return { by: 'token', claims };
}

/** The claims of a valid pass of this kind, used by a page that may use it. Throws 403 otherwise. */
export async function claimsOf(
  kind: PassKind,
  pass: string,
  req: IncomingMessage,
  deps: DirectLineDeps,
  res?: ServerResponse,
): Promise<SignedClaims> {
  const check = await checkPass(deps.keys, kind, pass);
  if (check.is === 'forged') throw notAllowed('This token is not valid here.');
  if (!isTrustedOrigin(req, deps, check.claims.origins)) throw notAllowed('This origin may not use the token.');
  // Before the time is looked at: the page has to be able to read that its token expired.
  if (res) allowOrigin(req, res);
  if (check.is === 'expired') throw new DirectLineError(403, 'TokenExpired', 'The token has expired.');
  return check.claims;
}

/** The conversation a call names. Throws 403 for a token of another one, without telling whether this one exists; then 404. */
export async function enterConversation(deps: DirectLineDeps, caller: Caller, id: string): Promise<Conversation> {
  if (caller.by === 'token' && caller.claims.conv !== id) throw notAllowed('The token is for another conversation.');
  const conversation = await deps.store.findConversation(id);
  if (conversation === undefined) throw notFound('There is no such conversation, or it has been removed.');
  return conversation;
}
