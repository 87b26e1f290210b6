import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { Lanes } from '../lanes.ts';
import { whereFrom } from '../log.ts';
import type { Store } from '../store/store.ts';
import { BOT } from './accounts.ts';
import { withBytes } from './attachment-link.ts';
import type { DirectLineDeps } from './deps.ts';

export type TurnDeps = Pick<DirectLineDeps, 'store' | 'onActivity' | 'log'>;

/** Runs turns: one at a time within a conversation, in the order they came. */
export class TurnQueue {
  readonly #lanes = new Lanes();

  /** Runs the turn of an acknowledged activity unless it is committed already. Rejects when it could not be committed. */
  run(deps: TurnDeps, conversationId: string, stored: Partial<Activity>): Promise<void> {
    return this.#lanes.run(conversationId, async () => {
      const activity = wholeActivity(conversationId, stored);
      if (!(await deps.store.isPending(activity.id ?? ''))) return;
      await deps.onActivity(await withBytes(deps.store, activity));
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

const SWEEP = 100;

/**
 * Runs again what was acknowledged and never committed, as after a crash: at start with 0, later with the time
 * after which a turn counts as lost. What fails stays for the next sweep.
 * @returns how many turns were brought to an end
 */
export async function resumePending(deps: TurnDeps, olderThanMs = 0): Promise<number> {
  const queue = turnQueueOf(deps.store);
  let done = 0;
  const waiting = await deps.store.pending(olderThanMs, SWEEP);
  await Promise.all(
    waiting.map(async ({ conversationId, activity }) => {
      try {
        await queue.run(deps, conversationId, activity);
        done++;
      } catch (error) {
        deps.log.error({ code: 'turn-failed', conversationId, ...whereFrom(error) }, 'a resumed turn failed');
      }
    }),
  );
  return done;
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
