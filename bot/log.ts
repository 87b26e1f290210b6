import { type Logger, pino } from 'pino';
import type { Server } from 'restify';
import type { Config } from './config.ts';
import { StoreError, type StoreFacts } from './store/store-error.ts';

/**
 * The log of the process: one JSON line each, on standard output. What a person wrote never goes into it, and neither
 * does the message of an error, which may quote it: log {@link whereFrom} instead.
 */
export function createLog(level: Config['LOG_LEVEL']): Logger {
  const to = pino.destination({ dest: 1, sync: true });
  // A log that cannot be written, as on a full disk, must not end the bot that is to say so.
  to.on('error', () => {});
  return pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, to);
}

/** Where an error came from, without its message: that may quote what the person wrote. Of a store, also what helps. */
export function whereFrom(error: unknown): { error: string; at?: string } & Partial<StoreFacts> {
  if (!(error instanceof Error)) return { error: typeof error };
  if (error instanceof StoreError) return { error: error.name, ...error.facts };
  const at = framesOf(error).find((line) => line.startsWith('    at '));
  return { error: error.name, ...(at && { at: at.trim() }) };
}

/** The lines of the stack behind the message, which may quote somebody's pasted stack; none when they cannot be told apart. */
function framesOf({ stack = '', message }: Error): string[] {
  const at = stack.indexOf(message);
  return at < 0 ? [] : stack.slice(at + message.length).split('\n');
}

/** Logs every answered request by its route: an address may hold conversation ids, and its query string tokens. */
export function logRequests(server: Server, log: Logger): void {
  server.on('after', (request, response, route) => {
    const status = response.statusCode;
    const level = status >= 500 ? 'error' : status >= 400 ? 'info' : 'debug';
    if (!log.isLevelEnabled(level)) return;
    const ms = Date.now() - request.time();
    log[level]({ method: request.method, route: routeOf(route), status, ms }, 'request');
  });
}

/** The address as it was registered, like `/api/diagnose`; `none` when nothing is registered there. */
function routeOf(route: unknown): string {
  return typeof route === 'object' && route !== null && 'path' in route ? String(route.path) : 'none';
}
