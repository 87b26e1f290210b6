import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readKnowledge } from '../../../bot/knowledge/read-knowledge.ts';
import { mcpServer } from '../../../bot/tools/mcp-server.ts';
import { importLibrary } from '../../../knowledge/library/import-library.ts';
import { Library } from '../../../knowledge/library/library.ts';
import { Override } from '../../../knowledge/library/overrides.ts';
import { KB_ARTICLE, KB_TWIN, MARKDOWN } from '../../fixtures/library-articles.ts';

const folder = mkdtempSync(join(tmpdir(), 'mcp-'));
const library = new Library(join(folder, 'library.sqlite'));
const client = new Client({ name: 'test', version: '1' });
const [mine, its] = InMemoryTransport.createLinkedPair();

beforeAll(async () => {
  writeFileSync(join(folder, 'Q900001.TXT'), KB_ARTICLE);
  writeFileSync(join(folder, 'Q900002.TXT'), KB_TWIN);
  writeFileSync(join(folder, 'queue.md'), MARKDOWN);
  await importLibrary(join(folder, 'library.sqlite'), folder, { name: 'lantern', format: 'auto', products: [] });
  await mcpServer({ knowledge: readKnowledge(undefined), library }).connect(its);
  await client.connect(mine);
});
afterAll(async () => {
  await client.close();
  await library.close();
  rmSync(folder, { recursive: true });
});

async function call(name: string, args: Record<string, unknown>, by = client) {
  const { content } = await by.callTool({ name, arguments: args });
  const [first] = Array.isArray(content) ? content : [];
  return JSON.parse(first?.text);
}

describe('what the site says of imported articles', () => {
  const agent = new Client({ name: 'test', version: '1' });
  const overrides = new Map([
    ['q900001', Override.parse({ hide: 'yes' })],
    ['queue', Override.parse({ reviewed: { who: 'Ada', when: '2026-03-31' }, risks: ['service'] })],
  ]);
  beforeAll(async () => {
    const [ours, theirs] = InMemoryTransport.createLinkedPair();
    await mcpServer({ knowledge: { ...readKnowledge(undefined), overrides }, library }).connect(theirs);
    await agent.connect(ours);
  });
  afterAll(() => agent.close());

  it('counts for agents: a hidden article is found by no tool', async () => {
    const ids = (found: { id: string }[]) => found.map(({ id }) => id);
    const { imported } = await call('diagnose', { text: 'we keep getting Lantern Relay 7301' }, agent);
    expect(ids(imported)).toEqual(['Q900002']);
    expect(ids((await call('explain_event', { id: 7301, source: 'Lantern Relay' }, agent)).imported)).toEqual([
      'Q900002',
    ]);
    expect(ids(await call('search_articles', { question: 'lantern relay lamp file' }, agent))).not.toContain('Q900001');
    expect(await call('get_article', { id: 'Q900001' }, agent)).toHaveProperty('error');
  });

  it('counts for agents: who has reviewed it, and what it can break', async () => {
    expect(await call('get_article', { id: 'queue' }, agent)).toMatchObject({
      reviewed: { who: 'Ada', when: '2026-03-31' },
      risks: ['service'],
    });
  });
});

describe('the tools of the Model Context Protocol', () => {
  it('are five, and say that they only read', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      'diagnose',
      'explain_code',
      'explain_event',
      'search_articles',
      'get_article',
    ]);
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);
  });

  it('diagnose names a curated cause', async () => {
    expect(
      await call('diagnose', { text: 'MSExchangeIMC 3039 0x80040115\nMSExchangeIMC 4094 0x8004011d' }),
    ).toMatchObject({
      verdict: 'match',
      matches: [{ article: 'Q169686' }, ...Array(0)],
    });
  });

  it('an event of an imported source is read in a sentence, and articles that print it alike are tied', async () => {
    const { imported } = await call('diagnose', { text: 'we keep getting Lantern Relay 7301' });
    expect(imported.map(({ id }: { id: string }) => id).toSorted()).toEqual(['Q900001', 'Q900002']);
    expect(imported[1].tied).toBe(true);
    expect(imported[0].events).toMatchObject([{ eventId: 7301, source: 'Lantern Relay', is: 'record' }]);
  });

  it('explain_event, explain_code, search_articles and get_article answer', async () => {
    expect((await call('explain_event', { id: 7301, source: 'Lantern Relay' })).imported).toHaveLength(2);
    expect(await call('explain_code', { code: '0x80070643' })).toMatchObject([{ asked: '0x80070643' }]);
    expect(await call('search_articles', { question: 'queue grows' })).toMatchObject([{ id: 'queue' }]);
    expect(await call('get_article', { id: 'queue' })).toMatchObject({ title: 'LanternQueueGrowing', reviewed: false });
    expect(await call('get_article', { id: 'none' })).toHaveProperty('error');
  });
});
