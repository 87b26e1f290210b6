import { randomInt } from 'node:crypto';
import type { Outgoing } from './store.ts';

/** The etag of a new case: any number, so that a case deleted and begun anew is never taken for the one before. */
export const firstEtag = (): number => randomInt(1, 2 ** 40);

/** The conversations whose log these replies go into, each once. */
export function conversationsOf(replies: readonly Outgoing[]): Set<string> {
  return new Set(replies.filter((reply) => reply.to === 'log').map((reply) => reply.conversationId));
}
