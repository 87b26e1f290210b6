import { setTimeout as wait } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { ChatPage } from '../chat-page.ts';
import { Product } from '../product.ts';
import { type Mishap, openBadWire } from './bad-wire.ts';

/** What came out of talking for a while through a wire that does what networks do. */
export interface SoakReport {
  said: number;
  lost: number;
  doubled: number;
  outOfOrder: number;
  /** milliseconds from Enter to the server's log, of the slowest message */
  slowest: number;
  /** how often each thing happened to the wire */
  happened: Record<string, number>;
}

const MISHAPS: Mishap[] = ['reset', 'answer lost', 429, 502, 503, 'late'];
/** Between two messages, so that the server's own limit of posts is not what is measured. */
const PACE_MS = 700;

/**
 * One person talks in a real browser for `forMs`, and the wire goes silent, is cut, answers wrongly or its server is
 * restarted at random moments. Then the server's log is compared with what was said.
 * @param random 0 … 1, as Math.random
 */
export async function soak(browser: Browser, forMs: number, random: () => number): Promise<SoakReport> {
  const product = await Product.start();
  const wire = await openBadWire(() => Number(new URL(product.url).port));
  const happened: Record<string, number> = {};
  const times = new Map<string, number>();
  const came = new Map<string, number>();
  const chat = await ChatPage.open(browser, wire.origin);
  const log = async () => {
    const all = await chat.log(product.url).catch(() => []);
    const said = all.filter(({ from }) => from === 'user').map(({ text }) => text);
    for (const text of said) if (!came.has(text)) came.set(text, Date.now());
    return said;
  };
  const acts: Record<string, () => unknown> = {
    silence: () => wire.silence(),
    cut: () => wire.cut(),
    mishap: () => wire.mishaps.push(MISHAPS[Math.floor(random() * MISHAPS.length)] ?? 'reset'),
    away: async () => {
      wire.isDown = true;
      wire.cut();
      await wait(random() * 4000);
      wire.isDown = false;
    },
    restart: async () => {
      await product.stop();
      await product.startAgain();
    },
  };
  try {
    const until = Date.now() + forMs;
    for (let number = 0; Date.now() < until; number++) {
      const text = `no. ${number}`;
      times.set(text, Date.now());
      await chat.sendBox().fill(text);
      await chat.sendBox().press('Enter');
      await wait(PACE_MS);
      if (random() < 0.25) {
        const name = Object.keys(acts)[Math.floor(random() * 5)] ?? 'cut';
        happened[name] = (happened[name] ?? 0) + 1;
        await acts[name]?.();
      }
      await log();
    }
    const expected = [...times.keys()];
    for (let tries = 0; tries < 240 && (await log()).length < expected.length; tries++) await wait(500);
    return { ...judged(expected, await log()), slowest: slowest(times, came), happened };
  } finally {
    await chat.close();
    await wire.close();
    await product.remove();
  }
}

const slowest = (times: Map<string, number>, came: Map<string, number>) =>
  Math.max(...[...times].map(([text, at]) => (came.get(text) ?? Number.POSITIVE_INFINITY) - at));

function judged(expected: string[], found: string[]) {
  const seen = [...new Set(found)];
  const places = seen.map((text) => expected.indexOf(text));
  return {
    said: expected.length,
    lost: expected.filter((text) => !seen.includes(text)).length,
    doubled: found.length - seen.length,
    outOfOrder: places.filter((place, at) => place < (places[at - 1] ?? 0)).length,
  };
}
