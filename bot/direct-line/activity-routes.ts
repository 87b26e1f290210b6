import type { Server } from 'restify';
import { activitySet, parseWatermark, readFrame } from './activity-log.ts';
import { answering, asDirectLineError, queryOf, sendJson } from './answer.ts';
import { authorize, enterConversation } from './authorize.ts';
import { ClientActivity, checkActivity, checkUserId, clientIdOf, inboundActivity } from './client-activity.ts';
import { claimsFor } from './conversation-answer.ts';
import type { DirectLineDeps } from './deps.ts';
import { tooMany } from './direct-line-error.ts';
import { join, receiveAndRun } from './inbound.ts';
import { baseUrl } from './origin.ts';
import type { RateMeter } from './rate-meter.ts';
import { readJson } from './read-body.ts';

const PATH = '/v3/directline/conversations/:id/activities';

/** Reading and writing of a conversation's activities without a socket. */
export function registerActivities(server: Server, deps: DirectLineDeps, { posts, uploads }: Meters): void {
  server.get(
    PATH,
    answering(deps, async (req, res) => {
      const watermark = queryOf(req).get('watermark');
      try {
        const caller = await authorize(req, res, deps);
        const conversation = await enterConversation(deps, caller, String(req.params['id']));
        const after = parseWatermark(watermark);
        const claims = claimsFor(conversation, caller.by === 'token' ? caller.claims : undefined);
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
      countPost(posts, conversation.id);
      const activity = await readJson(req, deps.limits.bodyBytes, ClientActivity);
      checkActivity(activity, deps.limits);
      checkUserId(activity.from?.id, conversation);
      // A long text is one turn's work; what is kept beside it counts as an upload would.
      const beside = JSON.stringify(activity).length - (activity.text?.length ?? 0);
      if (beside > FREE_BYTES) countUpload(uploads, conversation.id, beside);
      const base = baseUrl(req, deps.publicUrl);
      await join(deps, conversation, base);
      const inbound = inboundActivity(activity, conversation, base);
      sendJson(res, 200, { id: await receiveAndRun(deps, conversation.id, inbound, clientIdOf(activity)) });
    }),
  );
}

/** What a conversation may do, counted over time. */
export interface Meters {
  posts: RateMeter;
  /** bytes that are kept beside the texts */
  uploads: RateMeter;
}

/** Cards, channel data and the like of an ordinary message. */
const FREE_BYTES = 16 * 1024;

/** Throws 429 when the conversation has had its bytes of this hour. */
export function countUpload(uploads: RateMeter, conversationId: string, bytes: number): void {
  const seconds = uploads.take(conversationId, bytes);
  if (seconds > 0) throw tooMany('This conversation has uploaded too much within an hour.', seconds);
}

/** Throws 429 when the conversation has had its posts of this minute. */
export function countPost(posts: RateMeter, conversationId: string): void {
  const seconds = posts.take(conversationId);
  if (seconds > 0) throw tooMany('This conversation has sent too much within a minute.', seconds);
}
