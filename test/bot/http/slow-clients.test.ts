import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createRestify } from '../../../bot/http/create-restify.ts';
import { type DoorTerms, frontDoor } from '../../../bot/http/front-door.ts';
import { registerAlive } from '../../../bot/http/health-routes.ts';
import { listen, stopListening } from '../../../bot/http/listen.ts';
import { readJsonBody } from '../../../bot/http/request-body.ts';
import { rawHttp } from './raw-http.ts';

// The real door, with less patience than it has.
const PATIENCE = {
  headersTimeout: 400,
  requestTimeout: 900,
  keepAliveTimeout: 300,
  connectionsCheckingInterval: 50,
  idleTimeout: 600,
};
const HEAD = 'POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n';
const ALIVE = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n';

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

const opened = async (terms?: Partial<DoorTerms>) => (await openDoor(terms)).url;

async function openDoor(terms: Partial<DoorTerms> = {}): Promise<{ url: string; open: () => Promise<number> }> {
  const behind = createRestify();
  registerAlive(behind);
  behind.post('/echo', async (request, response) => {
    const body = await readJsonBody(request, 1000);
    response.send(body.ok ? 200 : body.status, {});
  });
  behind.get('/large', async (_request, response) => {
    response.end(Buffer.alloc(64 * 1024 * 1024));
  });
  const log = { info: () => {}, error: () => {} };
  const door = frontDoor(behind, { isAllowedHost: () => true, log, maxConnections: 100, patience: PATIENCE, ...terms });
  const url = await listen(door, 0, '127.0.0.1');
  cleanUp.push(() => stopListening(door, 0));
  const count = promisify(door.getConnections.bind(door));
  return { url, open: () => count() };
}

/** Writes a piece every so often, as long as somebody listens. */
const dripping = (head: string, piece: string, times = 100) => [
  head,
  ...Array.from({ length: times }, () => [60, piece]).flat(),
];

describe('who takes very long', () => {
  it.each([
    ['with a request line', ['G']],
    ['with headers that never end', dripping('GET /healthz HTTP/1.1\r\nHost: localhost\r\n', 'X-A: b\r\n')],
    ['with a body that never ends', dripping(HEAD, 'x')],
    ['with a body of which nothing comes', [HEAD]],
    ['and says nothing at all', ['']],
    ['between two requests', [ALIVE]],
  ])('%s is not waited for, and others are served meanwhile', async (_what, pieces) => {
    const url = await opened();
    const slow = rawUntilClosed(url, pieces);
    for (let n = 0; n < 5; n += 1) expect((await rawHttp(url, ALIVE)).status).toBe(200);
    expect(await slow).toBe('closed');
  });

  it('reading the answer is cut, and leaves nothing open', async () => {
    const { url, open } = await openDoor();
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    cleanUp.push(() => socket.destroy());
    socket.pause();
    socket.on('error', () => {});
    // More than all buffers on the way hold. Who does not read does not see the end either, so the door is asked.
    socket.write(ALIVE.replace('/healthz', '/large'));
    await expect.poll(open).toBe(1);
    await expect.poll(open).toBe(0);
    expect((await rawHttp(url, ALIVE)).status).toBe(200);
  });
});

async function rawUntilClosed(url: string, pieces: readonly (string | number)[]): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  cleanUp.push(() => socket.destroy());
  let isOpen = true;
  const closed = new Promise((resolve) => socket.once('close', resolve)).then(() => {
    isOpen = false;
    return 'closed';
  });
  socket.on('error', () => {});
  socket.resume();
  for (const piece of pieces) {
    if (!isOpen) break;
    if (typeof piece === 'number') await wait(piece);
    else socket.write(piece);
  }
  return closed;
}

describe('connections of one address', () => {
  it('are taken up to the limit, and again when some of them have ended', async () => {
    const url = await opened({ perAddress: 5, patience: {} });
    const { port } = new URL(url);
    const sockets: Socket[] = [];
    const knock = (from: string) =>
      new Promise<'taken' | 'closed'>((resolve) => {
        const socket = connect({ port: Number(port), host: '127.0.0.1', localAddress: from });
        sockets.push(socket);
        cleanUp.push(() => socket.destroy());
        socket.on('error', () => resolve('closed'));
        socket.on('close', () => resolve('closed'));
        socket.on('data', () => resolve('taken'));
        socket.write(ALIVE);
      });
    const all = async (from: string, count: number) => {
      const answers: string[] = [];
      for (let n = 0; n < count; n += 1) answers.push(await knock(from));
      return answers;
    };
    expect(await all('127.0.0.1', 7)).toEqual([...Array<string>(5).fill('taken'), 'closed', 'closed']);
    expect(await all('127.0.0.2', 2)).toEqual(['taken', 'taken']);
    sockets[0]?.destroy();
    await vi.waitFor(async () => expect(await knock('127.0.0.1')).toBe('taken'));
  });
});
