import type { Server } from 'restify';
import { answerCodes, LONGEST_CODE, MOST_CODES } from '../../knowledge/codes/code-answer.ts';
import { answerJson, refuse } from '../http/answer.ts';

/** `GET /api/codes/0x80070643,ERROR_ACCESS_DENIED`: what each of them can mean, as `npm run codes` prints it. Keeps nothing. */
export function registerCodes(server: Server): void {
  server.get('/api/codes/:codes', (request, response, next) => {
    const asked: unknown = request.params.codes;
    const answers = typeof asked === 'string' ? answerCodes(asked) : undefined;
    if (answers === undefined)
      refuse(
        response,
        400,
        `Name one to ${MOST_CODES} codes or names of at most ${LONGEST_CODE} characters, with commas between.`,
      );
    else answerJson(response, 200, answers);
    next();
  });
}
