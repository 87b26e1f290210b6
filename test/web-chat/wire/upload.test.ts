// What a test runs inside of the page sees the globals of a browser.
/// <reference lib="dom" />
import { describe, expect, it } from 'vitest';
import { ChatPage } from '../chat-page.ts';
import type { BadWire } from './bad-wire.ts';
import { onWire } from './on-wire.ts';

const SIZE = 6 * 1024 * 1024;
const PIECE = 512 * 1024;
let wire: BadWire;
let chat: ChatPage;
const stage = onWire((opened, page) => {
  wire = opened;
  chat = page;
});

/** A person chooses a file of so many bytes, made in the browser itself. */
const choose = (bytes = SIZE, name = 'events.log') =>
  chat.page.evaluate(
    ({ size, called }) => {
      const line = 'Event ID: 4116 Source: MSExchangeIMC\r\n';
      const data = new DataTransfer();
      data.items.add(new File([line.repeat(size / line.length)], called, { type: 'text/plain' }));
      const input = document.querySelector('#file-input');
      if (!(input instanceof HTMLInputElement)) return;
      input.files = data.files;
      input.dispatchEvent(new Event('change'));
    },
    { size: bytes, called: name },
  );
const progress = () => chat.page.locator('#upload-text').textContent();
const percent = async () => Number(/(\d+) %/.exec((await progress()) ?? '')?.[1] ?? 0);

/** The pieces that the page sent, each time it sent one. */
function counted(): { sent: number } {
  const pieces = { sent: 0 };
  chat.page.on('request', (request) => {
    if (request.url().endsWith('/pieces')) pieces.sent++;
  });
  return pieces;
}
const kept = async () => {
  const { activities } = await chat.readLog(stage.product.url);
  return activities.filter(({ from, attachments }) => from.role === 'user' && attachments?.length).length;
};

describe('a large file', () => {
  it('goes on where it was when the wire is cut in the middle, and is one message', async () => {
    wire.upSpeed = 1_500_000;
    const pieces = counted();
    await choose();
    await expect.poll(percent).toBeGreaterThan(40);
    wire.cut();
    wire.upSpeed = undefined;
    await expect.poll(kept, { timeout: 120_000 }).toBe(1);
    expect(pieces.sent).toBeLessThanOrEqual(SIZE / PIECE + 3);
    await expect.poll(() => chat.titles()).toHaveLength(2);
    expect(await chat.page.locator('#upload').isVisible()).toBe(false);
  });

  it('goes on where it was when the page was closed in the middle', async () => {
    wire.upSpeed = 1_500_000;
    await choose();
    await expect.poll(percent).toBeGreaterThan(40);
    wire.isDown = true;
    wire.cut();
    await chat.page.waitForTimeout(500);
    await chat.page.close();
    wire.isDown = false;
    wire.upSpeed = undefined;
    chat = new ChatPage(chat.context, await chat.context.newPage(), wire.origin);
    const pieces = counted();
    await chat.page.goto(wire.origin);
    await chat.page.locator('#unsent').getByRole('button', { name: 'Send: events.log' }).click();
    await expect.poll(kept, { timeout: 120_000 }).toBe(1);
    expect(pieces.sent).toBeLessThanOrEqual((SIZE / PIECE) * 0.75);
  });

  it('that is larger than what can be read is refused before anything of it is sent', async () => {
    const pieces = counted();
    await choose(22 * 1024 * 1024, 'huge.log');
    await expect.poll(() => chat.notice().textContent()).toContain('huge.log has 22 MB; 21 MB can be read');
    expect(pieces.sent).toBe(0);
  });
});
