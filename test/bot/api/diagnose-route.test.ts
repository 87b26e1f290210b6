import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Faultline } from '../../../bot/serve.ts';
import { MAX_UTTERANCE_LENGTH } from '../../../knowledge/recognizer/utterance.ts';
import { SEED_EVENTS } from '../../fixtures/seed-events.ts';
import { runningFaultline } from '../running-faultline.ts';

let faultline: Faultline;
beforeAll(async () => {
  faultline = await runningFaultline();
});
afterAll(() => faultline.close());

type Body = string | Uint8Array<ArrayBuffer>;
const ask = (url: string, body: Body, headers: Record<string, string> = {}) =>
  fetch(`${url}/api/diagnose`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
const seed = SEED_EVENTS.map(({ id, source, text }) => `Event ID: ${id}\nSource: ${source}\nDescription: ${text}`).join(
  '\n\n',
);

describe('POST /api/diagnose', () => {
  const diagnose = (body: Body, headers = {}) => ask(faultline.url, body, headers);

  it('names the article that the five events point to', async () => {
    const answer = await diagnose(JSON.stringify({ text: seed }));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      verdict: 'match',
      events: SEED_EVENTS.map(({ id, source }) => ({ eventId: id, source, at: { line: expect.any(Number) } })),
      codes: expect.arrayContaining([
        { code: '0x80040115', name: 'MAPI_E_NETWORK_ERROR', meaning: expect.any(String), where: 'text' },
      ]),
      matches: expect.arrayContaining([
        {
          article: 'Q169686',
          title: expect.any(String),
          confidence: expect.any(Number),
          evidence: expect.arrayContaining([{ for: true, what: expect.any(String), line: expect.any(Number) }]),
        },
      ]),
    });
  });

  it.each([
    ['1 MB of blanks', ' '.repeat(1_000_000)],
    ['chit-chat', 'hello, how are you?'],
    ['a NUL and half a character', 'a\0b\ud800'],
  ])('answers %s with the verdict "nothing"', async (_what, text) => {
    const answer = await diagnose(JSON.stringify({ text }));
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { verdict: 'nothing', events: [], codes: [], matches: [] },
    ]);
  });

  it.each<[string, number, string | Uint8Array<ArrayBuffer>, RegExp]>([
    ['a body that is no JSON', 400, '{"text": "secret', /^The body is not valid JSON\.$/],
    ['an empty body', 400, '', /not valid JSON/],
    ['no text', 400, '{}', /^There is no text\. Send \{ "text"/],
    ['an empty text', 400, '{"text":""}', /^There is no text/],
    ['a text that is a number', 400, '{"text":4094}', /^There is no text/],
    ['a list', 400, '["text"]', /^There is no text/],
    ['null', 400, 'null', /^There is no text/],
    ['bytes that are no UTF-8', 400, new Uint8Array([0x22, 0xff, 0xfe, 0x22]), /not valid UTF-8/],
    [
      'a text that is too long',
      413,
      JSON.stringify({ text: 'x'.repeat(MAX_UTTERANCE_LENGTH + 1) }),
      /1048577 characters; at most 1048576/,
    ],
    ['a body that is too long', 413, 'x'.repeat(7_000_000), /^The body may have at most \d+ bytes/],
  ])('refuses %s with %i and a reason', async (_what, status, body, reason) => {
    const answer = await diagnose(body);
    const told = await answer.json();
    expect([answer.status, told]).toEqual([status, { error: expect.stringMatching(reason) }]);
    expect(JSON.stringify(told)).not.toContain('secret');
  });

  it('refuses a compressed body, which could unfold to any size', async () => {
    const answer = await diagnose('{}', { 'content-encoding': 'gzip' });
    expect(answer.status).toBe(415);
  });

  it('reads the longest text that is allowed, whatever its characters', async () => {
    const answer = await diagnose(`{"text":"${'\\u0041'.repeat(MAX_UTTERANCE_LENGTH)}"}`);
    expect(answer.status).toBe(200);
  });
});

describe('POST /api/diagnose, asked by a page in a browser,', () => {
  const hello = JSON.stringify({ text: 'hello' });

  it.each<[string, Record<string, string>]>([
    ['of another site', { origin: 'https://evil.example' }],
    ['of another site, which hides its name', { origin: 'null' }],
    ['of another site, in an old way', { 'sec-fetch-site': 'cross-site' }],
    ['of another port of this machine', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }],
  ])('%s is refused', async (_what, headers) => {
    const answer = await ask(faultline.url, hello, headers);
    expect(answer.status).toBe(403);
    expect(answer.headers.get('access-control-allow-origin')).toBe(null);
  });

  it('of this server is answered, and to no other page', async () => {
    const answer = await ask(faultline.url, hello, { origin: faultline.url });
    expect([answer.status, answer.headers.get('cross-origin-resource-policy')]).toEqual([200, 'same-origin']);
    expect(answer.headers.get('access-control-allow-origin')).toBe(null);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/jsonx', ''])(
    'as a form could (%j) is refused',
    async (type) => {
      expect((await ask(faultline.url, hello, { 'content-type': type })).status).toBe(415);
    },
  );

  it('gets no leave to ask by OPTIONS', async () => {
    const answer = await fetch(`${faultline.url}/api/diagnose`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(answer.status).toBe(405);
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });
});

describe('POST /api/diagnose, asked too much from one address,', () => {
  const question = (length: number) =>
    JSON.stringify({ text: ' '.repeat(length - JSON.stringify({ text: '' }).length) });
  async function metered(settings: Record<string, string>, work: (url: string) => Promise<void>) {
    const own = await runningFaultline(settings);
    try {
      await work(own.url);
    } finally {
      await own.close();
    }
  }
  const statuses = async (url: string, bodies: string[], headers: Record<string, string>[] = []) => {
    const all: number[] = [];
    for (const [at, body] of bodies.entries()) all.push((await ask(url, body, headers[at])).status);
    return all;
  };

  it('refuses the call that is one too many, and says how long to wait', () =>
    metered({ DIAGNOSE_PER_MINUTE: '3' }, async (url) => {
      expect(await statuses(url, ['{"text":"hello"}', 'no JSON', '{}'])).toEqual([200, 400, 400]);
      const refused = await ask(url, '{"text":"hello"}');
      expect([refused.status, Number(refused.headers.get('retry-after')) <= 60]).toEqual([429, true]);
      expect(await refused.json()).toEqual({ error: expect.stringMatching(/ Try again in \d+ s\.$/) });
    }));

  it('refuses the bytes that are too many, those of refused bodies included', () =>
    metered({ DIAGNOSE_BYTES_PER_MINUTE: '1000' }, async (url) => {
      expect(await statuses(url, [question(500), 'x'.repeat(500), '{}'])).toEqual([200, 400, 429]);
    }));

  it('counts each address for itself behind a proxy, by what the nearest one has seen', () =>
    metered({ DIAGNOSE_PER_MINUTE: '1', PUBLIC_URL: 'https://bot.example.com' }, async (url) => {
      const from = (address: string) => ({ 'x-forwarded-for': address });
      const callers = ['203.0.113.1', '6.6.6.6, 203.0.113.1', '203.0.113.1:4711', '203.0.113.2', '[2001:db8::1]:80'];
      const all = await statuses(url, Array(5).fill('{"text":"hello"}'), callers.map(from));
      expect(all).toEqual([200, 429, 429, 200, 200]);
    }));

  it('believes nobody who names an address where no proxy stands', () =>
    metered({ DIAGNOSE_PER_MINUTE: '1' }, async (url) => {
      const named = ['203.0.113.1', '203.0.113.2'].map((address) => ({ 'x-forwarded-for': address }));
      expect(await statuses(url, Array(2).fill('{"text":"hello"}'), named)).toEqual([200, 429]);
    }));

  it('refuses nothing where both limits are 0', () =>
    metered({ DIAGNOSE_PER_MINUTE: '0', DIAGNOSE_BYTES_PER_MINUTE: '0' }, async (url) => {
      expect(new Set(await statuses(url, Array(150).fill('{"text":"hello"}')))).toEqual(new Set([200]));
    }));
});
