import type { Server } from 'restify';
import { z } from 'zod';
import { diagnose } from '../knowledge/diagnose.ts';
import type { Knowledge } from '../knowledge/load-knowledge.ts';
import { MAX_UTTERANCE_LENGTH } from '../knowledge/recognizer/utterance.ts';
import { answerJson, refuse } from './answer.ts';
import type { Metrics } from './metrics.ts';
import { readJsonBody } from './request-body.ts';

// A character takes at most six bytes in JSON, as \u0041 does; then what stands around the text.
const MAX_BODY = 6 * MAX_UTTERANCE_LENGTH + 1024;

const Question = z.object({ text: z.string() });

/** `POST /api/diagnose`: the text of some events in, the {@link Diagnosis} out. Keeps nothing. */
export function registerDiagnose(server: Server, knowledge: Knowledge, metrics: Metrics): void {
  server.post('/api/diagnose', async (request, response) => {
    const body = await readJsonBody(request, MAX_BODY);
    if (!body.ok) return refuse(response, body.status, body.reason);
    const text = Question.safeParse(body.value).data?.text;
    if (text === undefined || text === '')
      return refuse(response, 400, 'There is no text. Send { "text": "…" } with what the event log says.');
    if (text.length > MAX_UTTERANCE_LENGTH)
      return refuse(response, 413, `The text has ${text.length} characters; at most ${MAX_UTTERANCE_LENGTH} are read.`);
    const diagnosis = diagnose(knowledge, text);
    metrics.diagnosis(diagnosis.verdict);
    answerJson(response, 200, diagnosis);
  });
}
