import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Activity, TurnContext } from 'botbuilder';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../../bot/config.ts';
import { Adapter } from '../../../bot/connector/adapter.ts';
import { CachedAuthentication } from '../../../bot/connector/connector-clients.ts';
import { isAllowedServiceUrl } from '../../../bot/connector/service-url.ts';
import { phrases } from '../../../dialogs/saying/phrases.ts';

const CREDENTIALS = {
  MicrosoftAppId: '11111111-2222-4333-8444-555555555555',
  MicrosoftAppPassword: 'p',
  MicrosoftAppTenantId: 't',
};
const settings = (environment: Record<string, string> = {}) => {
  const read = readConfig(environment);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.config;
};

/** A connector that answers everything in one way and remembers what it was sent. */
let connector: Server;
let url: string;
let answer: { status: number; headers?: Record<string, string> };
let sent: { path: string; activity: Partial<Activity> }[];
beforeEach(async () => {
  answer = { status: 200 };
  sent = [];
  connector = createServer(async (request, response) => {
    const chunks = await Array.fromAsync(request);
    sent.push({ path: request.url ?? '', activity: JSON.parse(Buffer.concat(chunks).toString() || '{}') });
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end('{"id":"1"}');
  });
  await new Promise<void>((resolve) => connector.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(connector.address() as AddressInfo).port}/`;
});
afterEach(async () => {
  connector.closeAllConnections();
  await new Promise((resolve) => connector.close(resolve));
});

function adapterWith(environment: Record<string, string> = {}) {
  const logged: unknown[] = [];
  const log = { warn: (...line: unknown[]) => logged.push(line), error: (...line: unknown[]) => logged.push(line) };
  return { adapter: new Adapter(settings(environment), log), logged };
}

const message = (more: Partial<Activity> = {}) => {
  const activity: Partial<Activity> = {
    type: 'message',
    id: 'm1',
    channelId: 'emulator',
    serviceUrl: url,
    conversation: { id: 'c', isGroup: false, conversationType: '', name: '' },
    from: { id: 'ada', name: '' },
    recipient: { id: 'bot', name: '' },
    text: 'a secret sentence',
    ...more,
  };
  return activity as Activity;
};

describe('sending a reply to its connector', () => {
  it('posts it once, to the conversation it belongs to', async () => {
    await adapterWith().adapter.send(message({ replyToId: 'm0' }));
    await adapterWith().adapter.send(message({ replyToId: undefined }));
    expect(sent.map(({ path }) => path)).toEqual([
      '/v3/conversations/c/activities/m0',
      '/v3/conversations/c/activities',
    ]);
    expect(sent[0]?.activity).toMatchObject({ type: 'message', text: 'a secret sentence' });
  });

  it.each([412, 429, 500, 502, 503, 504])(
    'does not repeat it by itself after %i, and tells the status',
    async (status) => {
      answer = { status, headers: { 'retry-after': '0' } };
      await expect(adapterWith().adapter.send(message())).rejects.toMatchObject({ statusCode: status });
      expect(sent).toHaveLength(1);
    },
  );

  it('does not follow a redirect to another host', async () => {
    answer = { status: 307, headers: { location: `${url}elsewhere` } };
    await adapterWith()
      .adapter.send(message())
      .catch(() => undefined);
    expect(sent).toHaveLength(1);
  });

  it('refuses an address that was allowed when it was stored and no longer is', async () => {
    const elsewhere = message({ serviceUrl: 'https://elsewhere.example/' });
    await expect(adapterWith().adapter.send(elsewhere)).rejects.toThrow(/no place it may be sent to/);
  });
});

describe('a turn that comes through a connector', () => {
  const ignore = async () => undefined;

  it.each([
    ['SingleTenant', 403],
    ['MultiTenant', 200],
  ])('of another tenant: %s answers %i', async (MicrosoftAppType, status) => {
    const { adapter } = adapterWith({ MicrosoftAppType, MicrosoftAppTenantId: 'ours' });
    const theirs = message({ conversation: { ...message().conversation, tenantId: 'theirs' } });
    expect((await adapter.receive('', theirs, ignore)).status).toBe(status);
    const own = message({ conversation: { ...message().conversation, tenantId: 'OURS' } });
    expect((await adapter.receive('', own, ignore)).status).toBe(200);
  });

  it('may answer at once, through the connector it came from', async () => {
    const { adapter } = adapterWith();
    const bot = async (context: TurnContext) => void (await context.sendActivity('hello'));
    expect(await adapter.receive('', message(), bot)).toEqual({ status: 200 });
    expect(sent.map(({ activity }) => activity.text)).toEqual(['hello']);
  });

  it('that fails is answered 500 without a word of the error, and the person hears one calm sentence', async () => {
    const { adapter, logged } = adapterWith();
    const failing = async () => {
      throw new Error('a secret sentence');
    };
    const told = await adapter.receive('', message(), failing);
    expect(told).toEqual({ status: 500, body: { error: expect.stringMatching(/nothing of it was kept/) } });
    expect(sent.map(({ activity }) => activity.attachments?.length)).toEqual([1]);
    expect(JSON.stringify(sent)).toContain(phrases.errorTitle);
    expect(JSON.stringify([told, logged])).toContain('turn-failed');
    expect(JSON.stringify([told, logged])).not.toContain('secret');
  });

  it('that fails each time it is sent again is excused once', async () => {
    const { adapter } = adapterWith();
    const fails = async () => {
      throw new Error('the store is away');
    };
    for (let n = 0; n < 3; n += 1) await adapter.receive('', message(), fails);
    await adapter.receive('', message({ id: 'm2' }), fails);
    expect(sent).toHaveLength(2);
  });

  it('is refused when its service URL is not allowed, before anything is done with it', async () => {
    const { adapter } = adapterWith();
    expect((await adapter.receive('', message({ serviceUrl: 'https://evil.example' }), ignore)).status).toBe(403);
  });

  it.each([
    ['no token', ''],
    ['another scheme', 'Basic YTpi'],
    ['a text that is no token', 'Bearer x'],
    [
      'a token that nobody signed',
      `Bearer ${unsigned({ iss: 'https://evil.example', aud: CREDENTIALS.MicrosoftAppId })}`,
    ],
  ])('is refused with credentials and %s', async (_what, authorization) => {
    const { adapter } = adapterWith(CREDENTIALS);
    const from = message({ serviceUrl: 'https://smba.trafficmanager.net/emea/' });
    const told = await adapter.receive(authorization, from, ignore);
    expect(told).toEqual({ status: 401, body: { error: expect.stringMatching(/Authorization header/) } });
  });
});

describe('the clients of connectors', () => {
  it('are made once for each service URL, and not without end', async () => {
    const authentication = new CachedAuthentication(settings());
    const { connectorFactory: factory } = await authentication.authenticateRequest(message(), '');
    const first = await factory?.create(url, 'audience');
    expect(await factory?.create(url, 'audience')).toBe(first);
    for (let index = 0; index < 100; index++) await factory?.create(`http://127.0.0.1:${1000 + index}/`, 'audience');
    expect(await factory?.create(url, 'audience')).not.toBe(first);
  });
});

describe('service URLs', () => {
  const own = ['https://connector.example'];
  it.each([
    'https://smba.trafficmanager.net/emea/',
    'https://smba.infra.gov.teams.microsoft.us/gov/',
    'https://webchat.botframework.com/',
    'https://europe.directline.botframework.com',
    'https://connector.example/x',
  ])('with credentials may be %s', (serviceUrl) => expect(isAllowedServiceUrl(serviceUrl, true, own)).toBe(true));

  it.each([
    'http://smba.trafficmanager.net/',
    'https://evil.trafficmanager.net/',
    'https://smba.trafficmanager.net.evil.example/',
    'https://botframework.com.evil.example/',
    'https://evilbotframework.com/',
    'https://smba.trafficmanager.net:8443/',
    'https://user:pass@webchat.botframework.com/',
    'https://127.0.0.1/',
    'http://localhost:3978/',
    'file:///etc/passwd',
    '',
    'x',
  ])('with credentials may not be "%s"', (serviceUrl) =>
    expect(isAllowedServiceUrl(serviceUrl, true, own)).toBe(false),
  );

  it.each(['http://127.0.0.1:9', 'http://localhost:3978/', 'http://[::1]:9/'])('without them may be %s', (serviceUrl) =>
    expect(isAllowedServiceUrl(serviceUrl, false, [])).toBe(true),
  );
  it.each([
    'https://smba.trafficmanager.net/',
    'http://169.254.169.254/',
    'http://localhost.evil.example/',
    'http://127.0.0.1.nip.io/',
  ])('without them may not be %s', (serviceUrl) => expect(isAllowedServiceUrl(serviceUrl, false, [])).toBe(false));
});

function unsigned(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`;
}
