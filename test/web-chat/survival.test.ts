import type { WebSocketRoute } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signPass } from '../../bot/direct-line/pass.ts';
import { ChatPage, FIVE_EVENTS } from './chat-page.ts';
import { TEST_KEY } from './product.ts';
import { onStage } from './stage.ts';

const stage = onStage();
let chat: ChatPage;
/** the page's open socket, for cutting it */
let socket: WebSocketRoute | undefined;

beforeEach(async () => {
  const context = await stage.browser.newContext();
  await context.routeWebSocket('**/stream*', (opened) => {
    socket = opened;
    opened.connectToServer();
  });
  chat = new ChatPage(context, await context.newPage(), stage.product.url);
  await chat.page.goto(stage.product.url);
  await chat.cards().first().waitFor();
  await chat.paste(FIVE_EVENTS);
});
afterEach(() => chat?.close());

/** Neither the page nor the server has lost or doubled anything: both tell the same, and it is this. */
async function expectSaid(...titles: RegExp[]): Promise<void> {
  await expect.poll(async () => (await chat.titles()).length).toBe(titles.length);
  const shown = await chat.titles();
  for (const [index, title] of titles.entries()) expect(shown[index]).toMatch(title);
  const log = await chat.log();
  expect(log.filter(({ from }) => from === 'bot').map(({ text }) => text)).toEqual(shown);
  const mine = await chat.page.locator('.webchat__stacked-layout--from-user').count();
  expect(mine).toBe(log.filter(({ from }) => from === 'user').length);
}

const START = [/^Faultline$/, /^What the events point to$/];

describe('the conversation is still there, whole and once', () => {
  it('after a reload, and goes on from there', async () => {
    await chat.page.reload();
    await expectSaid(...START);
    expect(await chat.press('Go on')).toMatch(/Before you go on/);
    await expectSaid(...START, /Before you go on/);
  });

  it('after the page was closed and opened again', async () => {
    await chat.page.close();
    const again = new ChatPage(chat.context, await chat.context.newPage(), stage.product.url);
    chat = again;
    await chat.page.goto(stage.product.url);
    await expectSaid(...START);
  });

  it('after the network was away, and what was said meanwhile goes out once it is back', async () => {
    await chat.context.setOffline(true);
    await socket?.close();
    await chat.button('Go on').click();
    await expect.poll(() => chat.connectionLine().textContent()).toContain('You are offline');
    expect(await chat.cards().count()).toBe(START.length);
    await chat.context.setOffline(false);
    await expectSaid(...START, /Before you go on/);
    await expect.poll(() => chat.connectionLine().textContent()).toBe('');
  });

  it('after the socket was cut five times in the middle of the steps', async () => {
    for (const label of ['Go on', 'I agree', 'Done', 'Back', 'Back']) {
      const turn = chat.press(label);
      await socket?.close();
      await turn;
    }
    await expectSaid(
      ...START,
      /Before you go on/,
      /^Keep the mail/,
      /^Save the key/,
      /^Keep the mail/,
      /Before you go on/,
    );
  });

  it('after the server’s answer to a message was lost, so that it was sent twice', async () => {
    let lost = 0;
    await chat.page.route('**/activities', async (route) => {
      if (route.request().method() !== 'POST' || lost++ > 0) return route.fallback();
      await route.fetch();
      await route.abort();
    });
    await chat.press('Go on');
    await expect.poll(() => lost).toBeGreaterThan(1);
    await expectSaid(...START, /Before you go on/);
  });

  it('after the server was restarted, and a button that was pressed meanwhile is answered', async () => {
    await stage.product.stop();
    await chat.button('Go on').click();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await stage.product.startAgain();
    await expectSaid(...START, /Before you go on/);
    expect(await chat.press('I agree')).toMatch(/^Keep the mail/);
  });

  it('after the token expired while nobody looked', async () => {
    const claims = await chat.page.evaluate(() => {
      const { conversationId, token } = JSON.parse(localStorage.getItem('faultline-conversation') ?? '{}');
      return { conv: conversationId, user: JSON.parse(atob(token.split('.')[1])).user };
    });
    const expired = await signPass([TEST_KEY], 'conversation', claims, new Date(Date.now() - 3 * 3_600_000));
    // Leaving the page keeps its last token, so the old one is put in its place when it is gone.
    await chat.page.goto('about:blank');
    await chat.context.addInitScript(
      (kept) => {
        if (sessionStorage.getItem('aged') || location.origin === 'null') return;
        sessionStorage.setItem('aged', 'yes');
        localStorage.setItem('faultline-conversation', kept);
      },
      JSON.stringify({ conversationId: claims.conv, token: expired }),
    );
    await chat.page.goto(stage.product.url);
    await expectSaid(...START);
    expect(await chat.press('Go on')).toMatch(/Before you go on/);
  });

  it('after the token expired while the page was open', async () => {
    let refused = 0;
    await chat.page.route('**/activities', (route) => {
      if (route.request().method() !== 'POST' || refused++ > 0) return route.fallback();
      return route.fulfill({ status: 403, json: { error: { code: 'TokenExpired', message: 'expired' } } });
    });
    expect(await chat.press('Go on')).toMatch(/Before you go on/);
    await expectSaid(...START, /Before you go on/);
  });
});

it('where a proxy lets no socket through, the page asks by HTTP instead', async () => {
  const context = await stage.browser.newContext();
  await context.addInitScript(() => {
    class DeafSocket extends EventTarget {
      onclose: ((event: Event) => void) | null = null;
      readyState = WebSocket.CLOSED;
      constructor() {
        super();
        setTimeout(() => {
          const closed = new Event('close');
          this.dispatchEvent(closed);
          this.onclose?.(closed);
        });
      }
      close(): void {}
    }
    Reflect.set(window, 'WebSocket', DeafSocket);
  });
  await chat.close();
  chat = new ChatPage(context, await context.newPage(), stage.product.url);
  await chat.page.goto(stage.product.url);
  await chat.cards().first().waitFor();
  await chat.paste(FIVE_EVENTS);
  expect(await chat.press('Go on')).toMatch(/Before you go on/);
  await expectSaid(...START, /Before you go on/);
});

describe('a new conversation', () => {
  it('begins with "Start over", after a question whether it is meant', async () => {
    await chat.page.getByRole('button', { name: 'Start over' }).first().click();
    await chat.page.locator('#over-dialog').getByRole('button', { name: 'Keep this one' }).click();
    await expectSaid(...START);
    await chat.page.getByRole('button', { name: 'Start over' }).first().click();
    await chat.page.locator('#over-dialog').getByRole('button', { name: 'Start over' }).click();
    await expectSaid(/^Faultline$/);
    await chat.page.reload();
    await expectSaid(/^Faultline$/);
  });

  it('begins where the server no longer has the earlier one, and the page says so', async () => {
    await chat.page.goto('about:blank');
    await chat.context.addInitScript(() => {
      if (location.origin !== 'null') {
        localStorage.setItem('faultline-conversation', JSON.stringify({ conversationId: 'gone', token: 'x.y.z' }));
      }
    });
    await chat.page.goto(stage.product.url);
    await chat.cards().first().waitFor();
    expect(await chat.notice().textContent()).toContain('no longer on the server');
  });
});

it('a page that cannot reach the server says so and offers to try again', async () => {
  await chat.page.route('**/web-chat/token', (route) => route.abort());
  await chat.page.reload();
  await chat.page.getByText('The support server cannot be reached').waitFor();
  await chat.page.unroute('**/web-chat/token');
  await chat.page.getByRole('button', { name: 'Try again' }).click();
  await expectSaid(...START);
});
