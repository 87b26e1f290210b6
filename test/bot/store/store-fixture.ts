import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';
import type { Conversation, Outgoing, Store, TurnCommit } from '../../../bot/store/store.ts';

/** A key no other test uses. */
export const fresh = (name = 'test'): string => `${name}-${randomUUID()}`;

export const message = (text: string): Partial<Activity> => ({ type: 'message', text });
export const logged = (conversationId: string, text: string): Outgoing => ({
  to: 'log',
  conversationId,
  activity: message(text),
});
export const queued = (conversationId: string, text: string): Outgoing => ({
  to: 'outbox',
  conversationId,
  activity: message(text),
});

/** As another version might have stored it, or a damaged disk: nothing this one can read. */
export const unreadable = Object.assign(message(''), { type: 5 as unknown as string });

/** A first turn of a new case that changes nothing else; what matters to a test is passed in. */
export const turn = (part: Partial<TurnCommit> = {}): TurnCommit => ({
  caseKey: fresh('case'),
  etag: undefined,
  value: { turn: 1 },
  replies: [],
  at: new Date(),
  ...part,
});

export async function newConversation(store: Store, part: Partial<Conversation> = {}): Promise<Conversation> {
  const conversation = { id: fresh('conversation'), userId: 'dl_anna', createdAt: new Date(), ...part };
  await store.createConversation(conversation);
  return conversation;
}

/** The texts in a conversation's log, in order. */
export async function textsOf(store: Store, conversationId: string): Promise<(string | undefined)[]> {
  return (await store.activitiesAfter(conversationId, 0, 1000)).map(({ activity }) => activity.text);
}

/** Takes everything that is due and belongs to these conversations; what else was taken goes back. */
export async function takeOf(store: Store, conversations: readonly string[], now = new Date(), leaseMs = 60_000) {
  const taken = await store.takeOutbox(now, leaseMs, 1000);
  const ours = taken.filter((item) => conversations.includes(item.conversationId));
  for (const item of taken) if (!ours.includes(item)) await store.outboxRetry(item, now);
  return ours;
}
