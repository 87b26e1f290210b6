// What a test runs inside of the page sees the globals of a browser.
/// <reference lib="dom" />
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser, startPinnedBrowser } from './browser.ts';
import { ChatPage } from './chat-page.ts';
import { differing, small, strip } from './looks.ts';
import { Product } from './product.ts';
import { type Hands, STRAIGHT_WAY } from './straight-way.ts';
import { TeamsHost } from './teams-host.ts';

// The straight way as it looks, screen by screen. What is seen now lies in node_modules/.cache/faultline-looks, whole and
// as a strip; a strip that is meant to look so from now on is copied to test/web-chat/looks.
const KEPT = fileURLToPath(new URL('looks/', import.meta.url));
const SEEN = fileURLToPath(new URL('../../node_modules/.cache/faultline-looks/', import.meta.url));
/** The part of a screen that may differ: a letter or a line's end, and no line of text. */
const MAY_DIFFER = 0.02;
const LOOKS = ['light', 'dark'] as const;

const PAGES = [
  { name: 'desktop', width: 1280, height: 800 },
  { name: 'laptop', width: 1366, height: 657 },
  { name: 'phone', width: 390, height: 844 },
  { name: 'widget', width: 440, height: 640 },
] as const;

let browser: Browser | undefined;
let product: Product;
let without = '';
beforeAll(async () => {
  mkdirSync(SEEN, { recursive: true });
  product = await Product.start();
  browser = await startPinnedBrowser().catch((error: unknown) => {
    without = String(error);
    return undefined;
  });
});
afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

/** Goes the straight way and looks at each screen in light and dark. */
async function walk(name: string, hands: Hands & { page: Page }, each: (screen: string) => Promise<void>) {
  const seen = { light: [] as PNG[], dark: [] as PNG[] };
  for (const [screen, act] of STRAIGHT_WAY) {
    await act(hands);
    await each(screen);
    for (const look of LOOKS) {
      await hands.page.emulateMedia({ colorScheme: look, reducedMotion: 'reduce' });
      const shot = await atRest(hands.page);
      writeFileSync(`${SEEN}${name}-${look}-${screen}.png`, shot);
      seen[look].push(small(shot));
    }
  }
  return seen;
}

/** A picture of the page once it has stopped moving. */
async function atRest(page: Page): Promise<Buffer> {
  await page.mouse.move(0, 0);
  let before: Buffer = Buffer.alloc(0);
  for (let looks = 0; looks < 100; looks++) {
    const shot = await page.screenshot({ animations: 'disabled' });
    if (shot.equals(before)) return shot;
    before = shot;
    await page.waitForTimeout(400);
  }
  throw new Error('the page does not come to rest');
}

/** The screens that look otherwise than the kept ones; all of them where none are kept. */
function otherThanKept(name: string, seen: readonly PNG[]): string[] {
  writeFileSync(`${SEEN}${name}.png`, strip(seen));
  if (!existsSync(`${KEPT}${name}.png`))
    return [`there is no ${KEPT}${name}.png; what is seen now: ${SEEN}${name}.png`];
  const kept = PNG.sync.read(readFileSync(`${KEPT}${name}.png`));
  return seen.flatMap((picture, place) => {
    const part = differing(kept, place, picture);
    const [screen] = STRAIGHT_WAY[place] ?? [];
    return part > MAY_DIFFER
      ? [`${screen}: ${(part * 100).toFixed(1)} % differ; see ${SEEN}${name}-${screen}.png`]
      : [];
  });
}

/** The buttons of a card that cannot be seen and pressed where the page stands. */
const outOfView = (card: Locator) =>
  card.evaluate((element) =>
    [...element.querySelectorAll('.ac-pushButton:not([aria-controls])')].flatMap((button) => {
      const { left, top, right, bottom, width, height } = button.getBoundingClientRect();
      const points = [
        [left + 4, top + 4],
        [left + width / 2, top + height / 2],
        [right - 4, bottom - 4],
      ] as const;
      const isHit = points.every(([x, y]) => button.contains(document.elementFromPoint(x, y)));
      return isHit ? [] : [button.textContent];
    }),
  );

const inView = (card: Locator, screen: string) =>
  expect.poll(() => outOfView(card), { message: `buttons out of view at ${screen}` }).toEqual([]);

/** Of a warning, what cannot be seen beside the button that agrees to it. */
const warningsInView = (card: Locator) =>
  expect.poll(() =>
    card.evaluate((element) => {
      const buttons = element.querySelector('.acts')?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY;
      return [...element.querySelectorAll('.warning')].filter((one) => one.getBoundingClientRect().bottom > buttons + 1)
        .length;
    }),
  );

/** The page says at a button whether it has opened something one frame after that has happened. */
async function unfoldAll(card: Locator): Promise<void> {
  for (const button of await card.locator('.ac-pushButton[aria-controls]').all()) {
    const isOpen = () => button.getAttribute('aria-expanded');
    await expect.poll(isOpen).toMatch(/true|false/);
    if ((await isOpen()) === 'false') await button.click();
    await expect.poll(isOpen).toBe('true');
  }
}

// A picture is only compared where it is drawn by the same browser.
const here = (): Browser | undefined => {
  if (!browser)
    process.stderr.write(
      `NOT COMPARED: the looks of the straight way; the browser of npm does not run here.\n${without}\n`,
    );
  return browser;
};

describe.each(PAGES)('the straight way on $name, $width × $height', ({ name, width, height }) => {
  it('looks as it is kept, in light and dark, with every button in view', async (context) => {
    const on = here();
    if (!on) return context.skip();
    const chat = await ChatPage.open(on, product.url, { viewport: { width, height }, bypassCSP: true });
    // How long ago something was said depends on the machine.
    await chat.page.addStyleTag({ content: '.webchat__activity-status { visibility: hidden }' });
    const seen = await walk(name, chat, async (screen) => {
      await inView(chat.newest(), screen);
      if (screen === 'warning') await warningsInView(chat.newest()).toBe(0);
    });
    for (const look of LOOKS) expect.soft(otherThanKept(`${name}-${look}`, seen[look])).toEqual([]);
    await chat.close();
  });
});

it('the straight way in Teams looks as it is kept, in light and dark, with every button in view', async (context) => {
  const on = here();
  if (!on) return context.skip();
  const host = await TeamsHost.open(on);
  const seen = await walk('teams', host, (screen) => inView(host.newest(), screen));
  for (const look of LOOKS) expect.soft(otherThanKept(`teams-${look}`, seen[look])).toEqual([]);
});

const [DESKTOP, , PHONE, WIDGET] = PAGES;
it.each([
  { ...DESKTOP, look: 'light' },
  { ...DESKTOP, look: 'dark' },
  { ...PHONE, look: 'dark' },
  { ...WIDGET, look: 'light' },
] as const)('axe finds nothing on $name in $look, with the form and all that is folded open', async (shown) => {
  const on = here() ?? (await startBrowser());
  const { width, height, look } = shown;
  const chat = await ChatPage.open(on, product.url, {
    viewport: { width, height },
    colorScheme: look,
    bypassCSP: true,
  });
  let pictures = 0;
  for (const [screen, act] of STRAIGHT_WAY) {
    await act(chat);
    await unfoldAll(chat.newest());
    pictures += await chat.newest().locator('img[src*="/drawings/"]').count();
    expect(await chat.violations(), screen).toEqual([]);
  }
  expect(pictures).toBeGreaterThan(3);
  // Beside the chat where there is room for it.
  expect(await chat.page.locator('#case').isVisible()).toBe(shown.name === 'desktop');
  await chat.close();
});

describe('the comparison', () => {
  /** a page of 400 × 400 pixels, of each its grey */
  const page = (grey: (x: number, y: number) => number) => {
    const picture = new PNG({ width: 400, height: 400 });
    for (let at = 0; at < 400 * 400; at++) {
      picture.data.fill(grey(at % 400, Math.floor(at / 400)), at * 4, at * 4 + 3);
      picture.data[at * 4 + 3] = 255;
    }
    return small(PNG.sync.write(picture));
  };
  /** lines of text, `shift` pixels further down, in an ink of that grey */
  const text = (shift: number, ink: number) =>
    page((x, y) => (x < 300 && (y + 400 - shift) % 24 < 10 && x % 6 < 2 ? ink : 255));
  const kept = PNG.sync.read(strip([text(0, 0), text(0, 0)]));

  it('passes over letters that are drawn a little weaker', () => {
    expect(differing(kept, 1, text(0, 50))).toBeLessThanOrEqual(MAY_DIFFER);
  });
  it('sees a line that has moved', () => {
    expect(differing(kept, 1, text(12, 0))).toBeGreaterThan(MAY_DIFFER);
  });
  it('sees another colour, a button more and another size', () => {
    const button = (x: number, y: number) => y > 300 && y < 340 && x > 300;
    const plain = PNG.sync.read(strip([page(() => 255)]));
    expect(
      differing(
        plain,
        0,
        page(() => 0),
      ),
    ).toBe(1);
    expect(
      differing(
        plain,
        0,
        page((x, y) => (button(x, y) ? 100 : 255)),
      ),
    ).toBeGreaterThan(MAY_DIFFER);
    expect(differing(kept, 2, text(0, 0))).toBe(1);
  });
});
