import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeEvt, SEED_RECORDS } from '../fixtures/make-evt.ts';
import { ChatPage, FIVE_EVENTS } from './chat-page.ts';
import { onStage } from './stage.ts';

const stage = onStage();
let chat: ChatPage;
beforeEach(async () => {
  chat = await ChatPage.open(stage.browser, stage.product.url, { bypassCSP: true, reducedMotion: 'reduce' });
});
afterEach(() => chat?.close());

const test = (title: string, run: () => Promise<void>) => it(title, run);
const said = async () => (await chat.log()).filter(({ from }) => from === 'user').map(({ text }) => text);

/** Lets files fall on the page, as a file manager does. */
async function drop(files: { name: string; bytes: readonly number[] }[]): Promise<void> {
  const data = await chat.page.evaluateHandle((dropped) => {
    const transfer = new DataTransfer();
    for (const { name, bytes } of dropped) transfer.items.add(new File([new Uint8Array(bytes)], name));
    return transfer;
  }, files);
  await chat.page.dispatchEvent('body', 'dragenter', { dataTransfer: data });
  await chat.page.dispatchEvent('body', 'drop', { dataTransfer: data });
}

describe('the dialog for pasting', () => {
  test('keeps every line break, says how much is in it, and sends with Ctrl+Enter', async () => {
    await chat.page.getByRole('button', { name: 'Paste event text' }).click();
    const box = chat.page.locator('#paste-text');
    expect(await box.evaluate((element) => element === document.activeElement)).toBe(true);
    await box.fill(FIVE_EVENTS);
    expect(await chat.page.locator('#paste-size').innerText()).toBe('567 characters, 18 lines.');
    expect(await chat.violations()).toEqual([]);
    expect(await chat.turn(() => box.press('Control+Enter'))).toBe('What the events point to');
    expect(await said()).toEqual([FIVE_EVENTS]);
  });

  test('closes with Escape, keeps the text for the next time and gives the focus back', async () => {
    const button = chat.page.getByRole('button', { name: 'Paste event text' });
    await button.press('Enter');
    await chat.page.locator('#paste-text').fill('half a');
    await chat.page.keyboard.press('Escape');
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
    await button.press('Enter');
    expect(await chat.page.locator('#paste-text').inputValue()).toBe('half a');
  });

  test('does not send nothing, nor more than can be read, and says why', async () => {
    await chat.page.getByRole('button', { name: 'Paste event text' }).click();
    const send = chat.page.locator('#paste-send');
    expect(await send.isDisabled()).toBe(true);
    await chat.page.locator('#paste-text').evaluate((box) => {
      if (box instanceof HTMLTextAreaElement) box.value = 'x'.repeat(1_048_577);
      box.dispatchEvent(new Event('input'));
    });
    expect(await send.isDisabled()).toBe(true);
    expect(await chat.page.locator('#paste-too-long').innerText()).toContain('At most 1,048,576 characters');
  });

  test('folds a long paste in the conversation; the whole can be read, also after a reload', async () => {
    await chat.paste(FIVE_EVENTS);
    await chat.page.reload();
    await chat.cards().nth(1).waitFor();
    await chat.page.locator('p', { hasText: 'Pasted text: 567 characters, 18 lines' }).waitFor();
    expect(await chat.page.locator('#webchat').innerText()).not.toContain('A serious error has occurred');
    await chat.page.getByRole('button', { name: 'Show all' }).click();
    expect(await chat.page.locator('#text-whole').inputValue()).toBe(FIVE_EVENTS);
    expect(await chat.violations()).toEqual([]);
  });

  test('shows what was pasted as text, whatever it looks like', async () => {
    const hostile = '<img src=x onerror="document.title=1"> **bold** [a](javascript:alert(1))';
    await chat.paste(hostile);
    expect(await chat.page.getByText(hostile).count()).toBeGreaterThan(0);
    expect(await chat.page.title()).toBe('Faultline');
    expect(await chat.page.locator('#webchat img[src="x"], #webchat a[href^="javascript"]').count()).toBe(0);
  });
});

describe('files', () => {
  test('a saved log that is dropped on the page is read as it is', async () => {
    const text = Buffer.from(FIVE_EVENTS.replaceAll('\n', '\r\n'), 'utf16le');
    const bytes = [0xff, 0xfe, ...text];
    expect(await chat.turn(() => drop([{ name: 'application.txt', bytes }]))).toBe('What the events point to');
    await chat.page.getByText('application.txt').first().waitFor();
  });

  test('a binary event log file is read too', async () => {
    const bytes = [...makeEvt(SEED_RECORDS)];
    expect(await chat.turn(() => drop([{ name: 'app.evt', bytes }]))).toBe('What the events point to');
  });

  test('too large, too many or empty: the page says so and sends nothing', async () => {
    await drop([{ name: 'empty.txt', bytes: [] }]);
    await expect.poll(() => chat.notice().innerText()).toContain('empty.txt is empty');
    await drop(Array.from({ length: 6 }, (_, number) => ({ name: `${number}.txt`, bytes: [65] })));
    await expect.poll(() => chat.notice().innerText()).toContain('At most 5 files at once');
    await chat.page.evaluate(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(22 * 1024 * 1024)], 'large.txt'));
      document.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, cancelable: true }));
    });
    await expect.poll(() => chat.notice().innerText()).toContain('large.txt has 22 MB; 21 MB can be read');
    expect(await said()).toEqual([]);
  });
});

describe('the cards', () => {
  test('only the newest one’s buttons act', async () => {
    await chat.paste(FIVE_EVENTS);
    const before = await chat.log();
    const old = chat.cards().first().getByRole('button', { name: 'Help' });
    expect(await old.isDisabled()).toBe(true);
    await old.evaluate((button) => button instanceof HTMLElement && button.click());
    await old.focus();
    await chat.page.keyboard.press('Enter');
    expect(await chat.press('Go on')).toMatch(/Before you go on/);
    expect((await chat.log()).length).toBe(before.length + 2);
  });

  test('a button that is pressed twice is one answer', async () => {
    await chat.paste(FIVE_EVENTS);
    const twice = () =>
      chat.button('Go on').evaluate((button) => {
        if (!(button instanceof HTMLElement)) return;
        button.click();
        button.click();
      });
    expect(await chat.turn(twice)).toMatch(/Before you go on/);
    expect(await said()).toEqual([FIVE_EVENTS, 'Go on']);
  });

  test('show how far the steps are, copy what is to be copied and offer the .reg file', async () => {
    await chat.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await chat.paste(FIVE_EVENTS);
    await chat.say('1 0x5, 2 5.0, 3 none, 4 different, 5 yes, 6 nt4');
    for (const label of ['I agree', 'Done']) await chat.press(label);
    expect(await chat.say('saved')).toMatch(/^Change Max Threads/);
    expect(await chat.newest().locator('.steps span').count()).toBe(6);
    await chat.newest().getByRole('button', { name: 'Copy Value name' }).click();
    await chat.newest().getByRole('button', { name: 'Value name copied' }).waitFor();
    expect(await chat.page.evaluate(() => navigator.clipboard.readText())).toBe('Max Threads(Private+Public)');
    const download = chat.page.waitForEvent('download');
    await chat.page.locator('a[download$=".reg"]').first().click();
    const file = readFileSync(await (await download).path(), 'latin1');
    expect(file).toMatch(/^REGEDIT4\r\n/);
    expect(file).toContain('dword:00000014');
  });
});

test('the conversation can be saved as a Markdown file', async () => {
  await chat.paste(FIVE_EVENTS);
  const download = chat.page.waitForEvent('download');
  await chat.page.getByRole('button', { name: 'Save transcript' }).first().click();
  const saved = await download;
  expect(saved.suggestedFilename()).toMatch(/^faultline-\d{4}-\d\d-\d\d\.md$/);
  const text = readFileSync(await saved.path(), 'utf8');
  expect([...text.matchAll(/^(?:## \w+|### .+)/gm)].map(([line]) => line)).toEqual([
    '## Faultline',
    '### Faultline',
    '## You',
    '## Faultline',
    '### What the events point to',
  ]);
  expect(text).toContain(FIVE_EVENTS);
});

test('everything works with the keyboard alone', async () => {
  const { keyboard } = chat.page;
  const focused = () => chat.page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
  const tabTo = async (reached: () => Promise<boolean>) => {
    for (let tabs = 0; tabs < 20; tabs++) {
      await keyboard.press('Tab');
      if (await reached()) return;
    }
    throw new Error(`the Tab key does not lead there; the focus is on "${await focused()}"`);
  };
  await tabTo(async () => (await focused()) === 'Paste event text');
  await keyboard.press('Enter');
  await keyboard.insertText(FIVE_EVENTS);
  expect(await chat.turn(() => keyboard.press('Control+Enter'))).toBe('What the events point to');
  // Web Chat's own way: the conversation is one stop, Enter leads into its newest message.
  await tabTo(() => chat.page.evaluate(() => document.activeElement?.matches('.webchat__basic-transcript') ?? false));
  await keyboard.press('Enter');
  await tabTo(async () => (await focused()) === 'Go on');
  expect(await chat.button('Go on').evaluate((button) => getComputedStyle(button).outlineStyle)).toBe('solid');
  const title = await chat.turn(() => keyboard.press('Enter'));
  expect(title).toMatch(/Before you go on/);
  // On the new heading, so that Enter pressed once too often answers nothing.
  await expect.poll(focused).toBe(title);
  await keyboard.press('Enter');
  await tabTo(async () => (await focused()) === 'Back');
  expect(await chat.turn(() => keyboard.press('Space'))).toMatch(/point to/);
  expect(await said()).toEqual([FIVE_EVENTS, 'Go on', 'Back']);
});

test('what is folded opens and closes by keyboard, and its button says which it is', async () => {
  await chat.paste(FIVE_EVENTS);
  const why = chat.button('Why');
  const isOpen = () => why.getAttribute('aria-expanded');
  await expect.poll(isOpen).toBe('false');
  await why.press('Enter');
  await expect.poll(isOpen).toBe('true');
  await chat
    .newest()
    .getByRole('img', { name: /^The events of the paste: 4116, 3039, 4117, 4094, 4102\.$/ })
    .waitFor();
  expect(await chat.violations()).toEqual([]);
  await why.press('Enter');
  await expect.poll(isOpen).toBe('false');
});

test('at 200 % zoom nothing has to be scrolled sideways and everything can be reached', async () => {
  // A browser at 200 % lays a window of 1280 × 1024 out in half as many CSS pixels.
  await chat.page.setViewportSize({ width: 640, height: 512 });
  await chat.paste(FIVE_EVENTS);
  expect(await chat.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await chat.button('Go on').scrollIntoViewIfNeeded();
  expect(await chat.press('Go on')).toMatch(/Before you go on/);
});

test('nothing moves for a person who asked for that', async () => {
  const moving = await chat.page.evaluate(
    () =>
      [...document.querySelectorAll('*')].filter((element) => {
        const { animationName, animationDuration } = getComputedStyle(element);
        return animationName !== 'none' && Number.parseFloat(animationDuration) > 0.01;
      }).length,
  );
  expect(moving).toBe(0);
});
