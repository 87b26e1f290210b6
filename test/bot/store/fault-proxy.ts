import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';

/** What the network between a bot and its database does. */
export type Weather = 'fine' | 'cut' | 'stalled' | 'slow';

const SLOW_MS = 30;

/** A TCP proxy on the loopback whose connections can be cut, stalled (nothing passes, nothing closes) and slowed down. */
export class FaultProxy {
  readonly #pairs = new Set<[Socket, Socket]>();
  readonly #server;
  #weather: Weather = 'fine';
  #clears: () => void = () => {};
  #isClear: Promise<void> = Promise.resolve();

  constructor(host: string, port: number) {
    this.#server = createServer((near) => {
      if (this.#weather === 'cut') {
        near.destroy();
        return;
      }
      const far = connect(port, host);
      const pair: [Socket, Socket] = [near, far];
      this.#pairs.add(pair);
      const end = () => {
        near.destroy();
        far.destroy();
        this.#pairs.delete(pair);
      };
      for (const socket of pair) socket.on('error', end).on('close', end);
      void this.#carry(near, far);
      void this.#carry(far, near);
    });
  }

  /** Resolves to the port. */
  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  change(weather: Weather): void {
    this.#clears();
    this.#weather = weather;
    if (weather === 'stalled') {
      this.#isClear = new Promise((resolve) => {
        this.#clears = resolve;
      });
    }
    if (weather === 'cut') for (const pair of this.#pairs) for (const socket of pair) socket.destroy();
  }

  async close(): Promise<void> {
    this.change('cut');
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #carry(from: Socket, to: Socket): Promise<void> {
    try {
      for await (const chunk of from) {
        if (this.#weather === 'slow') await setTimeout(SLOW_MS);
        await this.#isClear;
        if (to.destroyed) return;
        to.write(chunk);
      }
      to.end();
    } catch {
      to.destroy();
    }
  }
}
