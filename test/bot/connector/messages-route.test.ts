import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Faultline } from '../../../bot/serve.ts';
import { rawHttp, rawRequest } from '../http/raw-http.ts';
import { runningFaultline } from '../running-faultline.ts';
import { goodClaims, startKeyEndpoint } from '../teams/key-endpoint.ts';

let faultline: Faultline;
beforeAll(async () => {
  faultline = await runningFaultline();
});
afterAll(() => faultline.close());

describe('POST /api/messages without credentials', () => {
  let count = 0;
  const activity = (more: object = {}) => ({
    type: 'message',
    id: `m${++count}`,
    channelId: 'emulator',
    serviceUrl: 'http://127.0.0.1:9',
    conversation: { id: 'c' },
    from: { id: 'ada' },
    recipient: { id: 'bot' },
    text: 'help',
    deliveryMode: 'expectReplies',
    ...more,
  });
  const send = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${faultline.url}/api/messages`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });

  it('answers a program of this machine', async () => {
    const answer = await send(activity());
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      activities: [{ type: 'message', channelData: { faultline: { screen: { kind: 'help' } } } }],
    });
  });

  it('answers a redelivered activity with nothing more', async () => {
    const once = activity();
    await send(once);
    expect(await (await send(once)).json()).toEqual({ activities: [] });
  });

  it('welcomes who opens the chat', async () => {
    const opened = activity({
      type: 'conversationUpdate',
      conversation: { id: 'new' },
      membersAdded: [{ id: 'bot' }, { id: 'ada' }],
    });
    expect(await (await send(opened)).json()).toMatchObject({
      activities: [{ channelData: { faultline: { screen: { kind: 'welcome' } } } }],
    });
  });

  it.each(['messageReaction', 'typing', 'event', 'installationUpdate', 'anything'])(
    'takes a "%s" without a word',
    async (type) => {
      const answer = await send(activity({ type }));
      expect([answer.status, await answer.json()]).toEqual([200, { activities: [] }]);
    },
  );

  it('does not answer an invoke that it does not know', async () => {
    expect(
      (await send(activity({ type: 'invoke', name: 'composeExtension/query', deliveryMode: undefined }))).status,
    ).toBe(501);
  });

  it.each([
    ['a service URL elsewhere', activity({ serviceUrl: 'http://169.254.169.254/latest' }), 403, /serviceUrl/],
    ['no service URL', activity({ serviceUrl: undefined }), 400, /serviceUrl/],
    ['no conversation', activity({ conversation: undefined }), 400, /conversation/],
    ['no type', activity({ type: undefined }), 400, /type/],
    ['a list', [], 400, /not an activity/],
  ])('refuses %s', async (_what, body, status, reason) => {
    const answer = await send(body);
    expect([answer.status, await answer.json()]).toEqual([status, { error: expect.stringMatching(reason) }]);
  });

  it.each<[string, Record<string, string>, number]>([
    ['a web page', { origin: 'https://evil.example' }, 403],
    ['a web page that does not say which', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a web page of another port', { 'sec-fetch-site': 'same-site' }, 403],
    ['a form', { 'content-type': 'text/plain' }, 415],
  ])('refuses %s', async (_what, headers, status) => {
    expect((await send(activity(), headers)).status).toBe(status);
  });

  it.each([
    'forwarded',
    'via',
    'x-forwarded-for',
    'x-forwarded-proto',
    'x-forwarded-host',
    'x-forwarded',
    'x-original-forwarded-for',
    'x-real-ip',
    'x-client-ip',
    'x-cluster-client-ip',
    'true-client-ip',
    'client-ip',
    'cf-connecting-ip',
    'cf-ray',
    'cdn-loop',
    'x-request-start',
    'fastly-client-ip',
    'fly-client-ip',
    'x-amzn-trace-id',
    'x-amz-cf-id',
    'x-arr-log-id',
    'x-envoy-external-address',
    'x-azure-clientip',
    'x-appengine-user-ip',
    'x-original-url',
    'x-original-host',
    'x-host',
    'proxy-connection',
    'max-forwards',
    'do-connecting-ip',
    'ngrok-trace-id',
    'x-url-scheme',
    'front-end-https',
    'x-ssl-cipher',
    'x-tunnel-id',
  ])('refuses a caller behind a proxy, which says so by "%s"', async (header) => {
    // Not by fetch, which keeps some of them to itself.
    const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
    const headers = { 'content-type': 'application/json', [header]: '203.0.113.7' };
    request(`${faultline.url}/api/messages`, { method: 'POST', headers }, (answer) =>
      resolve(answer.resume().statusCode),
    )
      .on('error', reject)
      .end(JSON.stringify(activity()));
    expect(await promise).toBe(403);
  });

  it.each([
    'http://127.0.0.1:9/admin',
    'http://127.0.0.1:9/?a=b',
    'http://127.0.0.1:9/_connector?a=b',
    'http://127.0.0.1:9/_connector/../admin',
    'http://127.0.0.1:9/#/',
    'http://localhost:9/_connector/v3',
    'http://ada@localhost:9/',
  ])(
    'refuses %s as a place for replies, for it is a way to post to any program of this machine',
    async (serviceUrl) => {
      expect((await send(activity({ serviceUrl }))).status).toBe(403);
    },
  );

  it.each(['http://localhost:9', 'http://127.0.0.1:9/', 'http://[::1]:9/_connector', 'http://localhost:9/_connector/'])(
    'takes %s as a place for replies',
    async (serviceUrl) => {
      expect((await send(activity({ serviceUrl }))).status).toBe(200);
    },
  );

  it('refuses a name that a stranger has pointed to this machine', async () => {
    const status = await new Promise((resolve, reject) => {
      const { hostname, port } = new URL(faultline.url);
      const headers = { host: 'evil.example', 'content-type': 'application/json' };
      request({ hostname, port, path: '/api/messages', method: 'POST', headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end('{}');
    });
    expect(status).toBe(400);
  });
});

describe('POST /api/messages of a bot without credentials, behind a proxy', () => {
  it('refuses everybody: there each request comes from this machine', async () => {
    const behind = await runningFaultline({ PUBLIC_URL: 'https://bot.example.com' });
    const answer = await fetch(`${behind.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'message', text: 'hi', serviceUrl: 'http://127.0.0.1:9/' }),
    });
    expect([answer.status, await answer.json()]).toEqual([403, { error: expect.stringContaining('MicrosoftAppId') }]);
    await behind.close();
  });
});

describe('POST /api/messages with credentials', () => {
  const APP = '11111111-2222-4333-8444-555555555555';
  const SERVICE = 'https://smba.trafficmanager.net/emea/';

  it('reads nothing of what somebody sends who proves nothing', async () => {
    const keys = await startKeyEndpoint();
    const MicrosoftAppId = APP;
    const registered = { MicrosoftAppId, MicrosoftAppPassword: 'p', MicrosoftAppTenantId: 't', ...keys.settings };
    const own = await runningFaultline(registered);
    const promise = ['Host: localhost', 'Content-Type: application/json', 'Content-Length: 8000000'];
    const send = (authorization: string) =>
      rawHttp(own.url, rawRequest('POST /api/messages HTTP/1.1', ...promise, `Authorization: ${authorization}`), 1000);
    try {
      const claims = goodClaims(APP, SERVICE);
      const refused = [
        '',
        'Bearer a.b.c',
        `Bearer ${await keys.sign(claims, { stranger: true })}`,
        `Bearer ${await keys.sign({ ...claims, iss: 'https://evil.example' })}`,
        `Bearer ${await keys.sign({ ...claims, aud: 'another bot' })}`,
        `Bearer ${await keys.sign({ ...claims, exp: 1 })}`,
      ];
      for (const authorization of refused)
        expect(await send(authorization)).toMatchObject({ status: 401, closed: true });
      // Who proves something is waited for.
      expect(await send(`Bearer ${await keys.sign(claims)}`)).toMatchObject({ status: 0, closed: false });
    } finally {
      await own.close();
      await keys.close();
    }
  });
});
