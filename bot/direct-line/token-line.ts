import type { Store } from '../store/store.ts';
import type { DirectLineDeps } from './deps.ts';
import { checkPass, PASS_SECONDS, type SignedClaims } from './pass.ts';

/**
 * How long a token may be exchanged once more. The client library repeats a refresh whose answer got lost after 20 s, and
 * two tabs that a browser opens again come back with the same token.
 */
const AGAIN_MS = 60_000;

type Tokens = Pick<Store, 'retireToken' | 'tokenRetiredAt'>;

// A return is noted under a name of its own: who refreshed a token has the newer one in hand, who returns may have lost it.
const returned = ({ jti }: SignedClaims) => `returned:${jti}`;

/** Whether a token may be refreshed: it is the newest of its line, or was until just now. */
export async function mayRefresh(store: Tokens, claims: SignedClaims): Promise<boolean> {
  return isJustNow(await store.tokenRetiredAt(claims.conv, claims.jti));
}

/** Remembers that a token was refreshed. */
export function refreshed(store: Tokens, claims: SignedClaims): Promise<void> {
  return store.retireToken(claims.conv, claims.jti, new Date());
}

/**
 * Who a token belonged to whose line may go on, although it may have expired. Undefined for one that was exchanged for a
 * newer one, that is older than conversations are kept, that was given out before its line ended, or that a site of its own holds.
 */
export async function returning(
  { keys, retentionSeconds, store }: Pick<DirectLineDeps, 'keys' | 'retentionSeconds' | 'store'>,
  token: string,
): Promise<SignedClaims | undefined> {
  const claims = await ownClaims({ keys, retentionSeconds }, token);
  if (!claims) return undefined;
  const { conv, jti, iat } = claims;
  const endedAt = await store.lineEndedAt(conv);
  if (endedAt !== undefined && iat * 1000 <= endedAt.getTime()) return undefined;
  if ((await store.tokenRetiredAt(conv, jti)) !== undefined) return undefined;
  if (!isJustNow(await store.tokenRetiredAt(conv, returned(claims)))) return undefined;
  await store.retireToken(conv, returned(claims), new Date());
  return claims;
}

/** The person behind a token begins anew: no token of its conversation brings anybody back into it. */
export async function endLine(
  { keys, retentionSeconds, store }: Pick<DirectLineDeps, 'keys' | 'retentionSeconds' | 'store'>,
  token: string,
): Promise<void> {
  const claims = await ownClaims({ keys, retentionSeconds }, token);
  if (claims && (await store.findConversation(claims.conv))) await store.endLine(claims.conv, new Date());
}

async function ownClaims(
  { keys, retentionSeconds }: Pick<DirectLineDeps, 'keys' | 'retentionSeconds'>,
  token: string,
): Promise<SignedClaims | undefined> {
  const beyond = Math.max(0, retentionSeconds - PASS_SECONDS.conversation);
  const check = await checkPass(keys, 'conversation', token, beyond);
  // A token of another site's page stays with that site.
  return check.is === 'valid' && check.claims.origins === undefined ? check.claims : undefined;
}

const isJustNow = (at: Date | undefined) => at === undefined || Date.now() - at.getTime() <= AGAIN_MS;
