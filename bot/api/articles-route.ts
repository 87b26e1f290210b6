import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from 'restify';
import type { Config } from '../config.ts';
import { answerJson, refuse } from '../http/answer.ts';
import { peerAddress } from '../http/peer-address.ts';
import type { ImportedLibrary } from '../imported-library.ts';
import type { LiveKnowledge } from '../knowledge/live-knowledge.ts';
import { FOREIGN, isForeign, meterOf, refuseFor } from './strangers.ts';

/** A longer question is refused, in characters. */
const LONGEST_QUESTION = 2000;
const LONGEST_ID = 200;

/** What the routes need. */
export interface ArticlesDeps {
  config: Pick<Config, 'DIAGNOSE_PER_MINUTE' | 'PUBLIC_URL'>;
  library: Pick<ImportedLibrary, 'open'>;
  /** what the site says of imported articles */
  live: Pick<LiveKnowledge, 'current'>;
}

/**
 * `GET /api/articles?q=…` searches the imported articles, and `GET /api/articles/ID` answers one. Keeps nothing. Metered by
 * address, and not for pages of other sites, as a diagnosis is.
 */
export function registerArticles(server: Server, { config, library, live }: ArticlesDeps): void {
  const requests = meterOf(config.DIAGNOSE_PER_MINUTE);
  const opened = async () => {
    const { LibraryOfSite } = await import('../../knowledge/library/seen-by-site.ts');
    return new LibraryOfSite(await library.open(), live.current().overrides);
  };
  const isRefused = (request: IncomingMessage, response: ServerResponse): boolean => {
    response.setHeader('cross-origin-resource-policy', 'same-origin');
    if (isForeign(request, config.PUBLIC_URL)) {
      refuse(response, FOREIGN.status, FOREIGN.reason);
      return true;
    }
    const wait = requests.take(peerAddress(request, config.PUBLIC_URL !== undefined));
    if (wait > 0) refuseFor(response, wait, 'Too many articles were asked for from this address.');
    return wait > 0;
  };
  server.get('/api/articles', async (request, response) => {
    if (isRefused(request, response)) return;
    const asked = new URL(request.url ?? '', 'http://localhost').searchParams;
    const question = asked.get('q') ?? '';
    if (question.trim() === '' || question.length > LONGEST_QUESTION)
      return refuse(response, 400, `Ask with ?q= and at most ${LONGEST_QUESTION} characters.`);
    const product = asked.get('product');
    const articles = await (await opened()).search(question, 10, product ? [product] : []);
    answerJson(response, 200, { articles });
  });
  server.get('/api/articles/*', async (request, response) => {
    if (isRefused(request, response)) return;
    const asked: unknown = request.params['*'];
    const id = typeof asked === 'string' ? asked : '';
    const found = id.length <= LONGEST_ID ? (await opened()).told(id) : undefined;
    if (!found) return refuse(response, 404, 'The library has no such article. GET /api/articles?q=… finds others.');
    answerJson(response, 200, found);
  });
}
