import type { Server } from 'restify';
import { activitySet, parseWatermark, readFrame } from './activity-log.ts';
import { answering, asDirectLineError, drawsCards, queryOf, sendJson } from './answer.ts';
import { authorize, enterConversation } from './authorize.ts';
import { ClientActivity, checkActivity, inboundActivity, repeatKeyOf, speakerOf } from './client-activity.ts';
import { claimsFor } from './conversation-answer.ts';
import type { DirectLineDeps } from './deps.ts';
import { withPieces } from './files/pieces.ts';
import { join, receiveAndRun } from './inbound.ts';
import { callersAddress, countBytes, countPost, type Meters } from './meters.ts';
import { baseUrl } from './origin.ts';
import { parseJson, readBytes } from './read-body.ts';

const PATH = '/v3/directline/conversations/:id/activities';

/** Reading and writing of a conversation's activities without a socket. */
export function registerActivities(server: Server, deps: DirectLineDeps, meters: Meters): void {
  server.get(
    PATH,
    answering(deps, async (req, res) => {
      const watermark = queryOf(req).get('watermark');
      try {
        const caller = await authorize(req, res, deps);
        const conversation = await enterConversation(deps, caller, String(req.params['id']));
        const after = parseWatermark(watermark) ?? 0;
        const claims = { ...claimsFor(conversation, caller), ...(drawsCards(req) && { cards: true }) };
        const { store, keys, limits } = deps;
        const base = baseUrl(req, deps.publicUrl);
        const reader = { store, keys, base, claims, live: false, frameBytes: limits.frameBytes };
        const { activities, watermark: next } = await readFrame(reader, after);
        sendJson(res, 200, activitySet(activities, next));
      } catch (error) {
        const told = asDirectLineError(error, deps);
        if (told.status < 500) throw told;
        // A client that polls stops for good, and silently, at a server error. It asks again after an empty answer.
        sendJson(res, 200, { activities: [], ...(watermark && { watermark }) });
      }
    }),
  );

  server.post(
    PATH,
    answering(deps, async (req, res) => {
      const caller = await authorize(req, res, deps);
      const conversation = await enterConversation(deps, caller, String(req.params['id']));
      countPost(meters, conversation.id);
      const body = await readBytes(req, deps.limits.bodyBytes);
      const activity = parseJson(body.toString('utf8'), ClientActivity);
      checkActivity(activity, deps.limits);
      const address = callersAddress(deps, caller, req);
      const sender = { conversation: conversation.id, address };
      countBytes(meters, sender, body.length);
      const base = baseUrl(req, deps.publicUrl);
      const attachments = await withPieces(deps, meters, sender, activity);
      await join(deps, conversation, base);
      const speaker = speakerOf(caller, conversation, activity.from);
      const inbound = inboundActivity(activity, conversation, speaker, base, attachments);
      sendJson(res, 200, { id: await receiveAndRun(deps, conversation.id, inbound, repeatKeyOf(activity, req)) });
    }),
  );
}
