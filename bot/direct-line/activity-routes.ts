import type { IncomingMessage } from 'node:http';
import type { Server } from 'restify';
import { peerAddress } from '../http/peer-address.ts';
import { activitySet, parseWatermark, readFrame } from './activity-log.ts';
import { answering, asDirectLineError, drawsCards, queryOf, sendJson } from './answer.ts';
import { authorize, type Caller, enterConversation } from './authorize.ts';
import { ClientActivity, checkActivity, inboundActivity, repeatKeyOf, speakerOf } from './client-activity.ts';
import { claimsFor } from './conversation-answer.ts';
import type { DirectLineDeps } from './deps.ts';
import { tooMany } from './direct-line-error.ts';
import { withPieces } from './files/pieces.ts';
import { join, receiveAndRun } from './inbound.ts';
import { baseUrl } from './origin.ts';
import type { RateMeter } from './rate-meter.ts';
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

/** What a conversation may do, counted over time. */
export interface Meters {
  posts: RateMeter;
  /** bytes of a conversation that are kept: texts, cards, channel data, files */
  bytes: RateMeter;
  /** the same of an address, which may open one conversation after the other */
  addresses: RateMeter;
  /** the address that a conversation was last heard from */
  heardFrom: Map<string, string>;
  /** bytes that a conversation has sent in pieces and no message has named yet */
  inPieces: Map<string, number>;
}

/** Conversations whose address is remembered for the replies that follow. */
const MOST_HEARD = 10_000;

/** Whom bytes count for; no address for the operator's own server, which speaks for many. */
export interface Sender {
  conversation: string;
  address: string | undefined;
}

/** The address that a caller's bytes count for. */
export const callersAddress = (deps: DirectLineDeps, caller: Caller, req: IncomingMessage): string | undefined =>
  caller.by === 'secret' ? undefined : peerAddress(req, deps.publicUrl !== undefined);

/** Throws 429 when the conversation, or the address in all of them, has had its bytes of this hour. */
export function countBytes(meters: Meters, { conversation, address }: Sender, size: number): void {
  const { bytes, addresses, heardFrom } = meters;
  const seconds = bytes.take(conversation, size);
  if (seconds > 0) throw tooMany('This conversation has sent too much within an hour.', seconds);
  const wait = address === undefined ? 0 : addresses.take(address, size);
  if (wait > 0) throw tooMany('Too much was sent from this address within an hour.', wait);
  if (address === undefined) return;
  if (heardFrom.size >= MOST_HEARD) heardFrom.clear();
  heardFrom.set(conversation, address);
}

/** A few bytes may call forth a long reply, and what is kept of it counts for who asked. */
export function countReplies({ bytes, addresses, heardFrom }: Meters, conversation: string, size: number): void {
  bytes.charge(conversation, size);
  const address = heardFrom.get(conversation);
  if (address !== undefined) addresses.charge(address, size);
}

/** Throws 429 when the conversation has had its posts of this minute. */
export function countPost({ posts }: Pick<Meters, 'posts'>, conversationId: string): void {
  const seconds = posts.take(conversationId);
  if (seconds > 0) throw tooMany('This conversation has sent too much within a minute.', seconds);
}
