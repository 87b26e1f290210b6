import type { ServerResponse } from 'node:http';

/** Answers with JSON. A refusal ends the connection when the request was not read to its end. */
export function answerJson(response: ServerResponse, status: number, body?: unknown): void {
  answerJsonText(response, status, body === undefined ? '' : JSON.stringify(body));
}

/** As {@link answerJson}, with what is JSON already. */
export function answerJsonText(response: ServerResponse, status: number, text: string): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    'content-length': Buffer.byteLength(text),
    ...(text !== '' && { 'content-type': 'application/json; charset=utf-8' }),
    ...(!response.req.complete && { connection: 'close' }),
  });
  response.end(text);
}

/** Answers with a refusal in the shape that every route but those of Direct Line uses. */
export function refuse(response: ServerResponse, status: number, reason: string): void {
  answerJson(response, status, { error: reason });
}
