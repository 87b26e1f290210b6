/**
 * Counts per key within a window that all keys share, so that forgetting is one assignment and
 * a flood of keys costs memory for one window only. A burst across its edge may reach twice the limit.
 */
export class RateMeter {
  readonly #limit: number;
  readonly #windowMs: number;
  #counts = new Map<string, number>();
  #until = 0;

  constructor(limit: number, windowMs: number) {
    this.#limit = limit;
    this.#windowMs = windowMs;
  }

  /**
   * Counts `cost` for `key`. By a clock that nobody sets: one that is set back would keep the window open.
   * Returns 0, or the whole seconds to wait when the limit would be passed; then nothing is counted.
   */
  take(key: string, cost = 1, now = performance.now()): number {
    if (now >= this.#until) {
      this.#counts = new Map();
      this.#until = now + this.#windowMs;
    }
    const count = (this.#counts.get(key) ?? 0) + cost;
    if (count > this.#limit) return Math.max(1, Math.ceil((this.#until - now) / 1000));
    this.#counts.set(key, count);
    return 0;
  }

  /** Counts what cannot be refused any more; what comes next within the window can. */
  charge(key: string, cost: number, now = performance.now()): void {
    this.take(key, 0, now);
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + cost);
  }
}
