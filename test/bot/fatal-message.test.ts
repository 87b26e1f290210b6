import { afterEach, expect, it } from 'vitest';
import { z } from 'zod';
import { type MainProcess, startMain } from './main-process.ts';
import { answerOf, temporaryFolder } from './running-faultline.ts';
import { onPostgres } from './store/postgres-server.ts';

const { folder, remove } = temporaryFolder();
const started: MainProcess[] = [];
afterEach(async () => {
  for (const one of started.splice(0)) await one.kill();
  remove();
});

/** A start with a heap of 200 MB. */
function start(settings: Record<string, string>): MainProcess {
  const one = startMain({ DATA_DIR: folder, ...settings }, ['--max-old-space-size=200', 'test/bot/hungry-process.ts']);
  started.push(one);
  return one;
}

const urlOf = async (one: MainProcess) => (await one.line).replace('Faultline is ready: ', '');

const Log = z.object({
  activities: z.array(z.object({ from: z.object({ id: z.string() }), text: z.string().default('') })),
});

async function client(url: string) {
  const { token } = await answerOf(await fetch(`${url}/web-chat/token`, { method: 'POST' }));
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const { conversationId: id } = await answerOf(
    await fetch(`${url}/v3/directline/conversations`, { method: 'POST', headers }),
  );
  return {
    say: (at: string, text: string) =>
      fetch(`${at}/v3/directline/conversations/${id}/activities`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ type: 'message', text }),
      }),
    async hears(at: string, what: RegExp): Promise<void> {
      for (;;) {
        const response = await fetch(`${at}/v3/directline/conversations/${id}/activities`, { headers });
        const { activities } = Log.parse(await response.json());
        if (activities.some(({ from, text }) => from.id === 'faultline' && what.test(text))) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
  };
}

async function endsTwiceAndIsGivenUp(settings: Record<string, string>): Promise<void> {
  const first = start(settings);
  const url = await urlOf(first);
  const eater = await client(url);
  await eater.say(url, 'eat').catch(() => undefined);
  expect((await first.ended).code).not.toBe(0);
  // The first start runs it again, once.
  expect((await start(settings).ended).code).not.toBe(0);
  const second = start(settings);
  const at = await urlOf(second);
  const other = await client(at);
  expect((await other.say(at, 'what does 0x80040115 mean')).status).toBe(200);
  await other.hears(at, /0x80040115/);
  await eater.hears(at, /could not be worked on/);
  expect((await eater.say(at, 'help')).status).toBe(200);
}

it('a message that exhausts the memory ends two processes, and the next one serves everybody: SQLite', async () => {
  await endsTwiceAndIsGivenUp({});
});

onPostgres((server) => {
  it('and on PostgreSQL', async () => {
    await endsTwiceAndIsGivenUp({ DATABASE_URL: await server().freshUrl(), DIRECT_LINE_KEYS: 'k'.repeat(40) });
  });
});
