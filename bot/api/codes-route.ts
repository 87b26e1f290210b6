import type { Server } from 'restify';
import { answerCodes, LONGEST_CODE, MOST_CODES } from '../../knowledge/codes/code-answer.ts';
import { speaking } from '../../knowledge/vocabulary/words.ts';
import type { Config } from '../config.ts';
import { answerJson, refuse } from '../http/answer.ts';
import { peerAddress } from '../http/peer-address.ts';
import type { LiveKnowledge } from '../knowledge/live-knowledge.ts';
import { FOREIGN, isForeign, meterOf, refuseFor } from './strangers.ts';

/** What the route needs. */
export interface CodesDeps {
  config: Pick<Config, 'DIAGNOSE_PER_MINUTE' | 'PUBLIC_URL'>;
  live: Pick<LiveKnowledge, 'current'>;
}

/**
 * `GET /api/codes/0x80070643,ERROR_ACCESS_DENIED`: what each of them can mean, as `npm run codes` prints it. Keeps nothing.
 * Metered by address, and not for pages of other sites, as a diagnosis is.
 */
export function registerCodes(server: Server, { config, live }: CodesDeps): void {
  const requests = meterOf(config.DIAGNOSE_PER_MINUTE);
  server.get('/api/codes/:codes', async (request, response) => {
    response.setHeader('cross-origin-resource-policy', 'same-origin');
    if (isForeign(request, config.PUBLIC_URL)) return refuse(response, FOREIGN.status, FOREIGN.reason);
    const wait = requests.take(peerAddress(request, config.PUBLIC_URL !== undefined));
    if (wait > 0) return refuseFor(response, wait, 'Too many codes were asked for from this address.');
    const asked: unknown = request.params.codes;
    const answers =
      typeof asked === 'string' ? speaking(live.current().vocabulary, () => answerCodes(asked)) : undefined;
    if (answers !== undefined) return answerJson(response, 200, answers);
    const reason = `Name one to ${MOST_CODES} codes or names of at most ${LONGEST_CODE} characters, with commas between.`;
    refuse(response, 400, reason);
  });
}
