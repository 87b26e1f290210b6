import type { Server as HttpServer } from 'node:http';
import type { Logger } from 'pino';
import type { Request, Response, Server } from 'restify';
import { registerArticles } from './api/articles-route.ts';
import { registerCodes } from './api/codes-route.ts';
import { registerDiagnose } from './api/diagnose-route.ts';
import { registerMcp } from './api/mcp-route.ts';
import { registerOpenApi } from './api/openapi-route.ts';
import { calledAs } from './called.ts';
import type { Config } from './config.ts';
import type { Connector } from './connector/connector.ts';
import { registerMessages } from './connector/messages-route.ts';
import type { DirectLineDeps } from './direct-line/deps.ts';
import { type DirectLine, registerDirectLine } from './direct-line/routes.ts';
import { registerWebChatToken } from './direct-line/web-chat-token.ts';
import { registerPictures } from './drawings/picture-route.ts';
import { registerDrawings } from './drawings/routes.ts';
import { allowedHosts } from './http/allowed-hosts.ts';
import { createRestify } from './http/create-restify.ts';
import { frontDoor } from './http/front-door.ts';
import { registerAlive, registerOperators } from './http/health-routes.ts';
import type { ImportedLibrary } from './imported-library.ts';
import type { LiveKnowledge } from './knowledge/live-knowledge.ts';
import { logRequests, whereFrom } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { ReadingPool } from './reading/reading-pool.ts';
import type { Store } from './store/store.ts';
import type { SupportBot } from './support-bot.ts';
import { registerTeamsPages } from './teams/pages.ts';
import { registerWebChat } from './web-chat/routes.ts';

/** What the routes need. */
export interface ServerParts {
  config: Config;
  live: Pick<LiveKnowledge, 'current' | 'keptPictures' | 'state'>;
  library: Pick<ImportedLibrary, 'open' | 'picture'>;
  reading: Pick<ReadingPool, 'diagnose'>;
  store: Store;
  adapter: Connector;
  bot: SupportBot;
  direct: DirectLineDeps;
  metrics: Metrics;
  log: Logger;
  isDraining(): boolean;
}

// Nothing but the page shows anything in a browser, and the page sets its own policy.
const HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

const THERE_IS =
  'There is nothing at this address. There are GET / (the chat), POST /api/diagnose, GET /api/codes/…, GET /api/articles?q=…, GET /api/openapi.json, POST /api/messages, POST /web-chat/token, /v3/directline and GET /healthz. GET /readyz and GET /metrics are at ADMIN_PORT.';

/** The HTTP server with every route for people and channels; it does not listen yet. */
export function createServer(parts: ServerParts): { server: HttpServer; directLine: DirectLine } {
  const { adapter, bot, config, direct, log } = parts;
  const server = bareServer(log);
  registerAlive(server);
  registerMessages(server, adapter, bot, config);
  registerDiagnose(server, parts);
  registerCodes(server, parts);
  registerArticles(server, parts);
  registerMcp(server, parts);
  registerOpenApi(server);
  registerDrawings(server, direct.keys);
  registerPictures(server, parts);
  registerWebChat(server, {
    frameOrigins: config.WEB_CHAT_ORIGINS,
    called: () => calledAs(config, parts.live.current()),
    privacyUrl: config.WEB_CHAT_PRIVACY_URL,
    logo: config.WEB_CHAT_LOGO,
  });
  registerTeamsPages(server, config, () => calledAs(config, parts.live.current()).name);
  registerWebChatToken(server, direct);
  const directLine = registerDirectLine(server, direct);
  const door = frontDoor(server, {
    isAllowedHost: allowedHosts(config, config.HOST),
    maxConnections: config.MAX_CONNECTIONS,
    perAddress: config.PUBLIC_URL === undefined ? config.CONNECTIONS_PER_ADDRESS : 0,
    upgrades: directLine.upgrades,
    isDraining: parts.isDraining,
    log,
  });
  return { server: door, directLine };
}

/** The HTTP server for the operator's own programs, with what strangers shall not see; it does not listen yet. */
export function createAdminServer(parts: ServerParts): HttpServer {
  const { config, log } = parts;
  const server = bareServer(log);
  registerAlive(server);
  registerOperators(server, parts);
  return frontDoor(server, {
    isAllowedHost: allowedHosts(config, config.ADMIN_HOST),
    maxConnections: config.MAX_CONNECTIONS,
    log,
  });
}

function bareServer(log: Logger): Server {
  const server = createRestify();
  server.pre((_request, response, next) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    next();
  });
  logRequests(server, log);
  answerErrors(server, log);
  return server;
}

/** What restify itself refuses, and what a route throws: never with the message of an error. */
function answerErrors(server: Server, log: Logger): void {
  server.on('restifyError', (request: Request, response: Response, error: unknown, done: () => void) => {
    const status = statusOf(error);
    if (status >= 500)
      log.error({ code: 'route-failed', method: request.method, ...whereFrom(error) }, 'a route threw');
    if (!response.headersSent) response.send(status, { error: reasonFor(status) });
    done();
  });
}

function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null ? Reflect.get(error, 'statusCode') : undefined;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}

function reasonFor(status: number): string {
  if (status === 404) return THERE_IS;
  if (status === 405) return 'This address does not take that method; the Allow header names those it takes.';
  return status >= 500 ? 'Something went wrong in the server; the log tells where.' : 'The request cannot be read.';
}
