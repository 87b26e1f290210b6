import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import type { Server as Restify } from 'restify';
import { whereFrom } from '../log.ts';
import type { HostCheck } from './allowed-hosts.ts';
import { refuse } from './answer.ts';
import { courtesy } from './courtesy.ts';
import { sharedAddress } from './peer-address.ts';
import { requestFault } from './request-fault.ts';
import { withinRequest } from './request-scope.ts';

// An import would read every name of the module at once, and one of them loads a whole client of HTTP that nothing here uses.
const { createServer, STATUS_CODES }: typeof import('node:http') = createRequire(import.meta.url)('node:http');

const SECOND = 1000;

/** How long a connection may take. Node's defaults give a stranger five minutes for one request. */
const PATIENCE = {
  headersTimeout: 15 * SECOND,
  // The largest upload at 1 Mbit/s.
  requestTimeout: 120 * SECOND,
  // Longer than proxies keep theirs (nginx and AWS: 60 s): who closes first must not be the one that may be sent a request.
  keepAliveTimeout: 75 * SECOND,
  connectionsCheckingInterval: 5 * SECOND,
  /** silence in both directions, as of a client that reads no answer */
  idleTimeout: 120 * SECOND,
};

/** Who takes the connections that become something else than HTTP. */
export interface Upgrades {
  /** whether a request may become one; every other goes on as if it had not asked */
  wants(request: IncomingMessage): boolean;
  take(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

export interface DoorTerms {
  isAllowedHost: HostCheck;
  log: Pick<Logger, 'info' | 'error'>;
  /** connections at the same time; one more is closed at once */
  maxConnections: number;
  /** the same of one address; 0 for any number */
  perAddress?: number;
  patience?: Partial<typeof PATIENCE>;
  upgrades?: Upgrades;
  /** whether the process is about to stop, so that nobody shall keep a connection for a next request */
  isDraining?(): boolean;
}

/**
 * The HTTP server in front of restify. It looks at request line and Host once, before anything behind makes an address of
 * them, and lets no exception of a route out. It does not listen yet.
 */
export function frontDoor({ server: behind }: Restify, terms: DoorTerms): Server {
  const { isAllowedHost, isDraining, log, maxConnections, upgrades } = terms;
  const { idleTimeout, ...patience } = { ...PATIENCE, ...terms.patience };
  const door = createServer({ ...patience, shouldUpgradeCallback: (request) => upgrades?.wants(request) ?? false });
  door.maxConnections = maxConnections;
  door.timeout = idleTimeout;
  if (terms.perAddress) limitAddresses(door, terms.perAddress);

  const pass = (event: 'request' | 'checkContinue') => (request: IncomingMessage, response: ServerResponse) => {
    if (isDraining?.()) response.shouldKeepAlive = false;
    const fault = requestFault(request, isAllowedHost);
    if (fault !== undefined) {
      log.info({ code: 'request-refused', status: 400 }, 'a request was refused at the door');
      response.shouldKeepAlive = false;
      return refuse(response, 400, fault);
    }
    const cut = () => {
      // A parser that was left in the middle of a body is of no further use.
      if (response.headersSent || !request.complete) request.socket.destroy();
      else refuse(response, 500, 'Something went wrong in the server; the log tells where.');
    };
    const guarded = (work: () => boolean): boolean => {
      try {
        return work();
      } catch (error) {
        log.error({ code: 'route-failed', ...whereFrom(error) }, 'a route threw');
        cut();
        return true;
      }
    };
    // The parser tells of bodies by itself, outside of this request.
    const emit = request.emit.bind(request);
    request.emit = (name: string, ...told: unknown[]) => guarded(() => emit(name, ...told));
    courtesy.heard(request, response);
    withinRequest(cut, () => guarded(() => behind.emit(event, request, response)));
  };
  door.on('request', pass('request'));
  door.on('checkContinue', pass('checkContinue'));

  door.on('upgrade', (request, socket, head) => {
    // Without a listener, a client that breaks off here would end the process.
    socket.on('error', () => socket.destroy());
    if (!upgrades?.wants(request) || requestFault(request, isAllowedHost) !== undefined) return turnAway(socket);
    withinRequest(
      () => socket.destroy(),
      () => upgrades.take(request, socket, head),
    );
  });
  // It asks for a tunnel to somewhere else.
  door.on('connect', (_request, socket) => turnAway(socket));
  return door;
}

/** Closes each connection above `most` of an address, before anything is read of it. */
function limitAddresses(door: Server, most: number): void {
  const open = new Map<string, number>();
  door.prependListener('connection', (socket: Socket) => {
    const address = sharedAddress(socket.remoteAddress ?? '');
    const count = open.get(address) ?? 0;
    if (count >= most) return socket.destroy();
    open.set(address, count + 1);
    socket.once('close', () => {
      const rest = (open.get(address) ?? 1) - 1;
      if (rest > 0) open.set(address, rest);
      else open.delete(address);
    });
  });
}

function turnAway(socket: Duplex): void {
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 400 ${STATUS_CODES[400]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () =>
    socket.destroy(),
  );
}
