import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Faultline } from '../../../bot/serve.ts';
import { codesCommand } from '../../../bot/tools/codes-command.ts';
import { runningFaultline } from '../running-faultline.ts';

let faultline: Faultline;
beforeAll(async () => {
  faultline = await runningFaultline();
});
afterAll(() => faultline.close());

const get = (path: string, init?: RequestInit) => fetch(`${faultline.url}/api/codes/${path}`, init);

function command(...args: string[]) {
  let [out, err] = ['', ''];
  const stream = (add: (text: string) => void) => ({ write: add });
  const exit = codesCommand(args, {
    stdout: stream((text) => {
      out += text;
    }),
    stderr: stream((text) => {
      err += text;
    }),
  });
  return { exit, out, err };
}

describe('GET /api/codes/…', () => {
  it('says what a code means, taken apart', async () => {
    const answer = await get('0x80070643');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual([
      {
        asked: '0x80070643',
        readings: [{ as: 'code', text: '0x80070643', name: 'ERROR_INSTALL_FAILURE', meaning: expect.any(String) }],
        parts: { code: '0x80070643', severity: 'failure', facility: 'Win32', number: 1603 },
      },
    ]);
  });

  it('answers several at once, names too, every reading of each, in their order', async () => {
    const answers = await (await get('0x0000007e,STATUS_ACCESS_DENIED,nonsense')).json();
    expect(answers).toMatchObject([
      { asked: '0x0000007e', readings: [{ as: 'stop code' }, { as: 'Windows error', name: 'ERROR_MOD_NOT_FOUND' }] },
      { asked: 'STATUS_ACCESS_DENIED', readings: [{ text: '0xc0000022' }] },
      { asked: 'nonsense', readings: [] },
    ]);
  });

  it.each([
    ['nothing', '%20'],
    ['21 of them', Array(21).fill('5').join(',')],
    ['one that is too long', 'a'.repeat(65)],
  ])('refuses %s', async (_, path) => {
    const answer = await get(path);
    expect([answer.status, await answer.json()]).toEqual([400, { error: expect.stringMatching(/^Name one to 20/) }]);
  });

  it('takes no other method', async () => expect((await get('5', { method: 'POST' })).status).toBe(405));
});

describe('npm run codes', () => {
  it('prints with --json what the route answers', async () => {
    for (const list of ['0x80070643', '0x0000007e,STATUS_ACCESS_DENIED', '-1018,5.7.1'])
      expect(JSON.parse(command('--json', ...list.split(',')).out)).toEqual(
        await (
          await get(
            list
              .split(',')
              .toSorted((a, b) => Number(/^-/.test(a)) - Number(/^-/.test(b)))
              .join(','),
          )
        ).json(),
      );
  });

  it('prints one block a code', () => {
    expect(command('0x80070643', '5').out).toMatchInlineSnapshot(`
      "0x80070643
        code: 0x80070643 - ERROR_INSTALL_FAILURE - Windows error 1603: The installation broke off with a fatal error; the installer's log says where.
        severity failure, facility Win32, number 1603

      5
        Windows error: 5 - ERROR_ACCESS_DENIED - Access was denied.
        LDAP result: 5 - LDAP_COMPARE_FALSE - Its name says: compare false.
        Kerberos error: 5 - KDC_ERR_S_OLD_MAST_KVNO - Only its name is known here.
        stop code, as a decimal number: 0x00000005 - INVALID_PROCESS_ATTACH_ATTEMPT - Its name says: invalid process attach attempt.
      "
    `);
  });

  it.each<[string, string[], number, RegExp]>([
    ['a known code', ['1603'], 0, /ERROR_INSTALL_FAILURE/],
    ['an unknown word', ['nonsense'], 1, /no table knows it/],
    ['the help', ['--help'], 0, /GET \/api\/codes/],
  ])('%s', (_, args, exit, says) => expect(command(...args)).toMatchObject({ exit, out: expect.stringMatching(says) }));

  it.each([[[]], [['--nonsense']], [Array(21).fill('5')]])('%j is a mistake', (args) =>
    expect(command(...args)).toMatchObject({ exit: 2, err: expect.stringMatching(/--help/) }),
  );
});

describe('strangers who ask for codes', () => {
  it('are metered by address', async () => {
    const metered = await runningFaultline({ DIAGNOSE_PER_MINUTE: '2' });
    try {
      const asked = () => fetch(`${metered.url}/api/codes/5`);
      expect([(await asked()).status, (await asked()).status]).toEqual([200, 200]);
      const refused = await asked();
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    } finally {
      await metered.close();
    }
  });

  it.each<[string, Record<string, string>]>([
    ['names another origin', { origin: 'https://example.com' }],
    ['says that it is of another site', { 'sec-fetch-site': 'cross-site' }],
  ])('are refused when their browser %s', async (_how, headers) => {
    expect((await get('5', { headers })).status).toBe(403);
  });
});
