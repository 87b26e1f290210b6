import { describe, expect, it } from 'vitest';
import { ChatPage } from '../chat-page.ts';
import type { BadWire, Mishap } from './bad-wire.ts';
import { onWire } from './on-wire.ts';

let wire: BadWire;
let chat: ChatPage;
const stage = onWire((opened, page) => {
  wire = opened;
  chat = page;
});

const connection = () => chat.connectionLine().textContent();
const unsent = () => chat.page.locator('#unsent');
/** What the person said, in the server's log; asked past the wire. */
const said = async () => {
  const log = await chat.log(stage.product.url);
  return log.filter(({ from }) => from === 'user').map(({ text }) => text);
};
const type = async (text: string) => {
  await chat.sendBox().fill(text);
  await chat.sendBox().press('Enter');
};

describe('a connection that carries nothing any more and does not close', () => {
  it('is noticed by a message that was taken and does not come back', async () => {
    wire.silence();
    expect(await chat.say('help me please')).toBeTruthy();
    await expect.poll(said).toEqual(['help me please']);
    await expect.poll(connection).toBe('');
  });

  it('is noticed when nothing is said at all, since the server is never silent for so long', async () => {
    const before = wire.connections;
    wire.silence();
    await expect.poll(() => wire.connections).toBeGreaterThan(before);
    await expect.poll(connection).toBe('');
    expect(await chat.say('help')).toBeTruthy();
  });

  it.each([
    ['the network is back', () => dispatchEvent(new Event('online'))],
    ['the page was restored', () => dispatchEvent(new Event('pageshow'))],
  ])('is looked at as soon as %s', async (_what, act) => {
    const before = wire.connections;
    await chat.page.evaluate(() => {
      // As after a sleep: the clock went on, and no frame came.
      const now = Date.now;
      Date.now = () => now() + 30_000;
    });
    wire.silence();
    await chat.page.evaluate(act);
    await expect.poll(() => wire.connections).toBeGreaterThan(before);
    expect(await chat.say('help')).toBeTruthy();
  });
});

describe('what is said counts in its order', () => {
  const kinds: Mishap[] = ['reset', 'answer lost', 429, 502, 503, 'late'];
  it.each(kinds)('after a message that met: %s', async (mishap) => {
    wire.mishaps.push(mishap, ...(mishap === 'late' ? [] : [mishap]));
    for (const text of ['A first', 'B second', 'C third']) await type(text);
    await expect.poll(said).toEqual(['A first', 'B second', 'C third']);
    const shown = () => chat.page.locator('.webchat__stacked-layout--from-user').allInnerTexts();
    await expect.poll(async () => (await shown()).length).toBe(3);
    expect((await shown()).map((text) => /[ABC] \w+/.exec(text)?.[0])).toEqual(['A first', 'B second', 'C third']);
  });

  it('while offline, which the page says at once and takes back', async () => {
    await chat.context.setOffline(true);
    await expect.poll(connection).toContain('You are offline');
    for (const text of ['0x5', 'I agree', 'done']) await type(text);
    expect(await said()).toEqual([]);
    await chat.context.setOffline(false);
    await expect.poll(said).toEqual(['0x5', 'I agree', 'done']);
    await expect.poll(connection).toBe('');
  });

  it('while nobody gets through, as after a restart, which is said too', async () => {
    wire.isDown = true;
    wire.cut();
    for (const text of ['A first', 'B second']) await type(text);
    await expect.poll(connection).toContain('The connection was lost');
    wire.isDown = false;
    await expect.poll(said).toEqual(['A first', 'B second']);
  });
});

describe('nothing written is lost', () => {
  const leave = async () => {
    await chat.page.close({ runBeforeUnload: false });
    const again = new ChatPage(chat.context, await chat.context.newPage(), wire.origin);
    chat = again;
    await chat.page.goto(wire.origin);
    await chat.cards().first().waitFor();
  };

  it('a half-written line and a paste in the dialog are there after a reload', async () => {
    await chat.sendBox().fill('half a sentence');
    await chat.page.getByRole('button', { name: 'Paste event text' }).click();
    await chat.page.locator('#paste-text').fill('half a paste');
    await chat.page.waitForTimeout(500);
    await chat.page.reload();
    await chat.cards().first().waitFor();
    await expect.poll(() => chat.sendBox().inputValue()).toBe('half a sentence');
    await chat.page.getByRole('button', { name: 'Paste event text' }).click();
    expect(await chat.page.locator('#paste-text').inputValue()).toBe('half a paste');
  });

  it('messages that waited when the tab was closed are shown as unsent; each is sent once or discarded', async () => {
    wire.isDown = true;
    wire.cut();
    for (const text of ['A first', 'B second', 'C third']) await type(text);
    await chat.page.waitForTimeout(500);
    await chat.page.close();
    wire.isDown = false;
    await leave();
    await unsent().waitFor();
    expect(await unsent().locator('q').allInnerTexts()).toEqual(['A first', 'B second', 'C third']);
    await unsent().getByRole('button', { name: 'Send: A first' }).click();
    await unsent().getByRole('button', { name: 'Discard: B second' }).click();
    await unsent().getByRole('button', { name: 'Send: C third' }).click();
    await expect.poll(said).toEqual(['A first', 'C third']);
    expect(await unsent().isVisible()).toBe(false);
    await leave();
    await chat.page.waitForTimeout(3000);
    expect(await unsent().isVisible()).toBe(false);
  });

  it('a message that waited when the conversation was left for a new one is offered there', async () => {
    wire.isDown = true;
    wire.cut();
    await type('A first');
    await chat.page.locator('#start-over').click();
    await chat.page.locator('#over-dialog').getByRole('button', { name: 'Start over' }).click();
    await chat.page.locator('#failed').waitFor();
    wire.isDown = false;
    await chat.page.getByRole('button', { name: 'Try again' }).click();
    await unsent().getByRole('button', { name: 'Send: A first' }).click();
    await expect.poll(said).toEqual(['A first']);
  });

  it('what the server had although its answer was lost is not offered again', async () => {
    wire.mishaps.push('answer lost');
    await type('A first');
    await expect.poll(said).toEqual(['A first']);
    await leave();
    await chat.page.waitForTimeout(3000);
    expect(await unsent().isVisible()).toBe(false);
    expect(await said()).toEqual(['A first']);
  });

  it('the browser asks before the page is left only while something is unsent', async () => {
    const asked: string[] = [];
    chat.page.on('dialog', async (dialog) => {
      asked.push(dialog.type());
      await dialog.accept();
    });
    await chat.say('help');
    await chat.page.reload();
    await chat.cards().nth(1).waitFor();
    expect(asked).toEqual([]);
    wire.isDown = true;
    wire.cut();
    await type('unsent');
    await chat.page.evaluate(() => dispatchEvent(new Event('offline')));
    await chat.page.close({ runBeforeUnload: true });
    await expect.poll(() => asked).toEqual(['beforeunload']);
    wire.isDown = false;
    chat = await ChatPage.open(stage.browser, wire.origin);
  });
});

describe('a page that cannot open says why, and "Try again" does what it says', () => {
  it('when the component is refused once: the plain view works, and the component comes by itself', async () => {
    await chat.close();
    const context = await stage.browser.newContext();
    chat = new ChatPage(context, await context.newPage(), wire.origin);
    let refused = 0;
    await chat.page.route('**/webchat.js*', (route) => (refused++ === 0 ? route.abort() : route.fallback()));
    await chat.page.goto(wire.origin);
    await chat.page.locator('#first-list').getByRole('button', { name: 'Help' }).click();
    await chat.cards().nth(1).waitFor();
    expect(await said()).toHaveLength(1);
  });

  it.each([
    [403, {}, 'This site may not show the chat'],
    [429, { 'retry-after': '5' }, 'Please wait 5 seconds'],
    [500, {}, 'has a fault at the moment'],
  ])('when the server answers %s', async (status, headers, sentence) => {
    const error = { code: 'X', message: 'internal words' };
    await chat.page.route('**/web-chat/token', (route) => route.fulfill({ status, headers, json: { error } }));
    await chat.page.reload();
    await chat.page.locator('#failed').getByText(sentence).waitFor();
    const again = chat.page.getByRole('button', { name: 'Try again' });
    // Looked at first: the wait goes by.
    expect(await again.isDisabled()).toBe(status === 429);
    for (const id of ['paste', 'start-over', 'save-transcript', 'print'])
      expect(await chat.page.locator(`#${id}`).isDisabled()).toBe(true);
    await chat.page.unroute('**/web-chat/token');
    await again.click();
    await chat.cards().first().waitFor();
    expect(await chat.page.locator('#paste').isDisabled()).toBe(false);
  });
});
