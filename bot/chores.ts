import type { Logger } from 'pino';
import { whereFrom } from './log.ts';

/** What the process does now and then beside its work. A chore that fails is logged and comes again at its time. */
export class Chores {
  readonly #log: Pick<Logger, 'error'>;
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #running = new Set<Promise<void>>();

  constructor(log: Pick<Logger, 'error'>) {
    this.#log = log;
  }

  /** Does something now and every `ms`, never twice at the same time. */
  nowAndEvery(ms: number, name: string, work: () => Promise<unknown>): void {
    this.every(ms, name, work)();
  }

  /** Does something every `ms`, never twice at the same time. Returns what does it out of turn. */
  every(ms: number, name: string, work: () => Promise<unknown>): () => void {
    let busy = false;
    const run = () => {
      if (busy) return;
      busy = true;
      void this.#begin(name, work, () => {
        busy = false;
      });
    };
    this.#timers.push(setInterval(run, ms).unref());
    return run;
  }

  /** Does something now, beside everything else. Resolves when it has ended; never rejects. */
  once(name: string, work: () => Promise<unknown>): Promise<void> {
    return this.#begin(name, work, () => {});
  }

  #begin(name: string, work: () => Promise<unknown>, ended: () => void): Promise<void> {
    const done = work()
      .catch((error: unknown) =>
        this.#log.error({ code: 'chore-failed', chore: name, ...whereFrom(error) }, 'a chore failed'),
      )
      .then(() => {
        ended();
        this.#running.delete(done);
      });
    this.#running.add(done);
    return done;
  }

  /** Begins nothing more; resolves when what runs has ended. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await Promise.all(this.#running);
  }
}
