import { readFileSync } from 'node:fs';
import type { Server } from 'restify';
import { answerJsonText } from '../http/answer.ts';

/**
 * `GET /api/openapi.json`: every route of this server for programs, as OpenAPI. The file beside this one; a test holds it
 * against the routes and against what they answer.
 */
export function registerOpenApi(server: Server): void {
  let text: string | undefined;
  server.get('/api/openapi.json', async (_request, response) => {
    text ??= readFileSync(new URL('openapi.json', import.meta.url), 'utf8');
    answerJsonText(response, 200, text);
  });
}
