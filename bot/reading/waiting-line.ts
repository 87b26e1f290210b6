/** What may wait and run at once, in all and of one person. */
export interface LineLimits {
  jobs: number;
  jobsOfOne: number;
  /** of texts and files, in bytes */
  bytes: number;
}

/** Counts what waits and runs, so that neither many nor one can fill the memory or keep all others waiting. */
export class WaitingLine {
  readonly #limits: LineLimits;
  readonly #of = new Map<string, number>();
  #jobs = 0;
  #bytes = 0;

  constructor(limits: LineLimits) {
    this.#limits = limits;
  }

  get length(): number {
    return this.#jobs;
  }

  /** @returns to be called when the work has ended; undefined when the line is full, for this person or for all */
  enter(person: string, bytes: number): (() => void) | undefined {
    const mine = this.#of.get(person) ?? 0;
    const { jobs, jobsOfOne, bytes: most } = this.#limits;
    // What is too large for the line alone is let in when nobody else is there.
    const isFull = this.#jobs > 0 && this.#bytes + bytes > most;
    if (this.#jobs >= jobs || mine >= jobsOfOne || isFull) return undefined;
    this.#count(person, 1, bytes);
    return () => this.#count(person, -1, -bytes);
  }

  #count(person: string, jobs: 1 | -1, bytes: number): void {
    this.#jobs += jobs;
    this.#bytes += bytes;
    const mine = (this.#of.get(person) ?? 0) + jobs;
    if (mine > 0) this.#of.set(person, mine);
    else this.#of.delete(person);
  }
}
