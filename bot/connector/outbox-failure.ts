import { z } from 'zod';
import { whereFrom } from '../log.ts';

/** What a failed delivery means for the reply. `reason` is for the operator and holds nothing of what anybody wrote. */
export type Failure =
  /** it was taken, and only the answer could not be read */
  { again: 'delivered' } | { again: true; reason: string; afterMs?: number } | { again: false; reason: string };

/**
 * Teams asks for 412, 429, 502 and 504 to be tried again (Microsoft Learn, "Optimize your bot with rate limiting in
 * Teams"). 408 and 503 say that nothing was accepted; 401 is the operator's to repair, within the budget.
 * Others, 500 among them, are an answer to this very activity, and would be the same again.
 */
const AGAIN = [401, 408, 412, 429, 502, 503, 504];

/** How the HTTP clients of the SDK name a request that got no answer at all. */
const NO_ANSWER = ['AbortError', 'TimeoutError', 'FetchError', 'RestError'];

const Headers = z.custom<{ get(name: string): unknown }>(
  (value) => typeof value === 'object' && value !== null && 'get' in value && typeof value.get === 'function',
);
const HttpError = z.object({
  statusCode: z.number().int(),
  code: z.string().optional().catch(undefined),
  response: z.object({ headers: Headers }).optional().catch(undefined),
});
const CodedError = z.object({ code: z.string().optional(), errorCode: z.string().optional() });

/** Judges what a delivery rejected with. */
export function readFailure(error: unknown, now: Date): Failure {
  const http = HttpError.safeParse(error).data;
  if (http) {
    if (http.statusCode >= 200 && http.statusCode < 300) return { again: 'delivered' };
    const reason = `HTTP ${http.statusCode}${plain(http.code)}`;
    if (!AGAIN.includes(http.statusCode)) return { again: false, reason };
    const afterMs = retryAfter(http.response?.headers.get('retry-after'), now);
    return { again: true, reason, ...(afterMs !== undefined && { afterMs }) };
  }
  const coded = CodedError.safeParse(error).data;
  const code = coded?.code ?? coded?.errorCode;
  const name = error instanceof Error ? error.name : '';
  if (code !== undefined || NO_ANSWER.includes(name)) return { again: true, reason: `no answer${plain(code ?? name)}` };
  const { error: kind, at } = whereFrom(error);
  return { again: false, reason: at === undefined ? `failed (${kind})` : `failed (${kind}) ${at}` };
}

/** Codes only: a message of the service may quote what it was sent. */
function plain(code: string | undefined): string {
  return code !== undefined && /^[\w.-]{1,60}$/.test(code) ? ` (${code})` : '';
}

/**
 * Reads `Retry-After`: whole seconds, or a date (RFC 9110, 10.2.3).
 * @returns milliseconds from now, or undefined when it is missing or neither
 */
function retryAfter(header: unknown, now: Date): number | undefined {
  if (typeof header !== 'string') return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
  const at = /^[A-Z][a-z]{2}, /.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime());
}
