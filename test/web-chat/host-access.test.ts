// What a test runs inside of the page sees the globals of a browser.
/// <reference lib="dom" />
import type { Frame } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CARD, FIVE_EVENTS } from './chat-page.ts';
import { type HostPage, HostSite } from './host-site.ts';
import { onStage } from './stage.ts';

let site: HostSite;
let host: HostPage;

beforeAll(async () => {
  site = await HostSite.start();
});
const stage = onStage(() => ({ WEB_CHAT_ORIGINS: site.url }));
afterAll(() => site?.close());
afterEach(() => host?.chat.close());

const HOSTS = [
  ['left to right', 'lang="en"'],
  ['right to left', 'lang="he" dir="rtl"'],
] as const;

function frame(): Frame {
  const found = host.page.frames().find((one) => one.url().startsWith(stage.product.url));
  if (!found) throw new Error('the chat is not loaded');
  return found;
}
const focused = () =>
  frame().evaluate(() => {
    const active = document.activeElement;
    return active?.id || active?.getAttribute('data-id') || active?.textContent?.trim() || '';
  });

describe.each(HOSTS)('on a site written %s', (_direction, html) => {
  it('neither the site with the widget nor the chat in it has a fault that axe finds: closed, open, and with a diagnosis', async () => {
    const options = { bypassCSP: true };
    host = await site.visit(stage.browser, stage.product.url, { html, tag: 'data-greeting="Mail stuck?"', options });
    expect(await host.chat.violations()).toEqual([]);
    await host.launcher().click();
    await host.cards();
    expect(await host.chat.violations(frame())).toEqual([]);
    await frame().locator('#paste').click();
    await frame().locator('#paste-text').fill(FIVE_EVENTS);
    expect(await host.chat.violations(frame())).toEqual([]);
    await host.page.keyboard.press('Control+Enter');
    await host.cards(2);
    expect(await host.chat.violations(frame())).toEqual([]);
    expect(await host.chat.violations()).toEqual([]);
  });

  it('a person with a keyboard alone opens the chat, pastes events, answers the form and comes back to the site', async () => {
    host = await site.visit(stage.browser, stage.product.url, { html });
    const { keyboard } = host.page;
    await host.page.locator('#own').focus();
    await keyboard.press('Tab');
    expect(await host.page.evaluate(() => document.activeElement?.localName)).toBe('faultline-chat');
    await keyboard.press('Enter');
    await host.cards();
    await expect.poll(focused).toBe('webchat-sendbox-input');
    for (let tabs = 0; tabs < 8 && (await focused()) !== 'paste'; tabs++) await keyboard.press('Tab');
    await keyboard.press('Enter');
    await expect.poll(focused).toBe('paste-text');
    await frame().evaluate((text) => {
      const box = document.activeElement;
      if (box instanceof HTMLTextAreaElement) box.setRangeText(text);
      box?.dispatchEvent(new Event('input'));
    }, FIVE_EVENTS);
    await keyboard.press('Control+Enter');
    await host.cards(2);
    // Backwards out of the box that one writes in, to the conversation; Enter goes into its newest message.
    await frame().locator('[data-id="webchat-sendbox-input"]').focus();
    const label = await frame().locator(CARD).last().getByRole('button').last().innerText();
    for (let tabs = 0; tabs < 6 && !(await isOnConversation()); tabs++) await keyboard.press('Shift+Tab');
    expect(await isOnConversation()).toBe(true);
    await keyboard.press('Enter');
    const passed: string[] = [];
    while (passed.length < 40 && passed.at(-1) !== label) {
      await keyboard.press('Tab');
      passed.push(await focused());
    }
    expect(passed).toContain(label);
    await keyboard.press('Enter');
    await host.cards(3);
    await keyboard.press('Escape');
    await keyboard.press('Escape');
    await expect.poll(() => host.page.evaluate(() => Reflect.get(window, 'Faultline').isOpen)).toBe(false);
    expect(await host.page.evaluate(() => document.activeElement?.localName)).toMatch(/faultline-chat|button/);
  });

  it('paths, numbers and sentences stand in the chat from left to right, whatever the site does', async () => {
    host = await site.visit(stage.browser, stage.product.url, { html });
    await host.launcher().click();
    await host.cards();
    const directions = await frame().evaluate(() =>
      [...document.querySelectorAll('#webchat p, #webchat .ac-textBlock, #webchat .ac-richTextBlock')].map(
        (element) => getComputedStyle(element).direction,
      ),
    );
    expect(directions.length).toBeGreaterThan(0);
    expect(new Set(directions)).toEqual(new Set(['ltr']));
    const right = await host.launcher().evaluate((button) => button.getBoundingClientRect().right);
    expect(right).toBeGreaterThan((host.page.viewportSize()?.width ?? 0) - 60);
  });
});

/** On the conversation itself, and not on what marks its end. */
const isOnConversation = () => frame().evaluate(() => document.activeElement?.matches('.webchat__basic-transcript'));
