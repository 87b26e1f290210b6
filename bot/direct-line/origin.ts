import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DirectLineDeps } from './deps.ts';

/** The base that clients are told to come back to, without a trailing slash. */
export function baseUrl(req: IncomingMessage, publicUrl: string | undefined): string {
  return publicUrl?.replace(/(?<!\/)\/+$/, '') ?? `http://${req.headers.host ?? 'localhost'}`;
}

/**
 * Whether a page of the request's origin may use the channel. Only browsers send an Origin, and only they have to be
 * kept from acting for a page that nobody allowed; a request without one passes.
 * @param named origins that the token names; they stand in place of the configured ones
 */
export function isTrustedOrigin(req: IncomingMessage, deps: DirectLineDeps, named?: readonly string[]): boolean {
  const { origin } = req.headers;
  if (origin === undefined) return true;
  if (named !== undefined) return named.includes(origin);
  return deps.trustedOrigins.includes(origin) || isOwnOrigin(req, origin, deps.publicUrl);
}

/** Whether an origin is this server itself, as the caller reaches it. */
export function isOwnOrigin(req: IncomingMessage, origin: string, publicUrl: string | undefined): boolean {
  if (publicUrl !== undefined && URL.parse(publicUrl)?.origin === origin) return true;
  return URL.parse(origin)?.host === req.headers.host;
}

/** Lets the page of this origin read the answer. Credentials are allowed for `getsessionid`, which asks with them; no cookie exists. */
export function allowOrigin(req: IncomingMessage, res: ServerResponse): void {
  if (req.headers.origin === undefined) return;
  res.setHeader('Access-Control-Allow-Origin', req.headers.origin);
  res.setHeader('Access-Control-Allow-Credentials', 'true');
  res.setHeader('Access-Control-Expose-Headers', 'Retry-After, Date, Content-Disposition, Content-Length');
}

/**
 * Answers a preflight. It carries no token, so where the operator's secret can put other origins into tokens it is
 * allowed to all: that grants nothing, as the request that follows is checked by its token.
 */
export function answerPreflight(req: IncomingMessage, res: ServerResponse, deps: DirectLineDeps): void {
  res.setHeader('Vary', 'Origin');
  if (!isTrustedOrigin(req, deps) && deps.secret === undefined) {
    res.writeHead(403);
    res.end();
    return;
  }
  allowOrigin(req, res);
  res.setHeader('Access-Control-Allow-Methods', 'GET, POST');
  res.setHeader('Access-Control-Allow-Headers', wantedHeaders(req));
  res.setHeader('Access-Control-Max-Age', '7200');
  // Not chained: restify's writeHead returns nothing.
  res.writeHead(204);
  res.end();
}

const OWN_HEADERS = 'Authorization, Content-Type, x-ms-bot-agent, X-Requested-With';

/** Whatever the page wants to send: monitoring adds headers of its own to every call. None of them means anything here. */
function wantedHeaders(req: IncomingMessage): string {
  const wanted = String(req.headers['access-control-request-headers'] ?? '');
  return wanted && wanted.length <= 1000 && /^[\w\-, ]+$/.test(wanted) ? `${OWN_HEADERS}, ${wanted}` : OWN_HEADERS;
}
