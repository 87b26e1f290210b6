import type { ServerResponse } from 'node:http';

/** Answers with JSON. A refusal ends the connection when the request was not read to its end. */
export function answerJson(response: ServerResponse, status: number, body?: unknown): void {
  answerJsonText(response, status, body === undefined ? '' : JSON.stringify(body));
}

/** As {@link answerJson}, with what is JSON already. */
export function answerJsonText(response: ServerResponse, status: number, text: string): void {
  if (response.headersSent || response.destroyed) return;
  // Encoded once: the length is wanted before what is sent.
  const bytes = Buffer.from(text);
  response.writeHead(status, {
    'content-length': bytes.length,
    ...(text !== '' && { 'content-type': 'application/json; charset=utf-8' }),
    ...(!response.req.complete && { connection: 'close' }),
  });
  response.end(bytes);
}

/** Answers with a refusal in the shape that every route but those of Direct Line uses. */
export function refuse(response: ServerResponse, status: number, reason: string): void {
  answerJson(response, status, { error: reason });
}
