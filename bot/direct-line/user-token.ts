import { z } from 'zod';
import { isPrintable } from '../printable.ts';
import { BOUND_PREFIX } from './accounts.ts';
import { jose } from './pass.ts';

/** Who a person is, in the words of the site that shows the chat. */
export interface KnownUser {
  /** the site's own id of the person, behind the prefix of ids that only a token can give */
  id: string;
  name?: string;
  /** whether its time is over: then it names the person of a conversation that goes on, and begins none */
  isExpired: boolean;
}

const Payload = z.object({
  sub: z.string().min(1).max(200).refine(isPrintable),
  name: z.string().max(256).optional(),
  exp: z.number(),
});

/**
 * Reads the JWT that a site signs for a person who has logged in there: HS256 with one of the shared keys, `sub`, `exp`
 * and perhaps `name`.
 * @returns undefined when it was not signed with any of the keys, or lacks what it needs
 */
export async function knownUser(keys: readonly string[], token: string): Promise<KnownUser | undefined> {
  const { errors, jwtVerify } = await jose();
  for (const key of keys) {
    try {
      const { payload } = await jwtVerify(token, new TextEncoder().encode(key), { algorithms: ['HS256'] });
      return asUser(payload, false);
    } catch (error) {
      // Its signature was looked at first.
      if (error instanceof errors.JWTExpired) return asUser(error.payload, true);
    }
  }
  return undefined;
}

function asUser(payload: unknown, isExpired: boolean): KnownUser | undefined {
  const { data } = Payload.safeParse(payload);
  return data && { id: `${BOUND_PREFIX}${data.sub}`, ...(data.name && { name: data.name }), isExpired };
}
