import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Faultline } from '../../bot/start.ts';
import { MAX_UTTERANCE_LENGTH } from '../../knowledge/recognizer/utterance.ts';
import { SEED_EVENTS } from '../fixtures/seed-events.ts';
import { runningFaultline } from './running-faultline.ts';

let faultline: Faultline;
beforeAll(async () => {
  faultline = await runningFaultline();
}, 60_000);
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
