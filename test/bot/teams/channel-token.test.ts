import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readActivity } from '../../../bot/channels/place.ts';
import { readConfig } from '../../../bot/config.ts';
import { Adapter } from '../../../bot/connector/adapter.ts';
import { message } from '../channels/messages.ts';
import { goodClaims, type KeyEndpoint, startKeyEndpoint } from './key-endpoint.ts';

const APP = '11111111-2222-4333-8444-555555555555';
const SERVICE = 'https://smba.trafficmanager.net/emea/';
const HOUR = 3600;

let keys: KeyEndpoint;
beforeAll(async () => {
  keys = await startKeyEndpoint();
});
afterAll(() => keys.close());

/** Sends a message with a header, as whoever; tells the status and whether the bot was run. */
async function call(header: string, { serviceUrl = SERVICE, channelId = 'msteams' } = {}) {
  const read = readConfig({
    MicrosoftAppId: APP,
    MicrosoftAppPassword: 'p',
    MicrosoftAppTenantId: 't',
    ...keys.settings,
  });
  if (!read.ok) throw new Error(read.problems.join('\n'));
  const logged: unknown[] = [];
  const log = { warn: (...line: unknown[]) => logged.push(line), error: (...line: unknown[]) => logged.push(line) };
  const activity = readActivity(message({ text: 'a secret sentence', serviceUrl, channelId }));
  if (!activity.ok) throw new Error(activity.reason);
  let ran = false;
  const answer = await new Adapter(read.config, log).receive(header, activity.activity, async () => {
    ran = true;
  });
  return { status: answer.status, ran, logged };
}
const good = () => goodClaims(APP, SERVICE);
const now = () => Math.floor(Date.now() / 1000);

describe('with an app id, a message of the channel', () => {
  it('is heard when its token is signed by the channel for this bot and this service URL', async () => {
    expect(await call(`Bearer ${await keys.sign(good())}`)).toMatchObject({ status: 200, ran: true });
    expect(keys.reads()).toBeGreaterThan(0);
  });

  const bad: Record<string, () => Promise<string> | string> = {
    'no token': () => '',
    'a header without a token': () => 'Bearer ',
    'another scheme': async () => `Basic ${await keys.sign(good())}`,
    'two tokens': async () => `Bearer ${await keys.sign(good())} ${await keys.sign(good())}`,
    'no token but words': () => 'Bearer a.b.c',
    'another signature': async () => `Bearer ${await keys.sign(good(), { stranger: true })}`,
    'a changed claim under a good signature': async () => {
      const [head, , signature] = (await keys.sign(good())).split('.');
      const claims = Buffer.from(JSON.stringify({ ...good(), from: 'me' })).toString('base64url');
      return `Bearer ${head}.${claims}.${signature}`;
    },
    'no signature and the algorithm "none"': () => {
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      return `Bearer ${part({ alg: 'none', typ: 'JWT', kid: 'channel' })}.${part(good())}.`;
    },
    'a key that the channel does not publish': async () => `Bearer ${await keys.sign(good(), { kid: 'unknown' })}`,
    'a key that does not speak for Teams': async () => `Bearer ${await keys.sign(good(), { kid: 'endorses-others' })}`,
    'another issuer': async () => `Bearer ${await keys.sign({ ...good(), iss: 'https://example.com' })}`,
    'no issuer': async () => `Bearer ${await keys.sign({ ...good(), iss: undefined })}`,
    'another bot as its audience': async () =>
      `Bearer ${await keys.sign({ ...good(), aud: '99999999-2222-4333-8444-555555555555' })}`,
    'no audience': async () => `Bearer ${await keys.sign({ ...good(), aud: undefined })}`,
    'another service URL': async () =>
      `Bearer ${await keys.sign({ ...good(), serviceurl: 'https://smba.trafficmanager.net/amer/' })}`,
    'no service URL': async () => `Bearer ${await keys.sign({ ...good(), serviceurl: undefined })}`,
    'an end an hour ago': async () =>
      `Bearer ${await keys.sign({ ...good(), iat: now() - 2 * HOUR, nbf: now() - 2 * HOUR, exp: now() - HOUR })}`,
    'a beginning in an hour': async () =>
      `Bearer ${await keys.sign({ ...good(), nbf: now() + HOUR, exp: now() + 2 * HOUR })}`,
    'the claims of a skill': async () =>
      `Bearer ${await keys.sign({ ...good(), ver: '1.0', appid: '99999999-2222-4333-8444-555555555555' })}`,
  };
  it.each(Object.keys(bad))('is refused with %s, and the bot is not run', async (what) => {
    const told = await call((await bad[what]?.()) ?? '');
    expect(told).toMatchObject({ status: 401, ran: false });
    expect(JSON.stringify(told.logged)).not.toContain('secret');
  });

  it.each(['AseChannel', 'asechannel'])(
    'is refused when it claims to come from %s, which has keys of its own',
    async (channelId) => {
      expect(await call(`Bearer ${await keys.sign(good())}`, { channelId })).toMatchObject({ ran: false });
    },
  );
  it('is refused with a good token when its service URL is not one of Microsoft’s', async () => {
    const serviceUrl = 'https://example.com/';
    const header = `Bearer ${await keys.sign(goodClaims(APP, serviceUrl))}`;
    expect(await call(header, { serviceUrl })).toMatchObject({ status: 403, ran: false });
  });
});

describe('while the keys cannot be read', () => {
  it('a message is asked for again and not heard', async () => {
    const away = await startKeyEndpoint();
    const header = `Bearer ${await away.sign(good())}`;
    const settings = away.settings;
    await away.close();
    const before = keys;
    keys = { ...before, settings };
    try {
      expect(await call(header)).toMatchObject({ status: 503, ran: false });
    } finally {
      keys = before;
    }
  });
});
