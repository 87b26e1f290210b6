import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createLog } from '../../bot/log.ts';
import { startFaultline } from '../../bot/start.ts';
import { configOf, runningFaultline, temporaryFolder } from './running-faultline.ts';
import { onPostgres } from './store/postgres-server.ts';

// More than any disk has, in megabytes.
const MORE_THAN_THERE_IS = '999999999';
const SECRET = 'the-secret-of-the-operator-of-this-test';

async function statusesOf(settings: Record<string, string>) {
  const { url, close } = await runningFaultline({ DIRECT_LINE_SECRET: SECRET, ...settings });
  try {
    const post = (path: string, bearer?: string) =>
      fetch(url + path, {
        method: 'POST',
        body: '{}',
        headers: { ...(bearer && { authorization: `Bearer ${bearer}` }) },
      });
    const answers = [
      await post('/web-chat/token'),
      await post('/v3/directline/tokens/generate', SECRET),
      await post('/v3/directline/conversations', SECRET),
    ];
    return await Promise.all(answers.map(async (answer) => ({ status: answer.status, text: await answer.text() })));
  } finally {
    await close();
  }
}

const Told = z.object({
  activities: z.tuple([
    z.looseObject({
      text: z.string().optional(),
      channelData: z.object({ faultline: z.object({ screen: z.object({ kind: z.string() }) }) }).optional(),
    }),
  ]),
});

/** What somebody in a chat of a connector is answered: a screen, or a sentence. */
async function connectorSays(url: string, who: string): Promise<string | undefined> {
  const place = { conversation: { id: `chat of ${who}` }, from: { id: who }, recipient: { id: 'bot' } };
  const how = { channelId: 'emulator', serviceUrl: 'http://127.0.0.1:9', deliveryMode: 'expectReplies' };
  const answer = await fetch(`${url}/api/messages`, {
    method: 'POST',
    body: JSON.stringify({ type: 'message', id: randomUUID(), text: 'help', ...place, ...how }),
    headers: { 'content-type': 'application/json' },
  });
  const [told] = Told.parse(await answer.json()).activities;
  return told.channelData?.faultline.screen.kind ?? told.text;
}

describe('a disk with less room than DISK_FLOOR_MB', () => {
  it('takes no new conversation, by whichever door, and says why', async () => {
    const sentence = /No new conversations can be opened at the moment: the disk of the server is nearly full\./;
    for (const { status, text } of await statusesOf({ DISK_FLOOR_MB: MORE_THAN_THERE_IS }))
      expect([status, text]).toEqual([503, expect.stringMatching(sentence)]);
  });

  it('takes nobody new in other channels either; who has a case goes on', async () => {
    const { folder, remove } = temporaryFolder();
    const sayIn = async (floor: string, who: string) => {
      const config = configOf(folder, { DISK_FLOOR_MB: floor });
      const { url, close } = await startFaultline(config, createLog('silent'));
      const said = await connectorSays(url, who);
      await close();
      return said;
    };
    expect(await sayIn('0', 'ada')).toBe('help');
    expect(await sayIn(MORE_THAN_THERE_IS, 'ada')).toBe('help');
    expect(await sayIn(MORE_THAN_THERE_IS, 'new')).toMatch(/^No new conversations can be opened at the moment/);
    remove();
  });

  it('is nobody’s concern where the floor is 0', async () => {
    expect((await statusesOf({ DISK_FLOOR_MB: '0' })).map(({ status }) => status)).toEqual([200, 200, 201]);
  });
});

onPostgres((server) => {
  describe('a database that has grown to DATABASE_CEILING_MB', () => {
    const settings = async (ceiling: string) => ({
      DATABASE_URL: await server().freshUrl(),
      DIRECT_LINE_KEYS: 'a-key-of-this-test-0123456789-0123456789',
      DATABASE_CEILING_MB: ceiling,
    });

    it('takes no new conversation either', async () => {
      expect((await statusesOf(await settings('1'))).map(({ status }) => status)).toEqual([503, 503, 503]);
    });
    it('is not looked at as long as it is smaller, or nobody set a ceiling', async () => {
      for (const ceiling of ['999999999', '0'])
        expect((await statusesOf(await settings(ceiling))).map(({ status }) => status)).toEqual([200, 200, 201]);
    });
  });
});
