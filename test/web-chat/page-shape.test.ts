import { readFileSync } from 'node:fs';
import type { BrowserContextOptions } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { words } from '../../bot/web-chat/words.js';
import { ChatPage, FIVE_EVENTS } from './chat-page.ts';
import { onStage } from './stage.ts';

const stage = onStage(() => ({
  WEB_CHAT_NAME: 'Mail & more',
  WEB_CHAT_TAGLINE: 'Ask us',
  WEB_CHAT_PRIVACY_URL: 'https://example.com/privacy',
}));
let chat: ChatPage;
afterEach(() => chat?.close());

const open = async (options: BrowserContextOptions = {}, query = '') => {
  chat = await ChatPage.open(stage.browser, `${stage.product.url}/${query}`, { reducedMotion: 'reduce', ...options });
};

describe('on paper', () => {
  /** pages of the PDF that the browser's "print" makes, and the words that stand on paper */
  const printed = async () => {
    const pdf = (await chat.page.pdf()).toString('latin1');
    await chat.page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    const text = await chat.page.locator('#on-paper').textContent();
    await chat.page.evaluate(() => dispatchEvent(new Event('afterprint')));
    return { pages: (pdf.match(/\/Type \/Page\b/g) ?? []).length, text };
  };

  it('stands the whole conversation', async () => {
    await open();
    await chat.paste(FIVE_EVENTS);
    for (const words of ['5.0', 'none of these', '0x5']) await chat.say(words);
    const { pages, text } = await printed();
    expect(pages).toBeGreaterThan(1);
    for (const said of [FIVE_EVENTS, 'What the events point to', 'none of these', ...(await chat.titles()).slice(1)])
      expect(text).toContain(said);
  });

  it('or what has to be done alone, each step once', async () => {
    await open();
    await chat.paste(FIVE_EVENTS);
    await chat.page.evaluate(() => {
      window.print = () => dispatchEvent(new Event('beforeprint'));
    });
    await chat.page.getByRole('button', { name: 'Print' }).click();
    await chat.page.getByRole('button', { name: 'The steps alone' }).click();
    await expect.poll(() => chat.page.locator('#on-paper article').count()).toBe(0);
    await chat.page.getByRole('button', { name: 'Print' }).click();
    await chat.page.getByRole('button', { name: 'Everything' }).click();
    await expect.poll(() => chat.page.locator('#on-paper article').count()).toBe(3);
  });
});

describe('the shape of the page', () => {
  it('the focus ring of a card’s button lies within it, where nothing cuts it off', async () => {
    await open();
    await chat.button('Help').focus();
    await chat.page.keyboard.press('Shift+Tab');
    await chat.page.keyboard.press('Tab');
    const ring = await chat.button('Help').evaluate((button) => {
      const { outlineStyle, outlineOffset, outlineWidth } = getComputedStyle(button);
      return { outlineStyle, reach: Number.parseFloat(outlineOffset) + Number.parseFloat(outlineWidth) };
    });
    expect(ring.outlineStyle).toBe('solid');
    expect(ring.reach).toBeLessThanOrEqual(0);
  });

  it('at 400 % zoom half of the height is the conversation’s', async () => {
    await open({ viewport: { width: 320, height: 256 } });
    await chat.paste(FIVE_EVENTS);
    const { height } = (await chat.page.locator('.webchat__basic-transcript__scrollable').boundingBox()) ?? {
      height: 0,
    };
    expect(height).toBeGreaterThanOrEqual(128);
    expect(await chat.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await chat.page.screenshot({ path: 'node_modules/.cache/faultline-screens/zoom.png' });
  });

  it('the paperclip takes the files that the bot reads, .evtx among them', async () => {
    await open();
    const accepts = await chat.page.locator('#webchat input[type="file"]').getAttribute('accept');
    for (const type of ['.evt', '.evtx', '.txt', '.reg', '.xml']) expect(accepts?.split(',')).toContain(type);
    expect(words.page.dropHint).toContain('.evtx');
  });
});

describe('one language', () => {
  it.each(['de-DE', 'he-IL', 'ar-SA'])('is the page’s, whatever locale is asked for: %s', async (locale) => {
    await open({ locale }, `?locale=${locale}`);
    await chat.say('help');
    const { lang, dir } = words;
    expect(await chat.page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([
      lang,
      dir,
    ]);
    const turned = await chat.page.locator('[dir="rtl"]').count();
    expect(turned).toBe(0);
    expect(await chat.page.locator('#webchat').innerText()).not.toMatch(/Gesendet|Jetzt|נשלח/);
  });

  it('has every sentence of the page in one file', () => {
    const html = readFileSync(new URL('../../bot/web-chat/page/page.html', import.meta.url), 'utf8');
    const texts = [...html.matchAll(/>([^<>{}]*[a-z]{3}[^<>{}]*)</g)].map(([, text]) => text?.trim());
    expect(texts).toEqual([]);
  });
});

it('the page has the name, the line and the privacy link of its operator', async () => {
  await open();
  expect(await chat.page.title()).toBe('Mail & more');
  expect(await chat.page.locator('body > header').innerText()).toMatch(/Mail & more\s+Ask us/);
  expect(await chat.page.getByRole('link', { name: 'Privacy' }).getAttribute('href')).toBe(
    'https://example.com/privacy',
  );
});
