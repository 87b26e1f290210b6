import { SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ChatPage } from './chat-page.ts';
import { type Host, type HostPage, HostSite } from './host-site.ts';
import { onStage } from './stage.ts';
import { type BadWire, openBadWire } from './wire/bad-wire.ts';

const USER_KEY = 'a key that the site and the bot share and long enough';
let wire: BadWire;
let site: HostSite;
let chat: ChatPage;
let host: HostPage;

beforeAll(async () => {
  site = await HostSite.start();
});
const stage = onStage(() => ({ WEB_CHAT_ORIGINS: site.url, WEB_CHAT_USER_KEYS: USER_KEY }));
beforeAll(async () => {
  wire = await openBadWire(() => Number(new URL(stage.product.url).port));
});
afterAll(async () => {
  await wire?.close();
  site?.close();
});
afterEach(async () => {
  wire.speed = undefined;
  await chat?.close();
});

async function visit(how: Host = {}) {
  host = await site.visit(stage.browser, stage.product.url, how);
  chat = host.chat;
}
const launcher = (of = 0) => host.launcher(of);
const inside = (of = 0) => host.inside(of);
const greeted = (of = 0) => host.greeted(of);
const isInView = async () => {
  const box = await launcher().boundingBox();
  const { width, height } = chat.page.viewportSize() ?? { width: 0, height: 0 };
  return box !== null && box.x > width / 2 && box.x + box.width <= width && box.y > 0 && box.y + box.height <= height;
};

describe('the widget works where the site', () => {
  const hosts: [string, Host][] = [
    ['loads it as a module', { type: 'type="module"' }],
    ['isolates itself', { headers: { 'cross-origin-embedder-policy': 'require-corp' } }],
    [
      'lets no text become a script (Trusted Types)',
      { headers: { 'content-security-policy': "require-trusted-types-for 'script'; trusted-types 'none'" } },
    ],
    ['transforms its body', { body: 'style="transform: translateZ(0)"' }],
    ['filters its body', { body: 'style="filter: none; will-change: filter"' }],
    ['is written from right to left', { html: 'lang="he" dir="rtl"', tag: 'data-greeting="Mail stuck?"' }],
  ];
  it.each(hosts)('%s', async (_what, how) => {
    await visit(how);
    expect(await isInView()).toBe(true);
    await launcher().click();
    await greeted();
    expect(await isInView()).toBe(true);
    expect(await inside().locator('html').getAttribute('dir')).toBe('ltr');
    expect(chat.complaints).toEqual([]);
  });

  it('replaces its body, and everything', async () => {
    await visit();
    await launcher().click();
    await greeted();
    await chat.page.evaluate(() => {
      const next = document.createElement('body');
      next.textContent = 'the next page';
      document.body.replaceWith(next);
    });
    await greeted();
    expect(await panelIsOpen()).toBe(true);
    await chat.page.evaluate(() => document.documentElement.replaceChildren(document.createElement('body')));
    await launcher().waitFor();
    await greeted();
  });

  it('has two bots: each has its side and its API; the same one twice is one, and the page hears of it', async () => {
    await visit();
    await chat.page.evaluate(async (address) => {
      Reflect.set(window, 'ignored', []);
      addEventListener('faultline:ignored', (event) =>
        Reflect.get(window, 'ignored').push(Reflect.get(event, 'detail').id),
      );
      for (const id of ['second', 'second']) {
        const tag = document.createElement('script');
        tag.src = `${address}/widget.js`;
        tag.dataset['id'] = id;
        const loaded = new Promise((resolve) => tag.addEventListener('load', resolve));
        document.body.append(tag);
        await loaded;
      }
    }, stage.product.url);
    expect(await chat.page.locator('faultline-chat').count()).toBe(2);
    expect(await chat.page.evaluate(() => Reflect.get(window, 'ignored'))).toEqual(['second']);
    await chat.page.evaluate(() => Reflect.get(window, 'Faultline').bots.second.open());
    await inside().locator('.ac-adaptiveCard').first().waitFor();
    expect((await launcher(1).boundingBox())?.x).toBeLessThan(100);
  });
});

const panelIsOpen = () => chat.page.evaluate(() => Reflect.get(window, 'Faultline').isOpen);

it('on 400 kbit/s with 400 ms the chat opens, and the first card is there before Web Chat is', async () => {
  await visit({ from: wire.origin });
  wire.transferred = 0;
  wire.speed = { bytesPerSecond: 50_000, latencyMs: 400 };
  await launcher().click();
  await chat.page.locator('faultline-chat .waiting').waitFor();
  await inside().locator('#first-list h2').first().waitFor();
  const first = wire.transferred;
  expect(first).toBeLessThanOrEqual(250_000);
  // The plain view can be worked with while the rest comes.
  await inside().locator('#first-text').fill('help');
  await inside().locator('#first-text').press('Enter');
  await inside().locator('#first-list .waiting', { hasText: 'Sending' }).waitFor();
  await inside().locator('#first-list .mine:not(.waiting)', { hasText: 'help' }).waitFor();
  wire.speed = undefined;
  await inside().locator('.ac-adaptiveCard').nth(1).waitFor();
  expect(await panelIsOpen()).toBe(true);
});

it('a server that is away is said with "Try again", which opens the chat once it is back', async () => {
  await visit({ from: wire.origin });
  wire.isDown = true;
  wire.cut();
  await launcher().click();
  await chat.page.getByRole('alert').filter({ hasText: 'does not open here' }).waitFor();
  wire.isDown = false;
  await chat.page.getByRole('button', { name: 'Try again' }).click();
  await greeted();
});

describe('a person whom the site knows', () => {
  const signed = (sub: string) =>
    new SignJWT({ name: 'Ada' })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(sub)
      .setExpirationTime('5m')
      .sign(new TextEncoder().encode(USER_KEY));
  const user = () =>
    inside()
      .locator('body')
      .evaluate(() => {
        const { token = '' } = JSON.parse(localStorage.getItem('faultline-conversation') ?? '{}');
        return token ? JSON.parse(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'))).user : '';
      });

  it('is that person in the conversation; after reset() nothing of theirs is left', async () => {
    await visit({ tag: `data-user-token="${await signed('ada')}" data-attribute-machine="EX01"` });
    await launcher().click();
    await greeted();
    await expect.poll(user).toBe('dl_ada');
    await chat.page.evaluate(() => Reflect.get(window, 'Faultline').send('help'));
    await inside().locator('.ac-adaptiveCard').nth(1).waitFor();
    const kept = await inside()
      .locator('body')
      .evaluate(() => localStorage.getItem('faultline-conversation') ?? '{}');
    const { conversationId, token } = JSON.parse(kept);
    const answer = await fetch(`${stage.product.url}/v3/directline/conversations/${conversationId}/activities`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(JSON.stringify(await answer.json())).toContain('"attributes":{"machine":"EX01"}');
    await inside().locator('[data-id="webchat-sendbox-input"]').fill('half a secret');
    await host.api('reset');
    await expect.poll(() => chat.page.locator('faultline-chat iframe').count()).toBe(0);
    expect(await panelIsOpen()).toBe(false);
    await launcher().click();
    await greeted();
    await expect.poll(user).toMatch(/^dl_[0-9a-f-]{36}$/);
    await inside().locator('.ac-adaptiveCard').first().waitFor();
    expect(await inside().locator('.ac-adaptiveCard').count()).toBe(1);
    expect(await inside().locator('[data-id="webchat-sendbox-input"]').inputValue()).toBe('');
  });
});

it('an answer while the chat is closed stands above the button and in the title, until the chat is opened', async () => {
  await visit();
  await launcher().click();
  await greeted();
  await chat.page.evaluate(() => {
    Reflect.get(window, 'Faultline').send('help');
    Reflect.get(window, 'Faultline').close();
  });
  await expect.poll(() => chat.page.title()).toBe('(1) A site');
  expect(await chat.page.locator('faultline-chat .greeting span').innerText()).not.toBe('');
  await launcher().click();
  expect(await chat.page.title()).toBe('A site');
  expect(await chat.page.locator('faultline-chat .greeting').isVisible()).toBe(false);
});
