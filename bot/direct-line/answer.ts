import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request, Response } from 'restify';
import { whereFrom } from '../log.ts';
import type { DirectLineDeps } from './deps.ts';
import { DirectLineError } from './direct-line-error.ts';
import { allowOrigin, isTrustedOrigin } from './origin.ts';

/** Answers a call; what it throws is answered in the protocol's form. */
export type Handler = (req: Request, res: Response) => Promise<void>;

/** A restify handler around one of ours: headers that all answers have, errors as the protocol has them. */
export function answering(deps: DirectLineDeps, handler: Handler): (req: Request, res: Response) => Promise<void> {
  return async (req, res) => {
    res.setHeader('Vary', 'Origin');
    res.setHeader('Cache-Control', 'no-store');
    res.setHeader('X-Content-Type-Options', 'nosniff');
    // So that a page that may use the channel can also read why it was refused.
    if (isTrustedOrigin(req, deps)) allowOrigin(req, res);
    try {
      await handler(req, res);
    } catch (error) {
      sendError(res, asDirectLineError(error, deps));
    }
  };
}

export function sendJson(res: ServerResponse, status: number, body: unknown): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  res.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
  });
  res.end(text);
}

/** An error as it may be told to a client; one that nobody foresaw is logged with its place and told without detail. */
export function asDirectLineError(error: unknown, deps: Pick<DirectLineDeps, 'log'>): DirectLineError {
  if (error instanceof DirectLineError) return error;
  deps.log.error({ code: 'direct-line-failed', ...whereFrom(error) }, 'a Direct Line call failed');
  return new DirectLineError(500, 'ServiceError', 'Something failed on the server. Try again in a moment.');
}

function sendError(res: ServerResponse, error: DirectLineError): void {
  // The client may have gone while its body was read.
  if (res.headersSent || res.destroyed) return;
  for (const [name, value] of Object.entries(error.headers)) res.setHeader(name, value);
  sendJson(res, error.status, error.body());
}

/** Whether the client is Web Chat, which draws cards; it says so in each call but the one for the stream. */
export const drawsCards = (req: IncomingMessage): boolean =>
  /\bWebChat\b/i.test(String(req.headers['x-ms-bot-agent'] ?? ''));

/** The query of a request; a path that no URL can hold counts as one without a query. */
export function queryOf(req: IncomingMessage): URLSearchParams {
  return URL.parse(req.url ?? '/', 'http://localhost')?.searchParams ?? new URLSearchParams();
}
