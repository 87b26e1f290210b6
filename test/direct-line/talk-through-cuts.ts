import { setTimeout as wait } from 'node:timers/promises';
import { generate } from './call.ts';
import { Client } from './client.ts';
import { openCuttingProxy } from './cutting-proxy.ts';
import { serve } from './served.ts';

/** What came out of talking through a wire that breaks. */
export interface CutsReport {
  cuts: number;
  cutCalls: number;
  /** messages that each person said, and that the bot answered */
  said: number;
  lost: number;
  doubled: number;
  outOfOrder: number;
}

/**
 * Some people talk with the client library over WebSocket through a wire that is cut at random bytes, until it was cut
 * often enough. Each message is posted, with its clientActivityID, until it is acknowledged, as Web Chat's retry does.
 * Then it is counted what each of them has seen.
 */
export async function talkThroughCuts(cuts: number, people: number, random: () => number): Promise<CutsReport> {
  let port = 0;
  const proxy = await openCuttingProxy(() => port, random);
  const served = await serve({
    limits: { postsPerMinute: 1_000_000, streamsPerConversation: 100 },
    deps: { publicUrl: proxy.origin },
    bot: ({ type, text }) =>
      type === 'message'
        ? [{ type: 'typing' }, { type: 'message', text: `re ${text} ${'x'.repeat(random() * 800)}` }]
        : [],
  });
  port = Number(new URL(served.origin).port);
  const domain = `${proxy.origin}/v3/directline`;
  const report: CutsReport = { cuts: 0, cutCalls: 0, said: 0, lost: 0, doubled: 0, outOfOrder: 0 };
  const talks = Array.from({ length: people }, async () => {
    const { token } = await generate(served);
    const client = new Client({ domain }, { token, webSocket: true, timeout: 5000 });
    let count = 0;
    for (; proxy.cuts < cuts; count++) {
      await sayUntilTaken(client, `${count}`);
      await wait(random() * 10);
    }
    proxy.isCalm = true;
    await sayUntilTaken(client, 'last');
    // What is lost does not come later either.
    await client.until(({ texts }) => texts.at(-1)?.startsWith('re last') === true);
    client.end();
    judge(client.texts, count, report);
  });
  await Promise.all(talks);
  await proxy.close();
  await served.close();
  return { ...report, cuts: proxy.cuts, cutCalls: proxy.cutCalls };
}

async function sayUntilTaken(client: Client, text: string): Promise<void> {
  const channelData = { clientActivityID: `id-${text}` };
  for (;;) {
    const id = await client.post({ type: 'message', text, from: { id: 'me' }, channelData });
    if (id !== 'retry') return;
  }
}

/** Compares what was seen with what was said: each message once and in order, and its answer likewise. */
function judge(texts: string[], count: number, report: CutsReport): void {
  const expected = [...Array.from({ length: count }, (_, i) => String(i)), 'last'];
  for (const said of [
    texts.filter((text) => !text.startsWith('re ')),
    texts.flatMap((text) => /^re (\S+)/.exec(text)?.[1] ?? []),
  ]) {
    const seen = new Set(said);
    report.said += expected.length;
    report.lost += expected.filter((text) => !seen.has(text)).length;
    report.doubled += said.length - seen.size;
    const order = [...seen].map((text) => expected.indexOf(text));
    report.outOfOrder += order.filter((at, i) => at < (order[i - 1] ?? 0)).length;
  }
}
