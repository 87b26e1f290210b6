import { randomUUID } from 'node:crypto';
import type { CryptoKey } from 'jose';
import { z } from 'zod';

/** What a signed pass opens: a conversation, its stream, or one attachment. None opens what another is for. */
export type PassKind = 'conversation' | 'stream' | 'attachment';

/** The client library decodes the token and takes the claim `user` as the user id, hence the short names. */
const Claims = z.object({
  conv: z.string(),
  user: z.string(),
  /** origins that the one who asked for the token named; in place of those of the configuration */
  origins: z.array(z.string()).optional(),
  /** the name of the person, where the one who asked for the token named it */
  name: z.string().optional(),
  /** set when the token is bound to nobody: its client says who speaks */
  free: z.boolean().optional(),
  /** set when the site that shows the chat has said who the person is: without its word the token brings nobody back */
  known: z.boolean().optional(),
  /** only in the pass of a stream: its client draws cards, and would show their text twice */
  cards: z.boolean().optional(),
  /** only in the pass of an attachment */
  file: z.object({ id: z.string(), name: z.string(), type: z.string() }).optional(),
});
export type Claims = z.infer<typeof Claims>;

/** The claims of a pass that was signed here; `jti` names this one pass, `iat` is when it was signed, in seconds with a fraction. */
const SignedClaims = Claims.extend({ jti: z.string(), iat: z.number() });
export type SignedClaims = z.infer<typeof SignedClaims>;

/** Seconds. The protocol names 1800 for tokens and 60 to open the stream; Azure keeps files for a day. */
export const PASS_SECONDS: Record<PassKind, number> = { conversation: 1800, stream: 60, attachment: 86_400 };

/** Loaded by the first who signs or checks: a start has no use for it. */
export const jose = (): Promise<typeof import('jose')> => import('jose');

const ISSUER = 'faultline';
// Making a key ready takes about as long as a signature, and each call needs one or two.
const READY = new Map<string, Promise<CryptoKey>>();

function ready(key: string): Promise<CryptoKey> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const found =
    READY.get(key) ??
    crypto.subtle.importKey('raw', new TextEncoder().encode(key), algorithm, false, ['sign', 'verify']);
  READY.set(key, found);
  return found;
}

/** Signs with the newest key. */
export async function signPass(
  keys: readonly string[],
  kind: PassKind,
  claims: Claims,
  now = new Date(),
): Promise<string> {
  const { SignJWT } = await jose();
  // With its milliseconds: what was signed before and what after the end of a line may lie in one second.
  const issuedAt = now.getTime() / 1000;
  return new SignJWT({ ...Claims.parse(claims) })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(ISSUER)
    .setAudience(kind)
    .setIssuedAt(issuedAt)
    .setExpirationTime(Math.floor(issuedAt) + PASS_SECONDS[kind])
    .setJti(randomUUID())
    .sign(await ready(keys[0] ?? ''));
}

/** `expired` passes were genuine; their claims may be trusted as far as that goes. */
export type PassCheck = { is: 'valid' | 'expired'; claims: SignedClaims } | { is: 'forged' };

/**
 * Verifies against every key, so that tokens outlive a rotation.
 * @param graceSeconds how long after its end a pass still counts as valid
 */
export async function checkPass(
  keys: readonly string[],
  kind: PassKind,
  pass: string,
  graceSeconds = 0,
): Promise<PassCheck> {
  for (const key of keys) {
    const found = await checkWithKey(key, kind, pass, graceSeconds);
    if (found.is !== 'forged') return found;
  }
  return { is: 'forged' };
}

async function checkWithKey(key: string, kind: PassKind, pass: string, graceSeconds: number): Promise<PassCheck> {
  const { errors, jwtVerify } = await jose();
  try {
    const { payload } = await jwtVerify(pass, await ready(key), {
      algorithms: ['HS256'],
      issuer: ISSUER,
      audience: kind,
      requiredClaims: ['exp'],
      clockTolerance: graceSeconds,
    });
    return withClaims('valid', payload);
  } catch (error) {
    // jose looks at the signature first, at issuer and audience next, at the time last.
    return error instanceof errors.JWTExpired ? withClaims('expired', error.payload) : { is: 'forged' };
  }
}

function withClaims(is: 'valid' | 'expired', payload: unknown): PassCheck {
  const claims = SignedClaims.safeParse(payload);
  return claims.success ? { is, claims: claims.data } : { is: 'forged' };
}
