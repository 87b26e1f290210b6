import type { IncomingMessage, ServerResponse } from 'node:http';
import { isOwnOrigin } from '../direct-line/origin.ts';
import { RateMeter } from '../direct-line/rate-meter.ts';
import { refuse } from '../http/answer.ts';

// What holds for every address that answers without a login.

const MINUTE_MS = 60_000;

/** Counts of one address within a minute; 0 for any number. */
export const meterOf = (limit: number) => new RateMeter(limit === 0 ? Number.POSITIVE_INFINITY : limit, MINUTE_MS);

/** How a page of another site is refused. */
export const FOREIGN = { status: 403, reason: 'Pages of other sites may not ask here. Let their own server ask.' };

/** Whether a browser asks for a page that is not of this server. Only browsers say where they are. */
export function isForeign(request: IncomingMessage, publicUrl: string | undefined): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (site === 'cross-site' || site === 'same-site') return true;
  return origin !== undefined && !isOwnOrigin(request, origin, publicUrl);
}

/** Refuses for so many seconds. */
export function refuseFor(response: ServerResponse, seconds: number, reason: string): void {
  response.setHeader('retry-after', String(seconds));
  refuse(response, 429, `${reason} Try again in ${seconds} s.`);
}
