import { setTimeout as wait } from 'node:timers/promises';
import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { whereFrom } from '../log.ts';
import type { Store, Unanswered } from '../store/store.ts';
import { Lanes } from '../turns/lanes.ts';
import { BOT } from './accounts.ts';
import type { DirectLineDeps } from './deps.ts';
import { withBytes } from './files/attachment-link.ts';

export type TurnDeps = Pick<DirectLineDeps, 'store' | 'onActivity' | 'onGivenUp' | 'log'>;

/** Runs turns: one at a time within a conversation, in the order they came. */
class TurnQueue {
  readonly #lanes = new Lanes();
  /** ids of activities whose present beginning this process has counted: what fails and does not end it counts once */
  readonly #counted = new Set<string>();

  /** what was received and whose turn has not begun */
  readonly #inHand = new Map<string, Partial<Activity>>();

  readonly #slow = new Set<(conversationId: string) => void>();
  readonly #replied = new Set<(conversationId: string, bytes: number) => void>();

  /** Calls back while a turn takes longer than a person waits without a sign. */
  whileSlow(tell: (conversationId: string) => void): void {
    this.#slow.add(tell);
  }

  /** Calls back with the bytes of replies that a turn has put into the log. */
  whenReplied(tell: (conversationId: string, bytes: number) => void): void {
    this.#replied.add(tell);
  }

  /** Notes that this process has received and stored an activity, which counts as the first beginning of its turn. */
  received(activity: Partial<Activity>): void {
    const { id = '' } = activity;
    this.#counted.add(id);
    if (this.#inHand.size < MOST_IN_HAND) this.#inHand.set(id, activity);
  }

  /**
   * Runs the turn of an acknowledged activity, unless it is committed already, and before it those of all that came before
   * and are not answered: their turns failed, or another process has them in hand at this moment, and what is said counts
   * in its order. An earlier one that fails again is given up, so that it is never run after what came later.
   * Rejects when nothing can be committed; the later ones then wait as well.
   */
  run(deps: TurnDeps, to: Unanswered): Promise<void> {
    return this.#lanes.run(to.conversationId, async () => {
      for (const stored of await this.#unanswered(deps, to)) {
        const activity = wholeActivity(to.conversationId, stored);
        const beginning = await this.#begin(deps, activity.id);
        if (beginning === 'settled') continue;
        if (beginning === 'too often') {
          await this.#giveUp(deps, activity, 'a turn was begun twice and ended with its process; it was given up');
          continue;
        }
        try {
          await this.#telling(to.conversationId, async () => deps.onActivity(await withBytes(deps.store, activity)));
          this.#counted.delete(activity.id);
        } catch (error) {
          if (activity.id === to.last) throw error;
          await this.#giveUp(deps, activity, 'a turn failed again and was given up', error);
        }
      }
    });
  }

  async #unanswered({ store }: TurnDeps, to: Unanswered): Promise<Partial<Activity>[]> {
    const unanswered = await store.unanswered(to, this.#inHand);
    // When a turn is run again it is read back: nobody knows what the first run has made of it.
    for (const { id } of [...unanswered, { id: to.last }]) this.#inHand.delete(id ?? '');
    return unanswered;
  }

  async #telling(conversationId: string, work: () => Promise<number | undefined>): Promise<void> {
    const timer = setInterval(() => {
      for (const tell of this.#slow) tell(conversationId);
    }, SLOW_MS);
    try {
      const bytes = (await work()) ?? 0;
      for (const tell of this.#replied) tell(conversationId, bytes);
    } finally {
      clearInterval(timer);
    }
  }

  /** Counts, before a turn runs, that it begins; waits while another process may have it in hand. */
  async #begin(deps: TurnDeps, id: string): Promise<'run' | 'too often' | 'settled'> {
    if (this.#counted.has(id)) return 'run';
    for (;;) {
      const beginning = await deps.store.beginAgain(id);
      if (beginning === 'run') this.#counted.add(id);
      if (beginning !== 'elsewhere') return beginning;
      await wait(ELSEWHERE_MS);
    }
  }

  async #giveUp(deps: TurnDeps, activity: WithId, why: string, error?: unknown): Promise<void> {
    const where = error === undefined ? {} : whereFrom(error);
    deps.log.error({ code: 'turn-given-up', conversationId: activity.conversation.id, ...where }, why);
    await deps.onGivenUp(activity);
    this.#counted.delete(activity.id);
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

/** Clients show that somebody is typing for some seconds after they were told. */
const SLOW_MS = 2000;

/** Activities that are kept in memory until their turns begin; what is beyond is read from the store. */
const MOST_IN_HAND = 32;

/** How often to look whether another process has ended a turn that it may have in hand. */
const ELSEWHERE_MS = 250;

/** Conversations looked at together. */
const SWEEP = 100;

/**
 * Runs again what was acknowledged and never committed, as after a crash: at start with 0, later with the time
 * after which a turn counts as lost. What fails stays for the next sweep. One conversation after the other: when one of
 * them ends the process, the others were not begun with it, and are not taken for it.
 * @param goesOn asked before each: what is not begun stays for the next process
 * @returns in how many conversations everything is answered now
 */
export async function resumePending(deps: TurnDeps, olderThanMs = 0, goesOn = () => true): Promise<number> {
  let done = 0;
  for (;;) {
    const waiting = await deps.store.pending(olderThanMs, SWEEP);
    let some = 0;
    for (const to of waiting) if (goesOn() && (await resumed(deps, to))) some += 1;
    done += some;
    // What fails is the first again in the next stretch.
    if (waiting.length < SWEEP || some === 0) return done;
  }
}

async function resumed(deps: TurnDeps, to: Unanswered): Promise<boolean> {
  const { conversationId } = to;
  try {
    await turnQueueOf(deps.store).run(deps, to);
    return true;
  } catch (error) {
    deps.log.error({ code: 'turn-failed', conversationId, ...whereFrom(error) }, 'a resumed turn failed');
    return false;
  }
}

const Stored = z.looseObject({ id: z.string(), type: z.string(), timestamp: z.coerce.date() });

/** An activity that was stored, and so has an id. */
type WithId = Activity & { id: string };

/** A stored activity as the SDK's type has it: what its JSON lacks is filled, its time is a Date again. */
function wholeActivity(conversationId: string, stored: Partial<Activity>): WithId {
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
