import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from 'restify';
import { z } from 'zod';
import { diagnose } from '../../knowledge/diagnose.ts';
import { MAX_UTTERANCE_LENGTH } from '../../knowledge/recognizer/utterance.ts';
import type { Config } from '../config.ts';
import { answerJson, answerJsonText, refuse } from '../http/answer.ts';
import { peerAddress } from '../http/peer-address.ts';
import { readJsonBody } from '../http/request-body.ts';
import type { LiveKnowledge } from '../knowledge/live-knowledge.ts';
import type { Metrics } from '../metrics.ts';
import { UNREAD } from '../reading/phrases-reading.ts';
import { LONGEST_READ_HERE, type Unread } from '../reading/read.ts';
import type { ReadingPool } from '../reading/reading-pool.ts';
import { FOREIGN, isForeign, meterOf } from './strangers.ts';

// A character takes at most six bytes in JSON, as \u0041 does; then what stands around the text.
const MAX_BODY = 6 * MAX_UTTERANCE_LENGTH + 1024;
const STATUS: Record<Unread, number> = { busy: 429, late: 413, large: 413 };
/** After how many seconds somebody who was told to wait may ask again. */
const RETRY_AFTER = '5';

const Question = z.object({ text: z.string() });

/** What the route needs. */
export interface DiagnoseDeps {
  config: Pick<Config, 'PUBLIC_URL' | 'DIAGNOSE_PER_MINUTE' | 'DIAGNOSE_BYTES_PER_MINUTE'>;
  live: Pick<LiveKnowledge, 'current'>;
  reading: Pick<ReadingPool, 'diagnose'>;
  metrics: Pick<Metrics, 'diagnosis'>;
}

/**
 * `POST /api/diagnose`: the text of some events in, the {@link Diagnosis} out. Keeps nothing. Nobody has to log in for it,
 * so what one address may ask is metered, and no page of another site may ask in its visitor's name.
 */
export function registerDiagnose(server: Server, deps: DiagnoseDeps): void {
  const { config, live, metrics, reading } = deps;
  const askedOf = questionReader(config);
  server.post('/api/diagnose', async (request, response) => {
    response.setHeader('cross-origin-resource-policy', 'same-origin');
    const asked = await askedOf(request);
    if (!('text' in asked)) return turnAway(response, asked);
    const { text, address } = asked;
    if (text.length <= LONGEST_READ_HERE) {
      const diagnosis = diagnose(live.current(), text);
      metrics.diagnosis(diagnosis.verdict);
      return answerJson(response, 200, diagnosis);
    }
    const made = await reading.diagnose(text, `api ${address}`);
    if (made.is === 'unread') return turnAway(response, notRead(made.why));
    metrics.diagnosis(made.verdict);
    answerJsonText(response, 200, made.json);
  });
}

interface Refusal {
  status: number;
  reason: string;
  /** seconds after which it may be asked again */
  retryAfter?: string;
}

function turnAway(response: ServerResponse, { status, reason, retryAfter }: Refusal): void {
  if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter);
  refuse(response, status, reason);
}

const notRead = (why: Unread): Refusal => ({
  status: STATUS[why],
  reason: UNREAD[why].say,
  ...(why === 'busy' && { retryAfter: RETRY_AFTER }),
});

const waiting = (seconds: number, reason: string): Refusal => ({
  status: 429,
  reason: `${reason} Try again in ${seconds} s.`,
  retryAfter: String(seconds),
});

/** Reads what is asked, within what one address may ask. */
function questionReader(config: DiagnoseDeps['config']) {
  const requests = meterOf(config.DIAGNOSE_PER_MINUTE);
  const bytes = meterOf(config.DIAGNOSE_BYTES_PER_MINUTE);
  return async (request: IncomingMessage): Promise<{ text: string; address: string } | Refusal> => {
    const stranger = strangeness(request, config.PUBLIC_URL);
    if (stranger) return stranger;
    const address = peerAddress(request, config.PUBLIC_URL !== undefined);
    const wait = requests.take(address);
    if (wait > 0) return waiting(wait, 'Too many diagnoses were asked for from this address.');
    const body = await readJsonBody(request, MAX_BODY);
    const rest = bytes.take(address, body.bytes);
    if (rest > 0) return waiting(rest, 'Too much text was sent from this address within a minute.');
    if (!body.ok) return { status: body.status, reason: body.reason };
    const text = textOf(body.value);
    return typeof text === 'string' ? { text, address } : text;
  };
}

function textOf(body: unknown): string | Refusal {
  const text = Question.safeParse(body).data?.text;
  if (text === undefined || text === '')
    return { status: 400, reason: 'There is no text. Send { "text": "…" } with what the event log says.' };
  if (text.length > MAX_UTTERANCE_LENGTH)
    return { status: 413, reason: `The text has ${text.length} characters; at most ${MAX_UTTERANCE_LENGTH} are read.` };
  return text;
}

/** Why a request is not one that programs, or pages of this server, make. */
function strangeness(request: IncomingMessage, publicUrl: string | undefined): Refusal | undefined {
  if (isForeign(request, publicUrl)) return FOREIGN;
  if (!/^application\/json\s*(?:;|$)/i.test(request.headers['content-type'] ?? ''))
    return { status: 415, reason: 'Send { "text": "…" } as application/json.' };
  return undefined;
}
