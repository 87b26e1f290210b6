import { setTimeout as wait } from 'node:timers/promises';
import type { Server } from 'restify';
import type { LiveKnowledge } from '../knowledge/live-knowledge.ts';
import type { Metrics } from '../metrics.ts';
import type { Store } from '../store/store.ts';
import { answerJson } from './answer.ts';

// Load balancers ask every few seconds and wait about as long.
const PING_TIMEOUT_MS = 2000;

/** What the process says about itself. */
export interface Health {
  store: Pick<Store, 'ping'>;
  live: Pick<LiveKnowledge, 'current' | 'state'>;
  metrics: Metrics;
  /** whether the process is on its way down and wants no new work */
  isDraining(): boolean;
}

/** `GET /healthz`: the process is alive. */
export function registerAlive(server: Server): void {
  server.get('/healthz', async (_request, response) => {
    answerJson(response, 200, { status: 'alive' });
  });
}

/** `GET /readyz` (takes work) and `GET /metrics`, for the operator's own programs. */
export function registerOperators(server: Server, health: Health): void {
  server.get('/readyz', async (_request, response) => {
    const reasons = [
      ...(health.isDraining() ? ['the process is stopping'] : []),
      ...((await isReachable(health.store)) ? [] : ['the store cannot be reached']),
    ];
    if (reasons.length > 0) return answerJson(response, 503, { status: 'not ready', reasons });
    answerJson(response, 200, { status: 'ready', ...knowledgeTold(health.live) });
  });

  server.get('/metrics', async (_request, response) => {
    const text = await health.metrics.text();
    response.writeHead(200, { 'content-type': health.metrics.contentType });
    response.end(text);
  });
}

/** A broken article is no reason to take no work: what was whole last is in use, and that is what is said. */
function knowledgeTold(live: Health['live']): object {
  const articles = live.current().articles.size;
  const { id, since, problems } = live.state;
  const broken = { say: 'The folders of knowledge are not whole; what was whole last is in use.', problems };
  return { articles, knowledge: { id, since: since.toISOString(), ...(problems.length > 0 && broken) } };
}

async function isReachable(store: Pick<Store, 'ping'>): Promise<boolean> {
  const late = new AbortController();
  const answered = store.ping().then(
    () => true,
    () => false,
  );
  const gaveUp = wait(PING_TIMEOUT_MS, false, { signal: late.signal }).catch(() => false);
  try {
    return await Promise.race([answered, gaveUp]);
  } finally {
    late.abort();
  }
}
