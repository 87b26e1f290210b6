import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** What happens to one POST of a message. */
export type Mishap = 'reset' | 'answer lost' | 429 | 502 | 503 | 'late';

/** A wire between browser and server that can do what networks do. HTTP is not understood beyond its first line. */
export interface BadWire {
  /** `http://127.0.0.1:port` */
  origin: string;
  /** bytes from the server so far */
  transferred: number;
  /** connections that were opened so far */
  connections: number;
  /** Connections that are open now carry nothing from here on and are not closed; new ones work. */
  silence(): void;
  /** Closes all open connections with a reset. */
  cut(): void;
  /** While set, nobody gets in. */
  isDown: boolean;
  /** bytes a second from the server, and ms before each piece; undefined: as fast as it goes */
  speed: { bytesPerSecond: number; latencyMs: number } | undefined;
  /** bytes a second to the server; undefined: as fast as it goes */
  upSpeed: number | undefined;
  /** what the next POSTs of messages meet, one each */
  readonly mishaps: Mishap[];
  close(): Promise<void>;
}

const STATUS: Record<number, string> = { 429: 'Too Many Requests', 502: 'Bad Gateway', 503: 'Service Unavailable' };

/**
 * Gives the pieces that a socket receives to `carry`, one after the other: a piece that waits keeps those behind it
 * waiting, or a late head of a request would arrive after its body.
 */
function inOrder(socket: Socket, carry: (chunk: Buffer) => Promise<void>): void {
  let before = Promise.resolve();
  socket.on('data', (chunk: Buffer) => {
    before = before.then(() => carry(chunk));
  });
}

/** Opens the wire. @param upstream port of the server; asked for each connection */
export async function openBadWire(upstream: () => number): Promise<BadWire> {
  const open = new Set<Socket>();
  const silent = new WeakSet<Socket>();
  let free = 0;

  const server = createServer((client) => {
    wire.connections++;
    if (wire.isDown) return void client.resetAndDestroy();
    const behind = connect(upstream(), '127.0.0.1');
    for (const socket of [client, behind]) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.on('close', () => open.delete(socket));
    }
    client.on('close', () => behind.destroy());
    behind.on('close', () => {
      if (!silent.has(client)) client.destroy();
    });
    let isSwallowed = false;
    inOrder(client, async (chunk) => {
      if (silent.has(client)) return;
      const mishap = /^POST \S*\/(?:activities|upload)/.test(chunk.subarray(0, 300).toString('latin1'))
        ? wire.mishaps.shift()
        : undefined;
      if (mishap === 'reset') return void client.resetAndDestroy();
      if (typeof mishap === 'number') {
        client.end(
          `HTTP/1.1 ${mishap} ${STATUS[mishap]}\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
        );
        return;
      }
      if (mishap === 'answer lost') isSwallowed = true;
      if (mishap === 'late') await wait(1500);
      if (wire.upSpeed) {
        client.pause();
        await wait((chunk.length / wire.upSpeed) * 1000);
        client.resume();
      }
      if (silent.has(client) || client.destroyed) return;
      behind.write(chunk);
    });
    inOrder(behind, async (chunk) => {
      if (isSwallowed) return void client.resetAndDestroy();
      if (wire.speed) {
        const { bytesPerSecond, latencyMs } = wire.speed;
        behind.pause();
        // One line for all connections: who sends takes the time of its bytes.
        const now = Date.now();
        free = Math.max(free, now) + (chunk.length / bytesPerSecond) * 1000;
        await wait(free - now + latencyMs);
        behind.resume();
      }
      if (silent.has(client) || client.destroyed) return;
      wire.transferred += chunk.length;
      client.write(chunk);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const wire: BadWire = {
    origin: `http://127.0.0.1:${port}`,
    transferred: 0,
    connections: 0,
    silence() {
      for (const socket of open) silent.add(socket);
    },
    cut() {
      for (const socket of open) socket.resetAndDestroy();
    },
    isDown: false,
    speed: undefined,
    upSpeed: undefined,
    mishaps: [],
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return wire;
}
