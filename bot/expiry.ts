import type { Logger } from 'pino';
import type { Metrics } from './metrics.ts';
import { type Clock, SYSTEM_CLOCK } from './steady-clock.ts';
import type { Store } from './store/store.ts';

const DAY_MS = 86_400_000;
/** The clock of a bot that is used is never farther than this from what was touched last; nor from a clock that only counts. */
const FAR_MS = 7 * DAY_MS;
/** For how long a suspicious clock is waited for: whoever has set it wrongly has noticed, and who was on holiday is back. */
const WAIT_MS = DAY_MS;

export interface ExpiryDeps {
  store: Pick<Store, 'expire' | 'newestTouch'>;
  metrics: Pick<Metrics, 'expired' | 'expiryRefused'>;
  log: Pick<Logger, 'info' | 'error'>;
  retentionDays: number;
  /** the clock on the wall, and one that counts milliseconds and cannot be set; for tests */
  clock?: Clock;
}

/**
 * Retention. A clock that is wrong must not remove everything: when it stands far beyond what was touched last, or has
 * jumped ahead, nothing is removed until the process has lived with it for a day.
 */
export class Expiry {
  readonly #deps: ExpiryDeps;
  readonly #clock: Clock;
  /** both clocks when the process last trusted that they go together */
  #set: { wall: number; steady: number } | undefined;
  /** on the steady clock */
  #suspectSince: number | undefined;

  constructor(deps: ExpiryDeps) {
    this.#deps = deps;
    this.#clock = deps.clock ?? SYSTEM_CLOCK;
  }

  async run(): Promise<void> {
    const { store, metrics, log, retentionDays } = this.#deps;
    const now = { wall: this.#clock.wall(), steady: this.#clock.steady() };
    if (await this.#isNewlySuspect(now)) this.#suspectSince = now.steady;
    if (this.#suspectSince !== undefined && now.steady - this.#suspectSince < WAIT_MS) {
      metrics.expiryRefused();
      log.error(
        { code: 'expiry-refused', now: new Date(now.wall) },
        'nothing is removed: the clock is far beyond what was touched last. Check it; in a day it is believed',
      );
      return;
    }
    this.#suspectSince = undefined;
    const removed = await store.expire(new Date(now.wall - retentionDays * DAY_MS));
    metrics.expired(removed);
    if (removed.cases + removed.conversations > 0)
      log.info({ code: 'expired', ...removed, retentionDays }, 'what nobody touched was removed');
  }

  async #isNewlySuspect(now: { wall: number; steady: number }): Promise<boolean> {
    const far = Math.min(FAR_MS, this.#deps.retentionDays * DAY_MS);
    const before = this.#set;
    this.#set = now;
    if (before) return now.wall - before.wall - (now.steady - before.steady) > far;
    const newest = await this.#deps.store.newestTouch();
    return newest !== undefined && now.wall - newest.getTime() > far;
  }
}
