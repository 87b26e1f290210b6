import type { Activity } from 'botbuilder';
import { whereFrom } from '../log.ts';
import type { Conversation, Store } from '../store/store.ts';
import { inboundActivity } from './client-activity.ts';
import type { DirectLineDeps } from './deps.ts';
import { DirectLineError } from './direct-line-error.ts';
import { type TurnDeps, turnQueueOf } from './turn-queue.ts';

/**
 * Stores what a person sent and runs its turn; what has the same key as before is not stored again.
 * Waits at most `turnWaitMs`: by then the activity is stored, and its reply follows.
 * Throws 502 when the turn failed; the activity stays stored and is tried again later.
 * @returns the id under which the activity lies in the log
 */
export async function receiveAndRun(
  deps: DirectLineDeps,
  conversationId: string,
  activity: Partial<Activity>,
  repeatKey: string | undefined,
): Promise<string> {
  const { activity: stored, isNew } = await deps.store.receive(conversationId, activity, repeatKey);
  if (isNew) turnQueueOf(deps.store).received(stored);
  const turn = runTurn(deps, conversationId, stored);
  if ((await within(turn, deps.limits.turnWaitMs)) === 'failed') {
    throw new DirectLineError(
      502,
      'BotRejectedActivity',
      'The bot could not answer. What you sent is kept; try again in a moment.',
    );
  }
  return stored.id ?? '';
}

/**
 * Tells the bot, once, that the person has come. Done at the first of: start, reconnect, first message.
 * Does not wait for the turn, only for its place before all others of the conversation.
 */
export async function join(
  deps: DirectLineDeps,
  conversation: Conversation,
  base: string,
  locale?: string,
): Promise<void> {
  if (!(await isEmpty(deps.store, conversation.id))) return;
  const update = inboundActivity(
    { type: 'conversationUpdate', membersAdded: [{ id: conversation.userId, name: '' }], ...(locale && { locale }) },
    conversation,
    { id: conversation.userId, name: '' },
    base,
  );
  const { activity, isNew } = await deps.store.receive(conversation.id, update, 'joined');
  if (!isNew) return;
  turnQueueOf(deps.store).received(activity);
  void runTurn(deps, conversation.id, activity);
}

/**
 * Begins a turn in which the bot speaks first. The activity takes its place in the log like one that somebody sent, so what
 * a person says before it is answered before it; the same key again begins nothing new. Rejects as a turn does.
 */
export async function beginUnasked(deps: TurnDeps, conversationId: string, activity: Partial<Activity>, key: string) {
  // It was removed with all that was said in it.
  if (!(await deps.store.findConversation(conversationId))) return;
  const { activity: stored, isNew } = await deps.store.receive(
    conversationId,
    { ...activity, timestamp: new Date() },
    key,
  );
  const last = stored.id ?? '';
  if (isNew) turnQueueOf(deps.store).received(stored);
  await turnQueueOf(deps.store).run(deps, { conversationId, last });
}

const isEmpty = async (store: Store, conversationId: string) =>
  (await store.activitiesAfter(conversationId, 0, 1)).length === 0;

/** Runs a turn in its order. Never rejects: a failure is logged. */
async function runTurn(
  deps: DirectLineDeps,
  conversationId: string,
  stored: Partial<Activity>,
): Promise<'done' | 'failed'> {
  try {
    await turnQueueOf(deps.store).run(deps, { conversationId, last: stored.id ?? '' });
    return 'done';
  } catch (error) {
    deps.log.error({ code: 'turn-failed', conversationId, ...whereFrom(error) }, 'a turn failed');
    return 'failed';
  }
}

async function within<T>(result: Promise<T>, ms: number): Promise<T | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), ms);
  });
  try {
    return await Promise.race([result, late]);
  } finally {
    clearTimeout(timer);
  }
}
