import type { Server } from 'restify';
import { z } from 'zod';
import { isPrintable, PRINTABLE } from '../printable.ts';
import { BOUND_PREFIX } from './accounts.ts';
import { answering, sendJson } from './answer.ts';
import { authorize, enterConversation } from './authorize.ts';
import { createConversation, tokenAnswer } from './conversation-answer.ts';
import type { DirectLineDeps } from './deps.ts';
import { DirectLineError, notAllowed } from './direct-line-error.ts';
import { countPost, type Meters } from './meters.ts';
import { asWritten, readJson } from './read-body.ts';
import { mayRefresh, refreshed } from './token-line.ts';

const isOrigin = (text: string) => URL.parse(text)?.origin === text;

const Wanted = asWritten(
  z.object({
    user: asWritten(
      z.object({
        id: z
          .string()
          .min(BOUND_PREFIX.length + 1)
          .max(256)
          .refine(isPrintable, PRINTABLE)
          .startsWith(
            BOUND_PREFIX,
            `has to start with "${BOUND_PREFIX}", so that no client can claim it without a token`,
          )
          .optional(),
        name: z.string().max(256).optional(),
      }),
    ).optional(),
    trustedOrigins: z
      .array(z.string().max(256).refine(isOrigin, 'name origins without a path, like https://example.com'))
      .max(20)
      .optional(),
  }),
);

/** The calls that hand out tokens: `tokens/generate` for the operator's own server, `tokens/refresh` for whoever holds one. */
export function registerTokens(server: Server, deps: DirectLineDeps, meters: Pick<Meters, 'posts'>): void {
  server.post(
    '/v3/directline/tokens/generate',
    answering(deps, async (req, res) => {
      const caller = await authorize(req, res, deps);
      if (caller.by !== 'secret') throw notAllowed('Only the secret opens new conversations.');
      const wanted = await readJson(req, deps.limits.bodyBytes, Wanted);
      const { user, trustedOrigins: origins } = wanted;
      const conversation = await createConversation(deps, user?.id);
      const claims = {
        conv: conversation.id,
        user: conversation.userId,
        // Without an id the client says who speaks.
        ...(user?.id === undefined ? { free: true } : user.name !== undefined && { name: user.name }),
        ...(origins && { origins }),
      };
      sendJson(res, 200, await tokenAnswer(deps.keys, claims));
    }),
  );

  server.post(
    '/v3/directline/tokens/refresh',
    answering(deps, async (req, res) => {
      const caller = await authorize(req, res, deps);
      if (caller.by !== 'token') throw notAllowed('Only a token can be refreshed.');
      const { claims } = caller;
      // Each leaves a row behind until the token would have expired.
      countPost(meters, claims.conv);
      if (!(await mayRefresh(deps.store, claims)))
        throw new DirectLineError(
          403,
          'TokenExpired',
          'The token was exchanged for a newer one, which can be refreshed.',
        );
      await enterConversation(deps, caller, claims.conv);
      const answer = await tokenAnswer(deps.keys, claims);
      await refreshed(deps.store, claims);
      sendJson(res, 200, answer);
    }),
  );
}
