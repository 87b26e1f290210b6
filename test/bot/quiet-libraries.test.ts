import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { message } from './channels/messages.ts';
import { startMain } from './main-process.ts';
import { temporaryFolder } from './running-faultline.ts';
import { goodClaims, type KeyEndpoint, startKeyEndpoint } from './teams/key-endpoint.ts';

const APP = '11111111-2222-4333-8444-555555555555';
const SERVICE = 'https://smba.trafficmanager.net/emea/';

let keys: KeyEndpoint;
beforeAll(async () => {
  keys = await startKeyEndpoint();
});
afterAll(() => keys.close());

describe('what a library prints about a stranger', () => {
  it('reaches neither the standard error nor, but for that it did, the log', async () => {
    const { folder, remove } = temporaryFolder();
    const credentials = { MicrosoftAppId: APP, MicrosoftAppPassword: 'p', MicrosoftAppTenantId: 't' };
    const running = startMain({ DATA_DIR: folder, LOG_LEVEL: 'debug', ...credentials, ...keys.settings });
    try {
      const url = (await running.line).split(' ').at(-1);
      // The SDK prints the keys of the channel for the one, the whole error for the other.
      const unknown = await keys.sign(goodClaims(APP, SERVICE), { kid: 'unknown' });
      const expired = await keys.sign({ ...goodClaims(APP, SERVICE), exp: 1000 });
      for (const token of [unknown, expired]) {
        const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
        const body = JSON.stringify(message({ text: 'hello', serviceUrl: SERVICE, channelId: 'msteams' }));
        expect((await fetch(`${url}/api/messages`, { method: 'POST', headers, body })).status).toBe(401);
      }
    } finally {
      const { stdout, stderr } = await running.kill();
      remove();
      expect(stderr.replace(/^.*(?:DeprecationWarning|--trace-deprecation).*\n/gm, '')).toBe('');
      expect(stdout).toContain('"library-said"');
      expect(stdout).not.toMatch(/PUBLIC KEY|TokenExpired/);
    }
  });
});
