import { readdirSync, readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { createServer as createRestify, type Server } from 'restify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerWebChat } from '../../bot/web-chat/routes.ts';
import { words } from '../../bot/web-chat/words.js';

const readPart = (name: string) => readFileSync(new URL(`../../bot/web-chat/widget/${name}`, import.meta.url), 'utf8');
let server: Server;
let url: string;
beforeAll(async () => {
  server = createRestify();
  registerWebChat(server, { frameOrigins: ['https://intranet.example.com'] });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${server.address().port}`;
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

const policyOf = async (path: string) => {
  const { headers } = await fetch(url + path);
  return new Map(
    (headers.get('content-security-policy') ?? '').split('; ').map((rule) => {
      const [name = '', ...values] = rule.split(' ');
      return [name, values];
    }),
  );
};

describe('the policy that a page is served with', () => {
  it.each(['/', '/demo'])('of %s allows no inline script, no eval and no other origin to load from', async (path) => {
    const policy = await policyOf(path);
    expect(policy.get('default-src')).toEqual(["'none'"]);
    policy.delete('frame-ancestors');
    for (const values of policy.values()) {
      for (const value of values) expect(value).toMatch(/^(?:'(?:none|self|nonce-[^']+|sha256-[^']+)'|data:|blob:)$/);
    }
  });

  it('has a new nonce each time, the one that the page’s own tags carry', async () => {
    const [first, second] = await Promise.all([fetch(url), fetch(url)]);
    const nonceOf = (answer: Response) =>
      /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1];
    expect(nonceOf(first)).not.toBe(nonceOf(second));
    const tags = (await first.text()).match(/<(?:script|link rel="stylesheet")[^>]*>/g) ?? [];
    expect(tags.length).toBeGreaterThan(2);
    for (const tag of tags) expect(tag).toContain(`nonce="${nonceOf(first)}"`);
  });

  it('lets only this server and the configured sites show the chat in a frame, and nobody the demo', async () => {
    expect((await policyOf('/')).get('frame-ancestors')).toEqual(["'self'", 'https://intranet.example.com']);
    expect((await policyOf('/demo')).get('frame-ancestors')).toEqual(["'none'"]);
  });
});

describe('the files of the page', () => {
  it('are all served, and the pages reach every one of them', async () => {
    const seen = new Set<string>();
    const wanted = ['/', '/demo'];
    for (let path = wanted.pop(); path !== undefined; path = wanted.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const answer = await fetch(url + path);
      expect(answer.status, path).toBe(200);
      if (path.startsWith('/webchat.js') || path.endsWith('idb-keyval.js')) continue;
      const text = await answer.text();
      for (const [, named = ''] of text.matchAll(/(?:src|href)="(\/[^"]*)"/g)) wanted.push(named);
      for (const [, named = ''] of text.matchAll(/from '(\.[^']+\.js)'/g))
        wanted.push(new URL(named, url + path).pathname);
    }
    const files = readdirSync(new URL('../../bot/web-chat/', import.meta.url), {
      recursive: true,
      encoding: 'utf8',
    }).filter((file) => /^(?:page|wire|styles)\/.*\.(?:js|css)$/.test(file));
    expect([...seen]).toEqual(expect.arrayContaining(files.map((file) => `/web-chat/${file}`)));
  });

  it.each([
    ['/web-chat/page/page.js', 'gzip'],
    ['/web-chat/page/page.js', 'br'],
    ['/web-chat/styles/page.css', 'identity'],
  ])('%s comes in the coding %s when it is asked for', async (path, coding) => {
    const answer = await fetch(url + path, { headers: { 'accept-encoding': coding } });
    expect(answer.headers.get('content-encoding') ?? 'identity').toBe(coding);
    expect((await answer.text()).length).toBeGreaterThan(1000);
  });

  it('are not sent again to a browser that has them', async () => {
    const { headers } = await fetch(`${url}/web-chat/page/page.js`);
    const again = await fetch(`${url}/web-chat/page/page.js`, {
      headers: { 'if-none-match': headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
  });

  it('hold the Web Chat component of this version for good, and compressed to less than a quarter', async () => {
    const [, address = ''] = /data-component="(\/webchat\.js[^"]*)"/.exec(await (await fetch(url)).text()) ?? [];
    const answer = await fetch(url + address, { headers: { 'accept-encoding': 'br' } });
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(Number(answer.headers.get('content-length'))).toBeLessThan(1_000_000);
    expect((await fetch(`${url}/webchat.js`)).headers.get('cache-control')).toBe('no-cache');
  });
});

describe('the house of the page', () => {
  const all = readdirSync(new URL('../../bot/web-chat/', import.meta.url), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => ({
      room: parentPath,
      name,
      lines: readFileSync(`${parentPath}/${name}`, 'utf8').split('\n').length - 1,
    }));

  it('has no file above 300 lines and no room above 25 files', () => {
    expect(all.filter(({ lines }) => lines > 300).map(({ name }) => name)).toEqual([]);
    const rooms = Map.groupBy(all, ({ room }) => room);
    expect([...rooms].filter(([, files]) => files.length > 25).map(([room]) => room)).toEqual([]);
  });
});

describe('the loader of the widget', () => {
  it('has at most 10 KB when compressed, and any site may load it', async () => {
    const answer = await fetch(`${url}/widget.js`, { headers: { 'accept-encoding': 'gzip' } });
    expect(Number(answer.headers.get('content-length'))).toBeLessThanOrEqual(10 * 1024);
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    const source = await answer.text();
    expect(source).toContain(words.widget.slow);
    expect(source).not.toMatch(/\{\{[\w-]+\}\}/);
  });

  it('is one classic script: its parts stand in it once, and no name of one is taken by another', async () => {
    const source = await (await fetch(`${url}/widget.js`)).text();
    expect(source).not.toMatch(/^(?:import|export)\b/m);
    expect(() => new Script(source)).not.toThrow();
    const names = [...source.matchAll(/^(?:function|const|let|class) (\w+)/gm)].map(([, name]) => name);
    expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
    const parts = readdirSync(new URL('../../bot/web-chat/widget/', import.meta.url)).filter((name) =>
      name.endsWith('.js'),
    );
    expect(parts.length).toBeGreaterThan(3);
    for (const part of parts) {
      const [, first] = /^export (?:async )?function (\w+)/m.exec(readPart(part)) ?? [];
      if (first) expect(names, part).toContain(first);
    }
  });
});
