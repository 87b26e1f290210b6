import { createServer } from 'restify';
import { afterEach, describe, expect, it } from 'vitest';
import { type Health, registerAlive, registerOperators } from '../../../bot/http/health-routes.ts';
import { listen, stopListening } from '../../../bot/http/listen.ts';
import { Metrics } from '../../../bot/metrics.ts';
import { KNOWLEDGE } from '../../dialogs/conversation.ts';

const SINCE = new Date('2026-01-05T09:00:00Z');
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function ask(health: Partial<Health>, path = '/readyz') {
  const server = createServer();
  const metrics = new Metrics();
  registerAlive(server);
  registerOperators(server, {
    store: { ping: async () => {} },
    live: { current: () => KNOWLEDGE, state: { id: 'abc', since: SINCE, problems: [] } },
    metrics,
    isDraining: () => false,
    ...health,
  });
  const url = await listen(server.server, 0, '127.0.0.1');
  stops.push(() => stopListening(server.server, 0));
  const answer = await fetch(url + path);
  return { status: answer.status, body: await answer.json() };
}

const away = { ping: () => Promise.reject(new Error('connection refused')) };

describe('/readyz', () => {
  it('says "ready" while the store answers', async () => {
    const knowledge = { id: 'abc', since: SINCE.toISOString() };
    const body = { status: 'ready', articles: KNOWLEDGE.articles.size, knowledge };
    expect(await ask({})).toEqual({ status: 200, body });
  });

  it('takes work with the last knowledge that was whole, and says what is wrong with the present one', async () => {
    const problems = ['articles/RB-0001.yaml:3 names — is missing; write a text'];
    const live = { current: () => KNOWLEDGE, state: { id: 'abc', since: SINCE, problems } };
    const { status, body } = await ask({ live });
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'ready', knowledge: { say: expect.stringMatching(/last/), problems } });
  });

  it.each([
    ['refuses', away],
    ['never answers', { ping: () => new Promise<void>(() => {}) }],
  ])('says why it is not ready when the store %s', async (_what, store) => {
    expect(await ask({ store })).toEqual({
      status: 503,
      body: { status: 'not ready', reasons: ['the store cannot be reached'] },
    });
  });

  it('says that the process is stopping', async () => {
    expect((await ask({ isDraining: () => true })).body).toEqual({
      status: 'not ready',
      reasons: ['the process is stopping'],
    });
  });
});

describe('/healthz', () => {
  it('says "alive" also when the store is away: a restart would not bring it back', async () => {
    expect(await ask({ store: away }, '/healthz')).toEqual({ status: 200, body: { status: 'alive' } });
  });
});

describe('/metrics', () => {
  it('can be read while the store is away', async () => {
    const metrics = new Metrics();
    metrics.watchOutbox({ outboxDepth: () => Promise.reject(new Error('away')) });
    expect(await metrics.text()).toMatch(/^faultline_outbox_waiting (?:NaN|Nan)$/m);
  });

  it('counts what a turn showed by kind, article and verdict', async () => {
    const metrics = new Metrics();
    metrics.screen({ kind: 'diagnosis', article: 'Q169686' }, true);
    metrics.screen({ kind: 'step', article: 'Q169686', step: 1, of: 9 }, false);
    expect(await metrics.text()).toMatch(/faultline_articles_total\{article="Q169686",kind="step"\} 1/);
    expect(await metrics.text()).toMatch(/faultline_verdicts_total\{verdict="match",by="chat"\} 1/);
  });
});
