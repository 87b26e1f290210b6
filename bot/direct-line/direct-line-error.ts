import { NO_ROOM } from '../turns/phrases-no-room.ts';

/** Codes of the `error` object; the first seven are the protocol's own, clients may rely on them. */
export type DirectLineErrorCode =
  | 'MissingProperty'
  | 'MalformedData'
  | 'NotFound'
  | 'NotAllowed'
  | 'NotSupported'
  | 'ServiceError'
  | 'TokenExpired'
  | 'BotRejectedActivity'
  | 'TooLarge'
  | 'TooManyRequests';

/** An answer other than success: it travels as `{ "error": { code, message } }`. The message never holds what the person wrote. */
export class DirectLineError extends Error {
  readonly status: number;
  readonly code: DirectLineErrorCode;
  readonly headers: Record<string, string>;

  constructor(status: number, code: DirectLineErrorCode, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }

  body(): string {
    return JSON.stringify({ error: { code: this.code, message: this.message } });
  }
}

export const malformed = (message: string) => new DirectLineError(400, 'MalformedData', message);
export const notAllowed = (message: string) => new DirectLineError(403, 'NotAllowed', message);
export const notFound = (message: string) => new DirectLineError(404, 'NotFound', message);
export const noSuchStream = () =>
  new DirectLineError(
    404,
    'NotSupported',
    'Streaming Extensions are not offered. Use the streamUrl of POST /v3/directline/conversations.',
  );
export const tooLarge = (message: string) => new DirectLineError(413, 'TooLarge', message);
/** `seconds` until the same call may succeed. */
export const tooMany = (message: string, seconds: number) =>
  new DirectLineError(429, 'TooManyRequests', message, { 'Retry-After': String(seconds) });
export const stopping = () =>
  new DirectLineError(503, 'ServiceError', 'The server is restarting. Send again in a moment.', { 'Retry-After': '5' });
export const diskIsFull = () => new DirectLineError(503, 'ServiceError', NO_ROOM, { 'Retry-After': '60' });
