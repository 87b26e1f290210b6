import { setTimeout as wait } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { ChatPage } from '../chat-page.ts';
import { Product } from '../product.ts';
import { type BadWire, type Mishap, openBadWire } from './bad-wire.ts';

/** What came out of talking for a while through a wire that does what networks do. */
export interface SoakReport {
  said: number;
  lost: number;
  doubled: number;
  outOfOrder: number;
  /** messages that the page does not show in their place, or not as sent */
  shownWrong: number;
  /** milliseconds from Enter to the server's log, of each message; infinite where it never came */
  took: number[];
  /** how often each thing happened to the wire */
  happened: Record<string, number>;
}

const MISHAPS: Mishap[] = ['reset', 'answer lost', 429, 502, 503, 'late'];
/** Between two messages, so that neither the server's own limit of posts nor the drawing of thousands is what is measured. */
const PACE_MS = { least: 700, most: 3000 };
const SLOW_LINE = { bytesPerSecond: 20_000, latencyMs: 400 };
const CHANCE = 0.25;

/**
 * One person talks in a real browser for `forMs`, and the wire goes silent, slow, is cut, answers wrongly, lets calls
 * overtake or its server is restarted at random moments. Then the server's log and the page are compared with what was said.
 * @param random 0 … 1, as Math.random
 */
export async function soak(browser: Browser, forMs: number, random: () => number): Promise<SoakReport> {
  const product = await Product.start();
  const wire = await openBadWire(() => Number(new URL(product.url).port));
  const happened: Record<string, number> = {};
  const times = new Map<string, number>();
  const chat = await ChatPage.open(browser, wire.origin);
  const log = await serverLog(chat, product.url);
  const acts = Object.entries(misfortunes(wire, product, random));
  try {
    const until = Date.now() + forMs;
    for (let number = 0; Date.now() < until; number++) {
      const text = `no. ${number}`;
      times.set(text, Date.now());
      await chat.sendBox().fill(text);
      await chat.sendBox().press('Enter');
      await wait(PACE_MS.least + random() * (PACE_MS.most - PACE_MS.least));
      const act = random() < CHANCE ? acts[Math.floor(random() * acts.length)] : undefined;
      if (act) {
        happened[act[0]] = (happened[act[0]] ?? 0) + 1;
        await act[1]();
      }
      await log.readOn();
    }
    const expected = [...times.keys()];
    for (let tries = 0; tries < 240 && log.said.length < expected.length; tries++) {
      await wait(500);
      await log.readOn();
    }
    const took = [...times].map(([text, at]) => (log.cameAt.get(text) ?? Number.POSITIVE_INFINITY) - at);
    return { ...judged(expected, log.said), shownWrong: await shownWrong(chat, expected), took, happened };
  } finally {
    await chat.close();
    await wire.close();
    await product.remove();
  }
}

const misfortunes = (wire: BadWire, product: Product, random: () => number): Record<string, () => unknown> => ({
  silence: () => wire.silence(),
  cut: () => wire.cut(),
  mishap: () => wire.mishaps.push(MISHAPS[Math.floor(random() * MISHAPS.length)] ?? 'reset'),
  slow: async () => {
    wire.speed = SLOW_LINE;
    await wait(random() * 6000);
    wire.speed = undefined;
  },
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
});

/** The person's messages in the server's log, read past the wire, and when each was first seen there. */
async function serverLog(chat: ChatPage, server: string) {
  const said: string[] = [];
  const cameAt = new Map<string, number>();
  let watermark = '';
  return {
    said,
    cameAt,
    async readOn(): Promise<void> {
      const read = await chat.readLog(server, watermark).catch(() => undefined);
      for (const { type, from, text = '' } of read?.activities ?? []) {
        if (type !== 'message' || from.role !== 'user') continue;
        said.push(text);
        if (!cameAt.has(text)) cameAt.set(text, Date.now());
      }
      watermark = read?.watermark ?? watermark;
    },
  };
}

/** How many messages the page shows in another place, not at all, or as still on their way. */
async function shownWrong(chat: ChatPage, expected: string[]): Promise<number> {
  const bubbles = chat.page.locator('.webchat__stacked-layout--from-user');
  const wrong = async () => {
    const shown = await bubbles.allInnerTexts();
    return expected.filter((text, at) => {
      const lines = shown[at]?.split('\n') ?? [];
      return !lines.includes(text) || lines.some((line) => /^(?:Sending|Send failed)/.test(line));
    }).length;
  };
  // What was said last is still coming back.
  for (let tries = 0; tries < 60 && (await wrong()) > 0; tries++) await wait(500);
  return wrong();
}

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
