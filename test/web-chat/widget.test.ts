import { createServer, type Server } from 'node:http';
import type { BrowserContextOptions, Frame } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ChatPage } from './chat-page.ts';
import { Product } from './product.ts';
import { onStage } from './stage.ts';

/** somebody's site, of another origin than the product */
let site: Server;
let siteUrl: string;
let chat: ChatPage;

// A look that would ruin the chat if it reached it.
const STYLE = `
  * { letter-spacing: 5px; text-transform: uppercase; color: rgb(255, 0, 0); box-sizing: content-box; position: static; }
  button { display: none; width: 900px; }
  #own { display: block; width: auto; }
`;

function hostPage(attributes: string): string {
  return `<!doctype html><html lang="en"><head><title>A site</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/site.css"></head>
    <body><main><h1>A site</h1><button id="own">Own button</button></main>
    <script src="${stage.product.url}/widget.js" ${attributes}></script></body></html>`;
}

beforeAll(async () => {
  site = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site');
    if (pathname === '/site.css') {
      response.writeHead(200, { 'content-type': 'text/css' });
      response.end(STYLE);
      return;
    }
    const policy = `default-src 'none'; script-src ${stage.product.url}; style-src 'self'; frame-src ${stage.product.url}; img-src data:`;
    response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy });
    response.end(hostPage(searchParams.get('attributes') ?? ''));
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const address = site.address();
  siteUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
const stage = onStage(() => ({ WEB_CHAT_ORIGINS: siteUrl }));
afterAll(() => site.close());
afterEach(() => chat?.close());

async function visit(attributes = '', options: BrowserContextOptions = {}): Promise<ChatPage> {
  const context = await stage.browser.newContext(options);
  chat = new ChatPage(context, await context.newPage(), siteUrl);
  await chat.page.goto(`${siteUrl}/?attributes=${encodeURIComponent(attributes)}`);
  await launcher().waitFor();
  return chat;
}

const launcher = () => chat.page.locator('faultline-chat .launcher');
const panel = () => chat.page.locator('faultline-chat .panel');
const inside = () => chat.page.frameLocator('faultline-chat iframe');
const greeted = () => inside().locator('.ac-adaptiveCard').first().waitFor();
const activeInside = () =>
  frame().evaluate(() => document.activeElement?.id || document.activeElement?.getAttribute('data-id'));

function frame(): Frame {
  const found = chat.page.frames().find((one) => one.url().startsWith(stage.product.url));
  if (!found) throw new Error('the chat is not loaded');
  return found;
}

const test = (title: string, run: () => Promise<void>) => it(title, run);

describe('the widget on a site of another origin with a strict policy', () => {
  test('loads the chat when it is opened and not before, and gives the browser nothing to complain of', async () => {
    await visit();
    expect(chat.strangers).toEqual([`${stage.product.url}/widget.js`]);
    await launcher().click();
    await greeted();
    const origins = chat.strangers.map((address) => new URL(address.replace(/^ws/, 'http')).origin);
    expect(new Set(origins)).toEqual(new Set([stage.product.url]));
    expect(chat.complaints).toEqual([]);
  });

  test('neither takes the site’s look nor touches it', async () => {
    await visit();
    const look = await launcher().evaluate((button) => {
      const { letterSpacing, textTransform, display, width } = getComputedStyle(button);
      return { letterSpacing, textTransform, display, narrow: Number.parseFloat(width) < 300 };
    });
    expect(look).toEqual({ letterSpacing: 'normal', textTransform: 'none', display: 'flex', narrow: true });
    const ownLook = () =>
      chat.page.locator('#own').evaluate((button) => JSON.stringify(Object.values(getComputedStyle(button))));
    const before = await ownLook();
    await launcher().click();
    await greeted();
    expect(await ownLook()).toBe(before);
    expect(
      await inside()
        .locator('h1')
        .evaluate((heading) => getComputedStyle(heading).textTransform),
    ).toBe('none');
  });

  test('opens with the keyboard, keeps the focus inside, closes with Escape and gives the focus back', async () => {
    await visit();
    await chat.page.locator('#own').focus();
    await launcher().focus();
    await chat.page.keyboard.press('Enter');
    await greeted();
    await expect.poll(activeInside).toBe('webchat-sendbox-input');
    await inside().locator('#paste').focus();
    await chat.page.keyboard.press('Tab');
    await expect.poll(activeInside).toBe('save-transcript');
    await chat.page.keyboard.press('Shift+Tab');
    await expect.poll(activeInside).toBe('paste');
    await chat.page.keyboard.press('Escape');
    await panel().waitFor({ state: 'hidden' });
    expect(await launcher().getAttribute('aria-expanded')).toBe('false');
    expect(await launcher().evaluate((button) => button.matches(':focus'))).toBe(true);
  });

  test('can be opened, told something and closed by the site, which hears of it', async () => {
    await visit();
    await chat.page.evaluate(() => {
      const heard: string[] = [];
      Reflect.set(window, 'heard', heard);
      for (const kind of ['open', 'ready', 'message', 'close'])
        addEventListener(`faultline:${kind}`, (event) =>
          heard.push(`${kind} ${Reflect.get(event, 'detail')?.screen ?? ''}`.trim()),
        );
      Reflect.get(window, 'Faultline').send('event 4094 from MSExchangeIMC');
    });
    await inside().getByText('event 4094 from MSExchangeIMC').first().waitFor();
    await inside().locator('.ac-adaptiveCard').nth(1).waitFor();
    await chat.page.evaluate(() => Reflect.get(window, 'Faultline').close());
    expect(await panel().isVisible()).toBe(false);
    const heard = await chat.page.evaluate(() => Reflect.get(window, 'heard'));
    expect(heard).toEqual(['open', 'ready', 'message welcome', 'message diagnosis', 'close']);
  });

  test('counts what arrives while it is closed, until it is opened', async () => {
    await visit();
    await launcher().click();
    await greeted();
    await inside().locator('[data-id="webchat-sendbox-input"]').fill('help');
    await chat.page.evaluate(() => {
      const api = Reflect.get(window, 'Faultline');
      api.send('help');
      api.close();
    });
    await expect.poll(() => chat.page.evaluate(() => Reflect.get(window, 'Faultline').unread)).toBe(1);
    expect(await chat.page.locator('faultline-chat .badge').innerText()).toBe('1');
    await launcher().click();
    expect(await chat.page.locator('faultline-chat .badge').isVisible()).toBe(false);
  });

  test('takes place, words, greeting and colours from the tag', async () => {
    await visit(
      'data-position="left" data-label="Ask us" data-greeting="Mail stuck?" data-accent="#ffd400" data-theme="dark"',
    );
    expect(await launcher().innerText()).toBe('Ask us');
    expect((await launcher().boundingBox())?.x).toBeLessThan(60);
    // A light colour carries dark words.
    expect(await launcher().evaluate((button) => getComputedStyle(button).color)).toBe('rgb(0, 0, 0)');
    await chat.page.locator('faultline-chat').getByText('Mail stuck?').waitFor();
    await chat.page.getByRole('button', { name: 'Dismiss' }).click();
    expect(await chat.page.locator('faultline-chat .greeting').isVisible()).toBe(false);
    await launcher().click();
    await greeted();
    const page = await frame().evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(page).toBe('rgb(17, 23, 29)');
  });

  test('fills the screen of a phone', async () => {
    await visit('', { viewport: { width: 390, height: 844 } });
    await launcher().click();
    await greeted();
    expect(await panel().boundingBox()).toMatchObject({ x: 0, y: 0, width: 390, height: 844 });
    await inside().getByRole('button', { name: 'Close the chat' }).click();
    await panel().waitFor({ state: 'hidden' });
  });

  test('has nothing that axe-core objects to, closed and open', async () => {
    await visit('data-greeting="Mail stuck?"', { bypassCSP: true });
    await chat.page.locator('link[rel="stylesheet"]').evaluate((link) => link.remove());
    expect(await chat.violations()).toEqual([]);
    await launcher().click();
    await greeted();
    expect(await chat.violations()).toEqual([]);
    expect(await chat.violations(frame())).toEqual([]);
  });
});

test('a site that was not allowed gets no chat in a frame', async () => {
  const stranger = await Product.start();
  const context = await stage.browser.newContext();
  chat = new ChatPage(context, await context.newPage(), siteUrl);
  try {
    await chat.page.goto(siteUrl);
    await chat.page.evaluate((address) => {
      const made = document.createElement('iframe');
      made.src = address;
      document.body.append(made);
    }, stranger.url);
    await expect.poll(() => chat.complaints.join(' ')).toMatch(/frame/);
    expect(chat.page.frames().some((one) => one.url().startsWith(stranger.url))).toBe(false);
  } finally {
    await stranger.remove();
  }
});

test('the demo page embeds the chat under its own strict policy', async () => {
  const context = await stage.browser.newContext();
  chat = new ChatPage(context, await context.newPage(), stage.product.url);
  await chat.page.goto(`${stage.product.url}/demo`);
  await chat.page.getByRole('button', { name: 'Send event 7034' }).click();
  await inside().locator('.ac-adaptiveCard').nth(1).waitFor();
  await expect.poll(() => chat.page.locator('#heard').innerText()).toContain('message: unknown');
  expect(chat.complaints).toEqual([]);
  expect(chat.strangers).toEqual([]);
});
