import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';

/** A request with a larger body is none that others wait for. */
const SHORT_BYTES = 16 * 1024;
/** What is not answered after so long waits for something else than this thread. */
const SHORT_MS = 250;
/** One step of large work waits no longer, however many ask: it has to come to its end as well. */
const LONGEST_WAIT_MS = 50;

/**
 * One thread answers everybody. Who asks little goes before who brings much: what is large is done in steps, one at a time, each in
 * a moment in which nothing short is in hand.
 */
export class Courtesy {
  #short = 0;
  #last: Promise<unknown> = Promise.resolve();
  #nobodyShort: () => void = () => undefined;

  /** Counts a request as in hand until it is answered, when it is a short one. */
  heard({ headers }: IncomingMessage, response: ServerResponse): void {
    if (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > SHORT_BYTES) return;
    this.#short += 1;
    const timer = setTimeout(() => end(), SHORT_MS).unref();
    const end = () => {
      clearTimeout(timer);
      response.off('close', end);
      this.#short -= 1;
      if (this.#short === 0) this.#nobodyShort();
    };
    response.once('close', end);
  }

  /** Resolves when the next step of large work may be done; in the order in which it was asked for. */
  readonly giveWay = (): Promise<void> => {
    const step = this.#last.then(() => this.#moment());
    this.#last = step;
    return step;
  };

  async #moment(): Promise<void> {
    await setImmediate();
    if (this.#short === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, LONGEST_WAIT_MS);
    this.#nobodyShort = resolve;
    await promise;
    clearTimeout(timer);
  }
}

/** That of this thread. */
export const courtesy = new Courtesy();
