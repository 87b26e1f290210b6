import type { Server } from 'restify';
import { z } from 'zod';
import { diagnose } from '../knowledge/diagnose.ts';
import type { Knowledge } from '../knowledge/load-knowledge.ts';
import { MAX_UTTERANCE_LENGTH } from '../knowledge/recognizer/utterance.ts';
import { answerJson, answerJsonText, refuse } from './answer.ts';
import type { Config } from './config.ts';
import { peerAddress } from './direct-line/peer-address.ts';
import type { Metrics } from './metrics.ts';
import { UNREAD } from './reading/phrases-reading.ts';
import { LONGEST_READ_HERE, type Unread } from './reading/read.ts';
import type { ReadingPool } from './reading/reading-pool.ts';
import { readJsonBody } from './request-body.ts';

// A character takes at most six bytes in JSON, as \u0041 does; then what stands around the text.
const MAX_BODY = 6 * MAX_UTTERANCE_LENGTH + 1024;
const STATUS: Record<Unread, number> = { busy: 429, late: 413, large: 413 };
/** After how many seconds somebody who was told to wait may ask again. */
const RETRY_AFTER = '5';

const Question = z.object({ text: z.string() });

/** What the route needs. */
export interface DiagnoseDeps {
  config: Pick<Config, 'PUBLIC_URL'>;
  knowledge: Knowledge;
  reading: Pick<ReadingPool, 'diagnose'>;
  metrics: Pick<Metrics, 'diagnosis'>;
}

/** `POST /api/diagnose`: the text of some events in, the {@link Diagnosis} out. Keeps nothing. */
export function registerDiagnose(server: Server, { config, knowledge, metrics, reading }: DiagnoseDeps): void {
  server.post('/api/diagnose', async (request, response) => {
    const body = await readJsonBody(request, MAX_BODY);
    if (!body.ok) return refuse(response, body.status, body.reason);
    const text = Question.safeParse(body.value).data?.text;
    if (text === undefined || text === '')
      return refuse(response, 400, 'There is no text. Send { "text": "…" } with what the event log says.');
    if (text.length > MAX_UTTERANCE_LENGTH)
      return refuse(response, 413, `The text has ${text.length} characters; at most ${MAX_UTTERANCE_LENGTH} are read.`);
    if (text.length <= LONGEST_READ_HERE) {
      const diagnosis = diagnose(knowledge, text);
      metrics.diagnosis(diagnosis.verdict);
      return answerJson(response, 200, diagnosis);
    }
    const made = await reading.diagnose(text, `api ${peerAddress(request, config.PUBLIC_URL !== undefined)}`);
    if (made.is === 'unread') {
      if (made.why === 'busy') response.setHeader('retry-after', RETRY_AFTER);
      return refuse(response, STATUS[made.why], UNREAD[made.why].say);
    }
    metrics.diagnosis(made.verdict);
    answerJsonText(response, 200, made.json);
  });
}
