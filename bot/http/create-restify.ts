import { pino } from 'pino';
import type { Server } from 'restify';
import Router from 'restify/lib/router.js';
import Restify from 'restify/lib/server.js';

const NAME = 'Faultline';

/** What `restify.createServer` makes, without loading its plugins; and it logs nothing of its own, which may quote a caller. */
export function createRestify(): Server {
  const log = pino({ level: 'silent' });
  return new Restify({ name: NAME, log, router: new Router({ name: NAME, log }) });
}
