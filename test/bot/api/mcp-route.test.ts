import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { createServer, type Server } from 'restify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { registerMcp } from '../../../bot/api/mcp-route.ts';
import { ImportedLibrary } from '../../../bot/imported-library.ts';
import { importLibrary } from '../../../knowledge/library/import-library.ts';
import { KNOWLEDGE } from '../../dialogs/conversation.ts';
import { MARKDOWN } from '../../fixtures/library-articles.ts';

const KEY = 'a-key-of-thirty-two-characters-or-more';
let folder: string;
let server: Server;
let library: ImportedLibrary;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mcp-route-'));
  library = new ImportedLibrary({ DATA_DIR: folder }, { warn: () => undefined });
  server = createServer();
});
afterEach(async () => {
  server.close();
  await library.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Serves the route, and gives its address. */
async function serving(MCP_KEY: string | undefined, DIAGNOSE_PER_MINUTE = 100): Promise<string> {
  registerMcp(server, {
    config: { DIAGNOSE_PER_MINUTE, MCP_KEY, PUBLIC_URL: undefined },
    live: { current: () => KNOWLEDGE },
    library,
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${server.address().port}/mcp`;
}

const asked = (url: string, headers: Record<string, string>) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
  });

describe('/mcp', () => {
  it('is not there without a key', async () => {
    expect((await asked(await serving(undefined), {})).status).toBe(404);
  });

  it('wants the key, and no page of another site may ask', async () => {
    const url = await serving(KEY);
    expect((await asked(url, {})).status).toBe(401);
    expect((await asked(url, { authorization: `Bearer ${KEY}x` })).status).toBe(401);
    const authorization = `Bearer ${KEY}`;
    expect((await asked(url, { authorization, origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await asked(url, { authorization })).status).toBe(200);
  });

  it('counts wrong keys as well', async () => {
    const url = await serving(KEY, 2);
    for (const status of [401, 401, 429])
      expect((await asked(url, { authorization: 'Bearer no' })).status).toBe(status);
  });

  it('gives a client the same tools as over stdio', async () => {
    writeFileSync(join(folder, 'queue.md'), MARKDOWN);
    await importLibrary(join(folder, 'library.sqlite'), folder, { name: 'lantern', format: 'auto', products: [] });
    const client = new Client({ name: 'test', version: '1' });
    const requestInit = { headers: { authorization: `Bearer ${KEY}` } };
    await client.connect(new StreamableHTTPClientTransport(new URL(await serving(KEY)), { requestInit }));
    expect((await client.listTools()).tools).toHaveLength(5);
    const { content } = await client.callTool({
      name: 'search_articles',
      arguments: { question: 'queue of the gateway' },
    });
    expect(JSON.stringify(content)).toContain('LanternQueueGrowing');
    await client.close();
  });
});
