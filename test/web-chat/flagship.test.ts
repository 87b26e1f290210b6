import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChatPage, FIVE_EVENTS } from './chat-page.ts';
import { onStage } from './stage.ts';

const SCREENS = fileURLToPath(new URL('../../node_modules/.cache/faultline-screens/', import.meta.url));

/** What the person does, and the title of the screen that it leads to. */
const WAY: readonly (readonly ['paste' | 'press' | 'say', string, RegExp])[] = [
  ['paste', FIVE_EVENTS, /^What the events point to$/],
  ['say', '5.0, none of these, different files', /^A few questions$/],
  ['say', '0x5', /^A few questions$/],
  ['say', 'nt4', /^A few questions$/],
  ['press', 'Go on', /^Before you go on$/],
  ['press', 'I agree', /^Keep the mail/],
  ['press', 'Done', /^Save the key/],
  ['say', 'saved', /^Change Max Threads/],
  ['press', 'Done', /^Look again$/],
  ['press', 'Done', /^Restart the services/],
  ['press', 'Done', /^Watch which events/],
  ['press', 'Solved', /^Solved$/],
  ['press', 'Next', /^Bring the set-aside mail back$/],
  ['press', 'Done', /^Keep it fixed$/],
  ['press', 'Done', /^Solved$/],
];

const SIZES = [
  { name: 'desktop', width: 1100, height: 860, colorScheme: 'light' },
  { name: 'phone', width: 390, height: 844, colorScheme: 'dark' },
] as const;

const stage = onStage();
beforeAll(() => {
  mkdirSync(SCREENS, { recursive: true });
});

describe.each(SIZES)('the flagship conversation on a $name', ({ name, width, height, colorScheme }) => {
  let chat: ChatPage;
  beforeAll(async () => {
    const options = { viewport: { width, height }, colorScheme, bypassCSP: true };
    chat = await ChatPage.open(stage.browser, stage.product.url, options);
  });
  afterAll(() => chat?.close());

  /** Every screen: nothing that axe-core objects to, its title in sight, nothing to scroll sideways for, not blank. */
  async function inspect(screen: number): Promise<void> {
    const title = chat.newest().locator('[role="heading"]').first();
    await expect.poll(() => title.evaluate(isInSight)).toBe(true);
    const shot = await chat.page.screenshot();
    writeFileSync(`${SCREENS}${name}-${String(screen).padStart(2, '0')}.png`, shot);
    expect(coloursIn(shot)).toBeGreaterThan(20);
    expect(await chat.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await chat.newest().evaluate((card) => card.scrollWidth - card.clientWidth)).toBeLessThanOrEqual(0);
    expect(await chat.violations()).toEqual([]);
  }

  it('greets the person', async () => {
    expect(await chat.titles()).toEqual(['Faultline']);
    await inspect(0);
  });

  it.each(WAY.map(([how, what, title], index) => ({ step: index + 1, how, what, title, shown: what.split('\n')[0] })))(
    '$step: $how "$shown" leads to the screen $title',
    async ({ step, how, what, title }) => {
      expect(await chat[how](what)).toMatch(title);
      await inspect(step);
    },
    120_000,
  );

  it('has said every screen once, in order, and kept the person’s own words', async () => {
    const titles = await chat.titles();
    expect(titles).toHaveLength(WAY.length + 1);
    for (const [index, [, , title]] of WAY.entries()) expect(titles[index + 1]).toMatch(title);
    const log = await chat.log();
    expect(log.filter(({ from }) => from === 'user').map(({ text }) => text)).toEqual(WAY.map(([, what]) => what));
  });

  it('asked nobody but its own server, and gave the browser nothing to complain of', () => {
    expect(chat.strangers).toEqual([]);
    expect(chat.complaints).toEqual([]);
  });
});

/** In sight, and still there a moment later: the page scrolls to it. */
async function isInSight(element: Element): Promise<boolean> {
  const before = element.getBoundingClientRect();
  await new Promise((resolve) => setTimeout(resolve, 300));
  const { top, bottom } = element.getBoundingClientRect();
  const main = document.querySelector('main')?.getBoundingClientRect();
  return main !== undefined && top === before.top && top >= main.top && bottom <= main.bottom;
}

function coloursIn(shot: Buffer): number {
  const { data } = PNG.sync.read(shot);
  const colours = new Set<number>();
  for (let at = 0; at < data.length; at += 4 * 7) colours.add(data.readUInt32BE(at));
  return colours.size;
}
