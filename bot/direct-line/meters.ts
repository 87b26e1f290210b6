import type { IncomingMessage } from 'node:http';
import { peerAddress } from '../http/peer-address.ts';
import type { Caller } from './authorize.ts';
import type { DirectLineDeps } from './deps.ts';
import { tooMany } from './direct-line-error.ts';
import type { RateMeter } from './rate-meter.ts';

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
