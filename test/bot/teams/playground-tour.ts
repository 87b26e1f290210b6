import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { readTranscript } from '../../dialogs/transcript.ts';
import { startBrowser } from '../../web-chat/browser.ts';

// Not a test, since what it needs is fetched only when somebody asks for it. While `npm run teams:playground` runs:
//   node test/bot/teams/playground-tour.ts [folder for the pictures] [address of the page]
// It plays the flagship conversation in the page of the playground, and takes the pictures of the README.

const [folder = 'bot/teams/pictures', ADDRESS = 'http://127.0.0.1:56150/'] = process.argv.slice(2);
const SHOWN = new Map([
  ['diagnosis', 'teams-diagnosis.png'],
  ['warning', 'teams-warning.png'],
  ['step Q169686 step 3 of 6', 'teams-step.png'],
]);

const browser = await startBrowser();
const page = await (
  await browser.newContext({
    viewport: { width: 1100, height: 1300 },
  })
).newPage();
await page.goto(ADDRESS, { waitUntil: 'load' });
await page.waitForTimeout(1500);
const box = page.locator('[contenteditable=true][role=textbox]').first();
await box.waitFor();
// An earlier tour may have left its case.
await say(page, 'start over');
await page.getByText('A new case').last().waitFor();
await mkdir(folder, { recursive: true });

for (const { act, expect } of readTranscript(readFileSync('test/transcripts/straight-way.chat', 'utf8'))) {
  if (act === 'open' || act === 'restart') continue;
  if ('say' in act) await say(page, act.say);
  else if ('fill' in act) {
    const answers = Object.values(act.fill).map((said, index) => `${index + 1} ${said}`);
    await say(page, answers.join(', '));
  } else if ('press' in act) {
    await page.getByRole('button', { name: act.press, exact: true }).last().click();
  }
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

/** The page of the playground takes line breaks out of what is typed or pasted, so several lines go in beside the page. */
async function say(on: Page, text: string): Promise<void> {
  if (text.includes('\n')) {
    await post(text);
    return;
  }
  await box.click();
  await on.keyboard.insertText(text);
  await on.keyboard.press('Enter');
}

async function post(text: string): Promise<void> {
  const Config = z.object({
    config: z.object({ personalChat: z.object({ id: z.string() }), currentUser: z.object({ id: z.string() }) }),
  });
  const { config } = Config.parse(await (await fetch(`${ADDRESS}_internal/v1/config`)).json());
  const response = await fetch(`${ADDRESS}_conversation/v1/conversations/${config.personalChat.id}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ from: { id: config.currentUser.id }, text, textFormat: 'plain' }),
  });
  if (!response.ok) throw new Error(`the playground answered ${response.status}`);
}
