import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { ChatPage, FIVE_EVENTS } from './chat-page.ts';
import { onStage } from './stage.ts';

const SCREENS = fileURLToPath(new URL('../../node_modules/.cache/faultline-screens/', import.meta.url));

const stage = onStage();
beforeAll(() => {
  mkdirSync(SCREENS, { recursive: true });
});

const open = (width: number, height: number) =>
  ChatPage.open(stage.browser, stage.product.url, {
    viewport: { width, height },
    bypassCSP: true,
    reducedMotion: 'reduce',
  });

describe('the case beside the conversation', () => {
  it('is there once there is a case, and shows events, causes and the line each stands on', async () => {
    const chat = await open(1366, 768);
    const panel = chat.page.locator('#case');
    expect(await panel.isVisible()).toBe(false);
    await chat.paste(FIVE_EVENTS);
    await panel.waitFor();
    expect(await panel.locator('tbody tr b').allInnerTexts()).toEqual(['4116', '3039', '4117', '4094', '4102']);
    expect(await panel.locator('.causes li').first().innerText()).toContain('(Q169686)');
    await panel.getByRole('button', { name: 'Show line 9 of what you pasted' }).click();
    const marked = await chat.page
      .locator('#text-whole')
      .evaluate((box) =>
        box instanceof HTMLTextAreaElement ? box.value.slice(box.selectionStart, box.selectionEnd) : '',
      );
    expect(marked).toBe('4117');
    await chat.page.keyboard.press('Escape');
    expect(await chat.violations()).toEqual([]);
    await chat.page.screenshot({ path: `${SCREENS}case-desktop.png` });
    expect(chat.complaints).toEqual([]);
    await chat.close();
  });

  it('shows the steps of an article that was opened by its id, and a reminder until it is taken back', async () => {
    const chat = await open(1366, 768);
    await chat.say('go to Q169686');
    const panel = chat.page.locator('#case');
    await panel.locator('.steps li').first().waitFor();
    const off = panel.getByRole('button', { name: 'Do not remind me' });
    expect(await off.count()).toBe(0);
    await chat.say('remind me in an hour');
    await off.waitFor();
    expect(await panel.innerText()).toMatch(/Reminder\s+\w+day \d+ \w+ at \d\d:\d\d UTC/);
    expect(await chat.violations()).toEqual([]);
    await off.press('Enter');
    await off.waitFor({ state: 'hidden' });
    await chat.close();
  });

  it('is a drawer behind a button on a phone, by keyboard too', async () => {
    const chat = await open(390, 844);
    await chat.paste(FIVE_EVENTS);
    const panel = chat.page.locator('#case');
    const opener = chat.page.getByRole('button', { name: 'Your case' });
    expect(await panel.isVisible()).toBe(false);
    await opener.press('Enter');
    expect([await panel.isVisible(), await opener.getAttribute('aria-expanded')]).toEqual([true, 'true']);
    await chat.page.screenshot({ path: `${SCREENS}case-phone.png` });
    expect(await chat.violations()).toEqual([]);
    await chat.page.keyboard.press('Escape');
    expect(await panel.isVisible()).toBe(false);
    expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true);
    await chat.close();
  });

  it('comes back with the conversation, and goes with it', async () => {
    const chat = await open(1366, 768);
    await chat.paste(FIVE_EVENTS);
    await chat.page.reload();
    await chat.page.locator('#case tbody tr').first().waitFor();
    await chat.page.getByRole('button', { name: 'Start over', exact: true }).first().click();
    await chat.page.locator('#over-dialog').getByRole('button', { name: 'Start over' }).click();
    await chat.page.locator('#case').waitFor({ state: 'hidden' });
    await chat.close();
  });
});
