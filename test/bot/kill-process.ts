// A bot without its network: it reads messages from its standard input, a line of JSON each, handles them as the route of
// Direct Line does, and prints `ack <number>` for each that it acknowledges. It is there to be killed.
import { flushCompileCache } from 'node:module';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Converse } from '../../bot/converse.ts';
import { inboundActivity } from '../../bot/direct-line/client-activity.ts';
import type { DirectLineDeps } from '../../bot/direct-line/deps.ts';
import { receiveAndRun } from '../../bot/direct-line/inbound.ts';
import { DIRECT_LINE_LIMITS } from '../../bot/direct-line/limits.ts';
import { resumePending } from '../../bot/direct-line/turn-queue.ts';
import { createLog } from '../../bot/log.ts';
import { Metrics } from '../../bot/metrics.ts';
import { openStore } from '../../bot/store/open-store.ts';
import { SupportBot } from '../../bot/support-bot.ts';
import { Turns } from '../../bot/turns/turn.ts';
import { reply } from '../../dialogs/saying/compose-reply.ts';

const Message = z.object({ number: z.number(), conversationId: z.string(), userId: z.string(), text: z.string() });
export type Message = z.infer<typeof Message>;

/** In place of 30 s: what another process acknowledged and did not answer within it is answered here. */
const LOST_MS = 400;
/** In place of 15 s: so that many a message is acknowledged before its turn is committed. */
const TURN_WAIT_MS = 4;

/** The dialogs of the bot, or something in their place that starts in a tenth of the time. */
async function converseAs(dialogs: string): Promise<Converse> {
  if (dialogs !== 'real') {
    return async (before, utterance) => ({
      after: { ...before, turn: before.turn + 1 },
      reply: reply('answer', 'Heard', [{ kind: 'quote', text: utterance?.text ?? '' }], []),
    });
  }
  const { loadKnowledge } = await import('../../knowledge/load-knowledge.ts');
  const { converseWith } = await import('../../bot/converse.ts');
  const loaded = loadKnowledge();
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  return converseWith(loaded.knowledge);
}

async function main([dialogs = '', DATA_DIR = '', DATABASE_URL]: string[]): Promise<void> {
  const converse = await converseAs(dialogs);
  const store = await openStore({ DATA_DIR, DATABASE_URL });
  const log = createLog('silent');
  const turns = new Turns({ store, converse, metrics: new Metrics(), log });
  const bot = new SupportBot({ turns });
  const deps: DirectLineDeps = {
    store,
    keys: [],
    trustedOrigins: [],
    retentionSeconds: 30 * 86_400,
    limits: { ...DIRECT_LINE_LIMITS, turnWaitMs: TURN_WAIT_MS },
    onActivity: async (activity) => {
      await bot.run(activity, 'log');
      return undefined;
    },
    onGivenUp: (activity) => bot.giveUp(activity),
    log,
  };
  await resumePending(deps);
  if (DATABASE_URL) setInterval(() => void resumePending(deps, LOST_MS).catch(() => {}), LOST_MS);
  createInterface({ input: process.stdin }).on('line', (line) => void take(deps, Message.parse(JSON.parse(line))));
  // It is usually written when a process ends, and this one never does.
  flushCompileCache();
  process.stdout.write('ready\n');
}

async function take(deps: DirectLineDeps, { number, conversationId, userId, text }: Message): Promise<void> {
  const conversation = { id: conversationId, userId, createdAt: new Date() };
  const activity = inboundActivity(
    { type: 'message', text, channelData: { number } },
    conversation,
    { id: userId, name: '' },
    'http://localhost',
  );
  await receiveAndRun(deps, conversationId, activity, `client:${number}`);
  process.stdout.write(`ack ${number}\n`);
}

if (import.meta.main) await main(process.argv.slice(2));
