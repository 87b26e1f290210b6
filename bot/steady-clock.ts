/** The clock on the wall, which may be set, and one that counts milliseconds and cannot be. */
export interface Clock {
  wall(): number;
  steady(): number;
}

export const SYSTEM_CLOCK: Clock = { wall: () => Date.now(), steady: () => performance.now() };

/** Who has no other clock. */
export const WALL_CLOCK: Clock = { wall: () => Date.now(), steady: () => Date.now() };

/**
 * The time as other processes have it, without going back: where the wall's clock is set back, it goes on from where it
 * was by the other one; where that is set ahead, it follows.
 */
export class SteadyClock {
  readonly #clock: Clock;
  #shown: { wall: number; steady: number };

  constructor(clock: Clock = SYSTEM_CLOCK) {
    this.#clock = clock;
    this.#shown = { wall: clock.wall(), steady: clock.steady() };
  }

  /** Milliseconds of the clock that cannot be set. */
  steady(): number {
    return this.#clock.steady();
  }

  now(): Date {
    const steady = this.#clock.steady();
    const wall = Math.max(this.#clock.wall(), this.#shown.wall + (steady - this.#shown.steady));
    this.#shown = { wall, steady };
    return new Date(wall);
  }
}
