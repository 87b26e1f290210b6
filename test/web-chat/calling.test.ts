// What a test runs inside of the page sees the globals of a browser.
/// <reference lib="dom" />
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Host, type HostPage, HostSite } from './host-site.ts';
import { onStage } from './stage.ts';

const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const logo = join(tmpdir(), `faultline-logo-${process.pid}.png`);
let site: HostSite;
let host: HostPage;

beforeAll(async () => {
  site = await HostSite.start();
  await writeFile(logo, Buffer.from(DOT, 'base64'));
});
const stage = onStage(() => ({ WEB_CHAT_ORIGINS: site.url, WEB_CHAT_NAME: 'Mail *help*', WEB_CHAT_LOGO: logo }));
afterAll(() => site?.close());
afterEach(() => host?.chat.close());

const visit = async (how: Host = {}) => {
  host = await site.visit(stage.browser, stage.product.url, { init: recording, ...how });
};

/** Notes in each document what sounds and what the system is asked to show. */
function recording() {
  const noted = { tones: 0, notices: [] as string[] };
  Reflect.set(window, 'noted', noted);
  const { AudioContext: Real } = window;
  Reflect.set(
    window,
    'AudioContext',
    class extends Real {
      override createOscillator() {
        noted.tones++;
        return super.createOscillator();
      }
    },
  );
  class Notice extends EventTarget {
    static permission = 'default';
    static requestPermission() {
      Notice.permission = 'granted';
      return Promise.resolve('granted');
    }
    constructor(title: string, { body }: { body: string }) {
      super();
      noted.notices.push(`${title}: ${body}`);
      Reflect.set(window, 'notice', this);
    }
  }
  Reflect.set(window, 'Notification', Notice);
}
const noted = () =>
  host.page.evaluate(() => Reflect.get(window, 'noted')) as Promise<{ tones: number; notices: string[] }>;

/** Somebody is answered while the chat is closed. */
async function calledBack() {
  await host.launcher().click();
  await host.cards();
  await host.page.evaluate(() => {
    Reflect.get(window, 'Faultline').close();
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    Reflect.get(window, 'Faultline').send('help');
    Reflect.get(window, 'Faultline').close();
  });
  await expect.poll(() => host.page.evaluate(() => Reflect.get(window, 'Faultline').unread)).toBe(1);
}

describe('who is answered while the chat is closed', () => {
  it('hears nothing and is asked for nothing unless the site wants it', async () => {
    await visit();
    await calledBack();
    expect(await noted()).toEqual({ tones: 0, notices: [] });
    expect(await host.page.evaluate(() => Notification.permission)).toBe('default');
  });

  it('hears a tone and sees a notice of the system where the site wants both; a click on it opens the chat', async () => {
    await visit({ tag: 'data-sound data-notify data-label="IT help"' });
    await calledBack();
    const { tones, notices } = await noted();
    expect(tones).toBe(1);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatch(/^IT help: \S/);
    await host.page.evaluate(() => Reflect.get(window, 'notice').dispatchEvent(new Event('click')));
    expect(await host.page.evaluate(() => Reflect.get(window, 'Faultline').isOpen)).toBe(true);
    expect(await host.page.evaluate(() => Reflect.get(window, 'Faultline').unread)).toBe(0);
  });
});

describe('no page of a helpdesk says "Faultline" unless it wants to', () => {
  it('by the settings: the page, what the bot says of itself, its logo', async () => {
    await visit();
    await host.launcher().click();
    await host.cards();
    const { page } = host;
    expect(await page.locator('faultline-chat iframe').contentFrame().locator('#logo').getAttribute('src')).toBe(
      '/web-chat/logo',
    );
    expect(await fetch(`${stage.product.url}/web-chat/logo`).then(({ headers }) => headers.get('content-type'))).toBe(
      'image/png',
    );
    expect(await host.inside().locator('.ac-adaptiveCard [role="heading"]').first().innerText()).toBe('Mail *help*');
    expect(await shownText()).not.toContain('Faultline');
  });

  it('by the attributes of the tag, in the frame alone', async () => {
    const logo = `data:image/png;base64,${DOT}`;
    await visit({ tag: `data-name="Desk [1]" data-tagline="We are here" data-logo="${logo}"` });
    await host.launcher().click();
    await host.cards();
    expect(await host.inside().locator('#logo').getAttribute('src')).toBe(logo);
    expect(await host.inside().locator('.ac-adaptiveCard [role="heading"]').first().innerText()).toBe('Desk [1]');
    expect(await shownText()).not.toMatch(/Faultline|Mail \*help\*/);
    expect(host.chat.complaints).toEqual([]);
    await host.page.goto(`${stage.product.url}/?name=Desk&logo=${encodeURIComponent(logo)}`);
    expect(await host.page.title()).toBe('Mail *help*');
  });

  const shownText = () => host.inside().locator('body').innerText();
});

describe('the conversation in a window of its own', () => {
  async function poppedOut(): Promise<Page> {
    await host.launcher().click();
    await host.cards();
    await host.page.evaluate(() => Reflect.get(window, 'Faultline').send('help'));
    await host.cards(2);
    const opened = host.page.waitForEvent('popup');
    await host.inside().locator('#pop-out').click();
    const own = await opened;
    await own.locator('.ac-adaptiveCard').nth(1).waitFor();
    return own;
  }

  it('is the same conversation with the names of the site, also after a reload; the panel closes and does not call', async () => {
    await visit({ tag: 'data-name="Desk" data-attribute-machine="EX01"' });
    const own = await poppedOut();
    expect(await own.title()).toBe('Desk');
    expect(await host.page.evaluate(() => Reflect.get(window, 'Faultline').isOpen)).toBe(false);
    await own.locator('[data-id="webchat-sendbox-input"]').fill('thanks');
    await own.locator('[data-id="webchat-sendbox-input"]').press('Enter');
    await own.locator('.ac-adaptiveCard').nth(2).waitFor();
    await own.reload();
    await own.locator('.ac-adaptiveCard').nth(2).waitFor();
    expect(await own.title()).toBe('Desk');
    expect(await host.page.evaluate(() => Reflect.get(window, 'Faultline').unread)).toBe(0);
    await host.launcher().click();
    await host.cards(3);
  });

  it('closes at log-out, and a link to such a window leads into no conversation of anybody', async () => {
    await visit();
    const own = await poppedOut();
    const closed = own.waitForEvent('close');
    await host.api('reset');
    await closed;
    const alone = await host.chat.context.newPage();
    await alone.goto(`${stage.product.url}/?popped=1`);
    await alone.locator('.ac-adaptiveCard').first().waitFor();
    expect(await alone.locator('.ac-adaptiveCard').count()).toBe(1);
    expect(await alone.title()).toBe('Mail *help*');
  });
});
