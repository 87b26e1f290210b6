import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { Lanes } from '../lanes.ts';
import { whereFrom } from '../log.ts';
import type { Store, Unanswered } from '../store/store.ts';
import { BOT } from './accounts.ts';
import { withBytes } from './attachment-link.ts';
import type { DirectLineDeps } from './deps.ts';

export type TurnDeps = Pick<DirectLineDeps, 'store' | 'onActivity' | 'onGivenUp' | 'log'>;

/** Runs turns: one at a time within a conversation, in the order they came. */
export class TurnQueue {
  readonly #lanes = new Lanes();

  /**
   * Runs the turn of an acknowledged activity, unless it is committed already, and before it those of all that came before
   * and are not answered: their turns failed, or another process has them in hand at this moment, and what is said counts
   * in its order. An earlier one that fails again is given up, so that it is never run after what came later.
   * Rejects when nothing can be committed; the later ones then wait as well.
   */
  run(deps: TurnDeps, to: Unanswered): Promise<void> {
    return this.#lanes.run(to.conversationId, async () => {
      for (const stored of await deps.store.unanswered(to)) {
        const activity = wholeActivity(to.conversationId, stored);
        try {
          await deps.onActivity(await withBytes(deps.store, activity));
        } catch (error) {
          if (activity.id === to.last) throw error;
          deps.log.error(
            { code: 'turn-given-up', conversationId: to.conversationId, ...whereFrom(error) },
            'a turn failed again and was given up',
          );
          await deps.onGivenUp(activity);
        }
      }
    });
  }

  /** Resolves when no turn runs or waits. */
  idle(): Promise<void> {
    return this.#lanes.idle();
  }
}

// The sweep and the routes must share a queue, or they would run two turns of a conversation at once.
const queues = new WeakMap<Store, TurnQueue>();

/** The queue of this process for a store. */
export function turnQueueOf(store: Store): TurnQueue {
  const queue = queues.get(store) ?? new TurnQueue();
  queues.set(store, queue);
  return queue;
}

/** Conversations looked at together. */
const SWEEP = 100;

/**
 * Runs again what was acknowledged and never committed, as after a crash: at start with 0, later with the time
 * after which a turn counts as lost. What fails stays for the next sweep.
 * @returns in how many conversations everything is answered now
 */
export async function resumePending(deps: TurnDeps, olderThanMs = 0): Promise<number> {
  const queue = turnQueueOf(deps.store);
  let done = 0;
  for (;;) {
    const waiting = await deps.store.pending(olderThanMs, SWEEP);
    const ended = await Promise.all(
      waiting.map(async (to) => {
        const { conversationId } = to;
        try {
          await queue.run(deps, to);
          return 1;
        } catch (error) {
          deps.log.error({ code: 'turn-failed', conversationId, ...whereFrom(error) }, 'a resumed turn failed');
          return 0;
        }
      }),
    );
    const some = ended.reduce<number>((sum, one) => sum + one, 0);
    done += some;
    // What fails is the first again in the next stretch.
    if (waiting.length < SWEEP || some === 0) return done;
  }
}

const Stored = z.looseObject({ id: z.string(), type: z.string(), timestamp: z.coerce.date() });

/** A stored activity as the SDK's type has it: what its JSON lacks is filled, its time is a Date again. */
function wholeActivity(conversationId: string, stored: Partial<Activity>): Activity {
  const { id, type, timestamp } = Stored.parse(stored);
  return {
    text: '',
    localTimezone: '',
    callerId: '',
    serviceUrl: '',
    label: '',
    valueType: '',
    listenFor: [],
    from: { id: '', name: '' },
    recipient: BOT,
    ...stored,
    conversation: { id: conversationId, isGroup: false, conversationType: '', name: '' },
    channelId: 'directline',
    id,
    type,
    timestamp,
  };
}
