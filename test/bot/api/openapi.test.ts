import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import * as restify from '../../../bot/http/create-restify.ts';
import type { Faultline } from '../../../bot/serve.ts';
import { SEED_EVENTS } from '../../fixtures/seed-events.ts';
import { runningFaultline } from '../running-faultline.ts';

vi.mock('../../../bot/http/create-restify.ts', { spy: true });

type Schema = Parameters<typeof z.fromJSONSchema>[0] & object;
const DOCUMENT = JSON.parse(readFileSync('bot/api/openapi.json', 'utf8'));

/** Routes of pages that people look at, and what says that there is no such route. */
const PAGES = /^\/(?:$|demo$|widget\.js$|webchat\.js$|drawings\/|pictures\/|web-chat\/(?!token$)|privacy|terms|teams)/;
const CATCH_ALL = '/v3/directline/{id}';

let faultline: Faultline;
let routes: string[];
beforeAll(async () => {
  faultline = await runningFaultline({ MCP_KEY: 'k'.repeat(40) });
  routes = registered();
});
afterAll(() => faultline.close());

/** `GET /api/codes/{codes}` of `/api/codes/:codes`; whatever is behind a star is an id. */
function registered(): string[] {
  const servers = vi.mocked(restify.createRestify).mock.results.map(({ value }) => value);
  const routes = servers.flatMap((server) =>
    Object.values<{ method: string; path: string }>(server.router.getRoutes()),
  );
  return routes
    .map(({ method, path }) => ({ method, path: path.replace(/:(\w+)/g, '{$1}').replace('*', '{id}') }))
    .filter(({ path }) => !PAGES.test(path) && path !== CATCH_ALL)
    .map(({ method, path }) => `${method.toUpperCase()} ${path}`);
}

const described = Object.entries<Record<string, unknown>>(DOCUMENT.paths).flatMap(([path, operations]) =>
  Object.keys(operations)
    .filter((method) => method !== 'servers')
    .map((method) => `${method.toUpperCase()} ${path}`),
);

/** The schema of a 200 answer, with what it refers to inside it. */
function answerOf(path: string, method: string): z.ZodType {
  const whole = JSON.stringify({
    ...DOCUMENT.paths[path][method].responses['200'].content['application/json'].schema,
    $defs: DOCUMENT.components.schemas,
  });
  return z.fromJSONSchema(JSON.parse(whole.replaceAll('#/components/schemas/', '#/$defs/')) as Schema);
}

describe('GET /api/openapi.json', () => {
  it('is the document beside it', async () => {
    const answer = await fetch(`${faultline.url}/api/openapi.json`);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await answer.json()).toEqual(DOCUMENT);
  });
  it('describes every route for programs, and no other', () => {
    expect([...new Set(routes)].toSorted()).toEqual(described.toSorted());
  });
});

describe('what it describes is what is answered', () => {
  const events = SEED_EVENTS.map(({ id, source, text }) => `Event ID: ${id}\nSource: ${source}\nDescription: ${text}`);
  it.each([
    ['five events', events.join('\n\n')],
    ['an event that other articles share', 'event 4116 from MSExchangeIMC, three times'],
    ['events without an article', 'Event ID 41 Kernel-Power\nEvent ID 153 disk\n0x80070005'],
    ['a registry export', '[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\A]\n"Max"=dword:00000005'],
    ['nothing', 'hello'],
  ])('POST /api/diagnose: %s', async (_, text) => {
    const answer = await fetch(`${faultline.url}/api/diagnose`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
    });
    expect(answerOf('/api/diagnose', 'post').safeParse(await answer.json()).error).toBeUndefined();
  });
  it.each([
    ['/api/codes/0x80070643,5', '/api/codes/{codes}'],
    ['/healthz', '/healthz'],
  ])('GET %s', async (address, path) => {
    const answer = await fetch(faultline.url + address);
    expect(answerOf(path, 'get').safeParse(await answer.json()).error).toBeUndefined();
  });
  it('GET /readyz, at the port for operators', async () => {
    const answer = await fetch(`${faultline.adminUrl}/readyz`);
    expect(answerOf('/readyz', 'get').safeParse(await answer.json()).error).toBeUndefined();
  });
  it('would notice a field that nobody described', () => {
    const told = { verdict: 'nothing', events: [], codes: [], matches: [], secret: 1 };
    expect(answerOf('/api/diagnose', 'post').safeParse(told).success).toBe(false);
  });
});
