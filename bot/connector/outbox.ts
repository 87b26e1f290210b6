import type { Activity } from 'botbuilder';
import type { Logger } from 'pino';
import { whereFrom } from '../log.ts';
import { type Clock, SteadyClock, WALL_CLOCK } from '../steady-clock.ts';
import { OUTBOX_FAR_MS, type OutboxItem, type Store } from '../store/store.ts';
import { type Failure, readFailure } from './outbox-failure.ts';

/** How long and how often a reply is tried. Times in milliseconds. */
export interface OutboxBudget {
  attempts: number;
  /** since the turn that said it: an answer to a question of yesterday helps nobody */
  age: number;
  /** how long this process tries at least, also what looks too old: its clock may be ahead, by up to {@link OUTBOX_FAR_MS} */
  grace: number;
  /** the longest pause after the first failure; it doubles with each */
  firstPause: number;
  longestPause: number;
  /** after which a delivery without an end counts as failed */
  send: number;
  /** how long other processes keep off; well above `send`, or two would post the same */
  lease: number;
  /** how often to look for what has become due, or was left by a process that died */
  poll: number;
  /** conversations served at once */
  parallel: number;
}

export const OUTBOX_BUDGET: OutboxBudget = {
  attempts: 30,
  age: 3_600_000,
  grace: 0,
  firstPause: 1000,
  longestPause: 120_000,
  send: 60_000,
  lease: 180_000,
  poll: 1000,
  parallel: 8,
};

export interface OutboxDeps {
  store: Pick<Store, 'takeOutbox' | 'outboxDelivered' | 'outboxRetry' | 'outboxDead'>;
  /** Posts one activity to its connector, once, without repeating by itself. */
  send(activity: Partial<Activity>): Promise<void>;
  log: Pick<Logger, 'warn' | 'error'>;
  budget?: Partial<OutboxBudget>;
  /** by default the wall's alone, for both */
  clock?: Clock;
  /** 0 ≤ … < 1; for tests */
  random?: () => number;
}

/** Of those that another process has delivered nobody hears here; forgetting them all only begins their time anew. */
const MOST_KNOWN = 10_000;

/**
 * Delivers the replies of the outbox to their connectors.
 *
 * A reply is posted until its post was answered with success, so at least once. It is posted a second time only when
 * nobody can know about the first: the answer got lost, a gateway said 502 or 504 after the channel had already taken
 * it, or the process died between the answer and the note of it. Connectors give ids to what they take and know no key
 * by which they would recognise a repetition (the id a bot puts into an activity is replaced), so this edge stays.
 * Of its own accord the outbox never repeats a post that was answered: one whose answer could not be noted, because the
 * store was away, is noted as soon as it is back. Only when that takes longer than the lease may another process post it.
 */
export class Outbox {
  readonly #deps: OutboxDeps;
  readonly #budget: OutboxBudget;
  readonly #random: () => number;
  readonly #clock: SteadyClock;
  /** when the time of an item is over, in steady milliseconds; made when this process first sees it */
  readonly #ends = new Map<number, number>();
  /** posted, and not yet noted */
  readonly #posted = new Set<number>();
  readonly #underway = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #again = false;
  #stopped = false;

  constructor(deps: OutboxDeps) {
    this.#deps = deps;
    this.#budget = { ...OUTBOX_BUDGET, ...deps.budget };
    this.#random = deps.random ?? Math.random;
    this.#clock = new SteadyClock(deps.clock ?? WALL_CLOCK);
  }

  /** Begins to deliver what waits, and looks again from time to time. */
  start(): void {
    this.filled();
    this.#timer ??= setInterval(() => this.filled(), this.#budget.poll).unref();
  }

  /** To be called after something was put into the outbox: it is delivered now. */
  filled(): void {
    if (this.#stopped) return;
    this.#again = true;
    this.#round ??= this.#rounds().finally(() => {
      this.#round = undefined;
      if (this.#again) this.filled();
    });
  }

  /** Takes nothing new and waits for the deliveries under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#round;
    await Promise.all(this.#underway);
  }

  async #rounds(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      const free = this.#budget.parallel - this.#underway.size;
      // When one ends, there will be another round.
      if (free <= 0) return;
      for (const item of await this.#take(free)) this.#begin(item);
    }
  }

  async #take(limit: number): Promise<OutboxItem[]> {
    try {
      return await this.#deps.store.takeOutbox(this.#clock.now(), this.#budget.lease, limit);
    } catch (error) {
      this.#deps.log.warn(
        { code: 'outbox-unreadable', ...whereFrom(error) },
        'the outbox could not be read; it is tried again',
      );
      return [];
    }
  }

  #begin(item: OutboxItem): void {
    const delivery = this.#deliver(item)
      .catch((error: unknown) => {
        // The store is away: the lease runs out, and the reply is taken again.
        this.#deps.log.warn(
          { code: 'outbox-unwritable', ...whereFrom(error) },
          'the end of a delivery could not be noted',
        );
      })
      .finally(() => {
        this.#underway.delete(delivery);
        // The next reply of this conversation may go now.
        this.filled();
      });
    this.#underway.add(delivery);
  }

  async #deliver(item: OutboxItem): Promise<void> {
    const { store, send } = this.#deps;
    if (!this.#posted.has(item.id)) {
      if (this.#endOf(item) <= this.#clock.steady()) return this.#bury(item, 'too old when its turn came');
      if (!item.activity) return this.#bury(item, 'stored in a form that cannot be read');
      // A process that dies in the middle of a delivery leaves only the count of it.
      if (item.attempts >= this.#budget.attempts) return this.#bury(item, 'given up: no delivery came to an end');
      try {
        await within(this.#budget.send, send(item.activity));
      } catch (error) {
        const failure = readFailure(error, this.#clock.now());
        if (failure.again !== 'delivered') return this.#failed(item, failure);
      }
      this.#posted.add(item.id);
    }
    await this.#noted(item, store);
  }

  /** Notes that a reply was posted, again and again while the lease lasts: afterwards another process would post it too. */
  async #noted(item: OutboxItem, store: OutboxDeps['store']): Promise<void> {
    const { lease, send, poll } = this.#budget;
    for (const until = performance.now() + lease - send; ; ) {
      try {
        await store.outboxDelivered(item.id);
        this.#posted.delete(item.id);
        this.#ends.delete(item.id);
        return;
      } catch (error) {
        if (this.#stopped || performance.now() >= until) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, poll));
    }
  }

  async #failed(item: OutboxItem, failure: Exclude<Failure, { again: 'delivered' }>): Promise<void> {
    const { attempts } = this.#budget;
    if (!failure.again) return this.#bury(item, failure.reason);
    const pause = this.#pause(item.attempts, failure.afterMs);
    const at = new Date(this.#clock.now().getTime() + pause);
    if (item.attempts + 1 >= attempts) return this.#bury(item, `${failure.reason}, ${attempts} times`);
    if (this.#clock.steady() + pause > this.#endOf(item)) {
      return this.#bury(item, `${failure.reason}, and no more time to try again`);
    }
    const { conversationId, id } = item;
    this.#deps.log.warn({ code: 'outbox-retry', conversationId, id, reason: failure.reason, at }, 'a reply waits');
    await this.#deps.store.outboxRetry(item, at);
  }

  /**
   * What was said in the future was said now; what looks too old by no more than a clock may be ahead is tried for a while.
   */
  #endOf({ id, createdAt }: OutboxItem): number {
    const known = this.#ends.get(id);
    if (known !== undefined) return known;
    const { age, grace } = this.#budget;
    const old = Math.max(0, this.#clock.now().getTime() - createdAt.getTime());
    const left = old > age + OUTBOX_FAR_MS ? -1 : Math.max(age - old, grace);
    const end = this.#clock.steady() + left;
    if (this.#ends.size >= MOST_KNOWN) this.#ends.clear();
    this.#ends.set(id, end);
    return end;
  }

  /** Milliseconds; random, so that many who were refused together do not come back together. */
  #pause(failures: number, askedMs: number | undefined): number {
    const { firstPause, longestPause } = this.#budget;
    if (askedMs !== undefined) return askedMs + this.#random() * firstPause;
    return Math.min(longestPause, firstPause * 2 ** failures) * (0.5 + this.#random() / 2);
  }

  async #bury(item: OutboxItem, reason: string): Promise<void> {
    const { conversationId, id } = item;
    this.#deps.log.error({ code: 'outbox-dead', conversationId, id, reason }, 'a reply was set aside');
    await this.#deps.store.outboxDead(item, reason);
    this.#ends.delete(item.id);
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new DOMException('the delivery took too long', 'TimeoutError')), ms);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
