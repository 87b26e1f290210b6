import { describe, expect, it } from 'vitest';
import { runningFaultline } from './running-faultline.ts';

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

describe('a disk with less room than DISK_FLOOR_MB', () => {
  it('takes no new conversation, by whichever door, and says why', async () => {
    const sentence = /No new conversations can be opened at the moment: the disk of the server is nearly full\./;
    for (const { status, text } of await statusesOf({ DISK_FLOOR_MB: MORE_THAN_THERE_IS }))
      expect([status, text]).toEqual([503, expect.stringMatching(sentence)]);
  });

  it('is nobody’s concern where the floor is 0', async () => {
    expect((await statusesOf({ DISK_FLOOR_MB: '0' })).map(({ status }) => status)).toEqual([200, 200, 201]);
  });
});
