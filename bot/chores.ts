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

  /** Does something every `ms`, never twice at the same time. */
  every(ms: number, name: string, work: () => Promise<unknown>): void {
    let busy = false;
    const timer = setInterval(() => {
      if (busy) return;
      busy = true;
      const done = work()
        .catch((error: unknown) =>
          this.#log.error({ code: 'chore-failed', chore: name, ...whereFrom(error) }, 'a chore failed'),
        )
        .then(() => {
          busy = false;
          this.#running.delete(done);
        });
      this.#running.add(done);
    }, ms);
    timer.unref();
    this.#timers.push(timer);
  }

  /** Begins nothing more; resolves when what runs has ended. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await Promise.all(this.#running);
  }
}
