import type { IncomingMessage } from 'node:http';
import type { Server } from 'restify';
import { z } from 'zod';
import { diagnose } from '../../knowledge/diagnose.ts';
import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import { MAX_UTTERANCE_LENGTH } from '../../knowledge/recognizer/utterance.ts';
import type { Config } from '../config.ts';
import { peerAddress } from '../direct-line/peer-address.ts';
import { answerJson, answerJsonText, refuse } from '../http/answer.ts';
import { readJsonBody } from '../http/request-body.ts';
import type { Metrics } from '../metrics.ts';
import { UNREAD } from '../reading/phrases-reading.ts';
import { LONGEST_READ_HERE, type Unread } from '../reading/read.ts';
import type { ReadingPool } from '../reading/reading-pool.ts';
import { FOREIGN, isForeign, meterOf, refuseFor } from './strangers.ts';

// A character takes at most six bytes in JSON, as \u0041 does; then what stands around the text.
const MAX_BODY = 6 * MAX_UTTERANCE_LENGTH + 1024;
const STATUS: Record<Unread, number> = { busy: 429, late: 413, large: 413 };
/** After how many seconds somebody who was told to wait may ask again. */
const RETRY_AFTER = '5';

const Question = z.object({ text: z.string() });

/** What the route needs. */
export interface DiagnoseDeps {
  config: Pick<Config, 'PUBLIC_URL' | 'DIAGNOSE_PER_MINUTE' | 'DIAGNOSE_BYTES_PER_MINUTE'>;
  knowledge: Knowledge;
  reading: Pick<ReadingPool, 'diagnose'>;
  metrics: Pick<Metrics, 'diagnosis'>;
}

/**
 * `POST /api/diagnose`: the text of some events in, the {@link Diagnosis} out. Keeps nothing. Nobody has to log in for it,
 * so what one address may ask is metered, and no page of another site may ask in its visitor's name.
 */
export function registerDiagnose(server: Server, { config, knowledge, metrics, reading }: DiagnoseDeps): void {
  const requests = meterOf(config.DIAGNOSE_PER_MINUTE);
  const bytes = meterOf(config.DIAGNOSE_BYTES_PER_MINUTE);
  server.post('/api/diagnose', async (request, response) => {
    response.setHeader('cross-origin-resource-policy', 'same-origin');
    const stranger = strangeness(request, config.PUBLIC_URL);
    if (stranger) return refuse(response, stranger.status, stranger.reason);
    const address = peerAddress(request, config.PUBLIC_URL !== undefined);
    const wait = requests.take(address);
    if (wait > 0) return refuseFor(response, wait, 'Too many diagnoses were asked for from this address.');
    const body = await readJsonBody(request, MAX_BODY);
    const rest = bytes.take(address, body.bytes);
    if (rest > 0) return refuseFor(response, rest, 'Too much text was sent from this address within a minute.');
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
    const made = await reading.diagnose(text, `api ${address}`);
    if (made.is === 'unread') {
      if (made.why === 'busy') response.setHeader('retry-after', RETRY_AFTER);
      return refuse(response, STATUS[made.why], UNREAD[made.why].say);
    }
    metrics.diagnosis(made.verdict);
    answerJsonText(response, 200, made.json);
  });
}

/** Why a request is not one that programs, or pages of this server, make. */
function strangeness(
  request: IncomingMessage,
  publicUrl: string | undefined,
): { status: number; reason: string } | undefined {
  if (isForeign(request, publicUrl)) return FOREIGN;
  if (!/^application\/json\s*(?:;|$)/i.test(request.headers['content-type'] ?? ''))
    return { status: 415, reason: 'Send { "text": "…" } as application/json.' };
  return undefined;
}
