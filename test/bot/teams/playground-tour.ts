import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { readTranscript } from '../../dialogs/transcript.ts';
import { startBrowser } from '../../web-chat/browser.ts';

// Not a test, since what it needs is fetched only when somebody asks for it. While `npm run teams:playground` runs:
//   node test/bot/teams/playground-tour.ts [folder for the pictures]
// It plays the flagship conversation in the page of the playground, and takes the pictures of the README.

const [folder = 'bot/teams/pictures'] = process.argv.slice(2);
const ADDRESS = 'http://127.0.0.1:56150/';
const SHOWN = new Map([
  ['diagnosis', 'teams-diagnosis.png'],
  ['warning', 'teams-warning.png'],
  ['step Q169686 step 4 of 9', 'teams-step.png'],
]);

const browser = await startBrowser();
const page = await (await browser.newContext({ viewport: { width: 1100, height: 1300 } })).newPage();
await page.goto(ADDRESS, { waitUntil: 'load' });
const box = page.locator('[contenteditable=true][role=textbox]').first();
await box.waitFor();
await mkdir(folder, { recursive: true });

for (const { act, expect } of readTranscript(readFileSync('test/transcripts/straight-way.chat', 'utf8'))) {
  if (act === 'open' || act === 'restart') continue;
  if ('say' in act) await say(page, act.say);
  else await page.getByRole('button', { name: act.press, exact: true }).last().click();
  const words = expect.map(({ text }) => text).filter((text) => !/^[<![]/.test(text));
  for (const word of words.slice(0, 1))
    await page.getByText(word, { exact: false }).last().waitFor({ timeout: 15_000 });
  const screen = expect[0]?.text.replace(/^< /, '') ?? '';
  const picture = SHOWN.get(screen) ?? SHOWN.get(screen.split(' ')[0] ?? '');
  if (!picture) continue;
  await page.waitForTimeout(800);
  await page.screenshot({ path: path.join(folder, picture) });
  process.stdout.write(`${picture}: ${screen}\n`);
}
await page.waitForTimeout(800);
await page.screenshot({ path: path.join(folder, 'teams-end.png') });
await browser.close();

async function say(on: Page, text: string): Promise<void> {
  await box.click();
  for (const [index, line] of text.split('\n').entries()) {
    if (index > 0) await on.keyboard.press('Shift+Enter');
    await on.keyboard.insertText(line);
  }
  await on.keyboard.press('Enter');
}
