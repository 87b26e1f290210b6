import type { RequestHandler, Server } from 'restify';
import type { Upgrades } from '../http/front-door.ts';
import { registerActivities } from './activity-routes.ts';
import { answering } from './answer.ts';
import { registerConversations } from './conversation-routes.ts';
import type { DirectLineDeps } from './deps.ts';
import { DirectLineError, malformed, notFound } from './direct-line-error.ts';
import { registerAttachments } from './files/attachment-route.ts';
import { registerPieces } from './files/pieces.ts';
import { registerUpload } from './files/upload-route.ts';
import { countReplies } from './meters.ts';
import { answerPreflight } from './origin.ts';
import { RateMeter } from './rate-meter.ts';
import { Streams } from './streams.ts';
import { registerTokens } from './token-routes.ts';
import { turnQueueOf } from './turn-queue.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What the process does with the channel once its routes are there. */
export interface DirectLine {
  /** the requests that become streams */
  upgrades: Upgrades;
  /** open streams */
  sockets(): number;
  /**
   * Closes the streams with 1012, so that clients come back after a while, and waits for the turns that run. All other
   * calls are answered as before: what is posted meanwhile is kept and answered, now or after the next start.
   */
  drain(): Promise<void>;
}

/**
 * Serves Direct Line 3.0 under `/v3/directline`. Bodies are read here: no body parser may stand before these routes.
 * What was left unanswered by an earlier process is not looked at; that is `resumePending`.
 */
export function registerDirectLine(server: Server, deps: DirectLineDeps): DirectLine {
  const meters = {
    posts: new RateMeter(deps.limits.postsPerMinute, MINUTE_MS),
    bytes: new RateMeter(deps.limits.bytesPerHour, HOUR_MS),
    addresses: new RateMeter(deps.limits.addressBytesPerHour, HOUR_MS),
    heardFrom: new Map<string, string>(),
    inPieces: new Map<string, number>(),
  };
  turnQueueOf(deps.store).whenReplied((conversationId, bytes) => countReplies(meters, conversationId, bytes));
  server.pre(readPath(deps));
  registerTokens(server, deps, meters);
  registerConversations(server, deps);
  registerActivities(server, deps, meters);
  registerUpload(server, deps, meters);
  registerPieces(server, deps, meters);
  registerAttachments(server, deps);
  registerRest(server, deps);
  const streams = new Streams(deps);
  return {
    upgrades: streams,
    sockets: () => streams.size,
    drain: async () => {
      await Promise.all([streams.close(), turnQueueOf(deps.store).idle()]);
    },
  };
}

const WORDS =
  /\/(?:v3|directline|conversations|activities|upload|pieces|tokens|generate|refresh|session|getsessionid|attachments|stream)(?=\/|$)/gi;

/** Addresses of the channel in any case and with a slash at their end, as ASP.NET takes them; one that no path can be is told so. */
function readPath(deps: DirectLineDeps): RequestHandler {
  const refuse = answering(deps, async () => {
    throw malformed('The path has a % that begins no character.');
  });
  return (req, res, next) => {
    const [, path = '', query = ''] = /^([^?]*)(.*)$/s.exec(req.url ?? '') ?? [];
    if (!/^\/v3\/directline(?:\/|$)/i.test(path)) return next();
    if (!isDecodable(path)) return void refuse(req, res).then(() => next(false));
    const plain = path.replace(WORDS, (word) => word.toLowerCase()).replace(/\/$/, '');
    // What is told at the channel's own address is told by the routes below it.
    req.url = (plain === '/v3/directline' ? `${plain}/` : plain) + query;
    return next();
  };
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** Preflights, and the protocol's own form of "there is no such call". */
function registerRest(server: Server, deps: DirectLineDeps): void {
  server.opts('/v3/directline/*', async (req, res) => answerPreflight(req, res, deps));
  const unknown = answering(deps, async () => {
    throw notFound('Direct Line 3.0 has no such call.');
  });
  const unsupported = answering(deps, async () => {
    throw new DirectLineError(405, 'NotSupported', 'Direct Line 3.0 has no call with this method here.', {
      Allow: 'GET, POST, OPTIONS',
    });
  });
  server.get('/v3/directline/*', unknown);
  server.post('/v3/directline/*', unknown);
  for (const method of ['put', 'patch', 'del'] as const) server[method]('/v3/directline/*', unsupported);
}
