import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

/** A wire between clients and server that breaks: streams at random bytes, other calls now and then. */
export interface CuttingProxy {
  /** `http://127.0.0.1:port` */
  origin: string;
  /** streams cut so far */
  cuts: number;
  /** other calls cut so far, before or after the server had them */
  cutCalls: number;
  /** from now on nothing is cut */
  isCalm: boolean;
  close(): Promise<void>;
}

// A stream lives for this many bytes from the server: from inside the answer to the upgrade to some dozen frames.
const MOST_BYTES = 6000;
const CALLS_CUT = 0.1;

/**
 * Opens the wire.
 * @param upstream port of the server on this machine; asked for each connection, since the server may be another by then
 * @param random 0 … 1, as Math.random
 */
export async function openCuttingProxy(upstream: () => number, random: () => number): Promise<CuttingProxy> {
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const behind = connect(upstream(), '127.0.0.1');
    for (const socket of [client, behind]) {
      open.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => open.delete(socket));
    }
    const cut = () => {
      // A reset, as from a phone that left its network, for the one; the other side sees it later.
      client.resetAndDestroy();
      behind.destroy();
    };
    client.on('close', () => behind.destroy());
    behind.on('close', () => client.destroy());

    let left = Number.POSITIVE_INFINITY;
    client.on('data', (chunk) => {
      const head = chunk.subarray(0, 300).toString('latin1');
      if (!proxy.isCalm && /^GET [^ ]*\/stream\?/.test(head)) left = Math.floor(random() * MOST_BYTES);
      else if (!proxy.isCalm && /^(?:GET|POST) /.test(head) && random() < CALLS_CUT) {
        proxy.cutCalls++;
        // Before the server has it, or after, while the answer is on its way.
        if (random() < 0.5) {
          cut();
          return;
        }
        left = 0;
      }
      behind.write(chunk);
    });
    behind.on('data', (chunk) => {
      if (chunk.length < left) {
        left -= chunk.length;
        client.write(chunk);
        return;
      }
      if (left > 0) {
        proxy.cuts++;
        client.write(chunk.subarray(0, left), cut);
      } else cut();
      left = 0;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const proxy: CuttingProxy = {
    origin: `http://127.0.0.1:${port}`,
    cuts: 0,
    cutCalls: 0,
    isCalm: false,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return proxy;
}
