import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Upgrades } from '../http/front-door.ts';
import { whereFrom } from '../log.ts';
import { parseWatermark, readFrame } from './activity-log.ts';
import { asDirectLineError, queryOf } from './answer.ts';
import { claimsOf, enterConversation } from './authorize.ts';
import type { DirectLineDeps } from './deps.ts';
import { DirectLineError, noSuchStream, stopping, tooMany } from './direct-line-error.ts';
import { LogStream } from './log-stream.ts';
import { baseUrl } from './origin.ts';
import type { SignedClaims } from './pass.ts';
import { turnQueueOf } from './turn-queue.ts';

const ALL = /^\/v3\/directline(?:[/?]|$)/i;
const PATH = /^\/v3\/directline\/conversations\/([^/?]{1,200})\/stream\/?(?:\?|$)/i;

// Milliseconds that a client gets to answer the closing of its stream.
const CLOSING_MS = 2000;

/** The open streams of this process. */
export class Streams implements Upgrades {
  readonly #deps: DirectLineDeps;
  readonly #server = new WebSocketServer({
    noServer: true,
    // Clients only send empty frames.
    maxPayload: 4096,
    // A context for each socket would cost more memory than the socket itself.
    perMessageDeflate: false,
    clientTracking: false,
  });
  readonly #open = new Map<WebSocket, LogStream>();
  readonly #streams = new Map<string, Set<LogStream>>();
  readonly #timer: NodeJS.Timeout;
  #closing = false;

  constructor(deps: DirectLineDeps) {
    this.#deps = deps;
    this.#timer = setInterval(() => {
      for (const stream of this.#open.values()) stream.keepAlive();
    }, deps.limits.keepAliveMs);
    this.#timer.unref();
    turnQueueOf(deps.store).whileSlow((conversationId) => {
      for (const stream of this.#streams.get(conversationId) ?? []) stream.typing(conversationId);
    });
  }

  get size(): number {
    return this.#open.size;
  }

  /** Whether an upgrade request is for this channel; what is no stream is refused in its form. */
  wants({ url = '', headers, method }: IncomingMessage): boolean {
    return method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket' && ALL.test(url);
  }

  /** Takes an upgrade request for a stream. */
  take(req: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    this.#admit(req, PATH.exec(req.url ?? '')?.[1])
      .then(({ claims, watermark }) => {
        this.#server.handleUpgrade(req, socket, head, (accepted) => this.#start(accepted, req, claims, watermark));
      })
      .catch((error: unknown) => refuse(socket, asDirectLineError(error, this.#deps)));
  }

  /** Tells all clients to come back elsewhere or later; resolves when every socket is closed. New ones are refused. */
  async close(): Promise<void> {
    this.#closing = true;
    clearInterval(this.#timer);
    const gone = [...this.#open.keys()].map((socket) => {
      socket.close(1012, 'the server restarts');
      return new Promise<void>((resolve) => {
        const timer = setTimeout(() => socket.terminate(), CLOSING_MS);
        socket.once('close', () => {
          clearTimeout(timer);
          resolve();
        });
      });
    });
    await Promise.all(gone);
  }

  async #admit(req: IncomingMessage, id: string | undefined): Promise<{ claims: SignedClaims; watermark: number }> {
    if (id === undefined) throw noSuchStream();
    if (this.#closing) throw stopping();
    const query = queryOf(req);
    const pass = query.get('t');
    if (!pass) throw new DirectLineError(401, 'NotAllowed', 't: use the streamUrl as you were given it.');
    const claims = await claimsOf('stream', pass, req, this.#deps);
    await enterConversation(this.#deps, { by: 'token', claims }, id);
    const watermark = parseWatermark(query.get('watermark')) ?? 0;
    if (this.#countOf(claims.conv) >= this.#deps.limits.streamsPerConversation) {
      throw tooMany('This conversation has too many open streams.', Math.ceil(this.#deps.limits.keepAliveMs / 500));
    }
    return { claims, watermark };
  }

  #start(socket: WebSocket, req: IncomingMessage, claims: SignedClaims, watermark: number): void {
    const { store, keys, publicUrl, limits, log } = this.#deps;
    const { conv } = claims;
    const reader = { store, keys, base: baseUrl(req, publicUrl), claims, live: true, frameBytes: limits.frameBytes };
    const stream = new LogStream(
      socket,
      watermark,
      (after) => readFrame(reader, after),
      (error) => log.error({ code: 'stream-failed', conversationId: conv, ...whereFrom(error) }, 'a stream failed'),
    );
    const unwatch = store.watch(conv, () => stream.grown());
    this.#open.set(socket, stream);
    const streams = this.#streams.get(conv) ?? new Set();
    this.#streams.set(conv, streams.add(stream));
    // Without a listener, a frame that breaks the protocol would end the process; `close` follows in any case.
    socket.on('error', () => {});
    socket.once('close', () => {
      unwatch();
      this.#open.delete(socket);
      streams.delete(stream);
      if (streams.size === 0) this.#streams.delete(conv);
    });
    if (this.#closing) socket.close(1012, 'the server restarts');
    else stream.grown();
  }

  readonly #countOf = (conversationId: string) => this.#streams.get(conversationId)?.size ?? 0;
}

function refuse(socket: Duplex, error: DirectLineError): void {
  const body = error.body();
  const headers = {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
    ...error.headers,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${error.status} ${error.code}\r\n${lines.join('')}\r\n${body}`, () => socket.destroy());
}
