import { startBrowser } from '../web-chat/browser.ts';
import { Product } from '../web-chat/product.ts';
import { openBadWire } from '../web-chat/wire/bad-wire.ts';

const LINES = {
  '400 kbit/s, 400 ms': { bytesPerSecond: 50_000, latencyMs: 400 },
  '1.6 Mbit/s, 150 ms': { bytesPerSecond: 200_000, latencyMs: 150 },
};
const ROUNDS = 3;

/**
 * What a person on a slow line waits for, with an empty cache: the first card that can be read and pressed, and Web Chat in
 * its place, which was the first card before the page had a plain view. Bytes are those that the server sent.
 */
export async function run(print: (line: string) => void): Promise<void> {
  const browser = await startBrowser();
  const product = await Product.start();
  const wire = await openBadWire(() => Number(new URL(product.url).port));
  try {
    // What is compressed once is compressed before anybody waits for it.
    await Promise.all(['/webchat.js', '/'].map((path) => fetch(`${product.url}${path}`)));
    for (const [line, speed] of Object.entries(LINES)) {
      const rounds: Awaited<ReturnType<typeof visit>>[] = [];
      for (let round = 0; round < ROUNDS; round++) rounds.push(await visit(speed));
      const median = (of: (one: (typeof rounds)[number]) => number) =>
        rounds.map(of).toSorted((one, other) => one - other)[Math.floor(ROUNDS / 2)] ?? 0;
      print(
        `${line}: first card after ${seconds(median(({ first }) => first.ms))} and ${kilobytes(median(({ first }) => first.bytes))}; ` +
          `Web Chat in its place after ${seconds(median(({ whole }) => whole.ms))} and ${kilobytes(median(({ whole }) => whole.bytes))}`,
      );
    }
  } finally {
    await browser.close();
    await wire.close();
    await product.remove();
  }

  async function visit(speed: (typeof LINES)[keyof typeof LINES]) {
    const context = await browser.newContext();
    const page = await context.newPage();
    page.setDefaultTimeout(180_000);
    wire.speed = speed;
    wire.transferred = 0;
    const began = Date.now();
    const so = () => ({ ms: Date.now() - began, bytes: wire.transferred });
    await page.goto(wire.origin, { waitUntil: 'commit' });
    await page.locator('#first-list h2').first().waitFor();
    const first = so();
    await page.locator('#webchat[data-shown="yes"] .ac-adaptiveCard').first().waitFor();
    const whole = so();
    await context.close();
    wire.speed = undefined;
    return { first, whole };
  }
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} KB`;
