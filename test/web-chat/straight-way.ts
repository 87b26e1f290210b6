import type { Locator } from 'playwright-core';
import { FIVE_EVENTS } from './chat-page.ts';

/** What somebody does with the newest card, on the page as well as in Teams. */
export interface Hands {
  /** gives the text that the event log says */
  paste(text: string): Promise<unknown>;
  /** presses a button of the newest card and waits for the answer */
  press(label: string): Promise<unknown>;
  newest(): Locator;
}

/** What the form of the flagship is answered with: by the beginning of a question, a number or the option's id. */
const TOLD: readonly (readonly [RegExp, string])[] = [
  [/Max Threads/, '0x5'],
  [/Which Exchange version/, '5.0'],
  [/Within the same minutes/, 'none'],
  [/same spool file/, 'different'],
  [/Performance Optimizer/, 'yes'],
  [/Which Windows/, 'nt4'],
];

/** Fills in the newest card's form. */
async function fillForm(card: Locator): Promise<void> {
  for (const [asked, told] of TOLD) {
    const list = card.getByRole('combobox', { name: asked });
    if ((await list.count()) > 0) await list.selectOption(told);
    else await card.getByRole('textbox', { name: asked }).fill(told);
  }
}

/** From the paste of the flagship's five events to "Solved": each screen by its name, and what leads to it. */
export const STRAIGHT_WAY: readonly (readonly [name: string, act: (hands: Hands) => Promise<unknown>])[] = [
  ['diagnosis', (hands) => hands.paste(FIVE_EVENTS)],
  [
    'warning',
    async (hands) => {
      await fillForm(hands.newest());
      await hands.press('Go on');
    },
  ],
  ['keep', (hands) => hands.press('I agree')],
  ['save', (hands) => hands.press('Done')],
  ['change', (hands) => hands.press('Saved; still 5 (0x5)')],
  ['verify', (hands) => hands.press('Done')],
  ['restart', (hands) => hands.press('Done')],
  ['watch', (hands) => hands.press('Done')],
  ['solved', (hands) => hands.press('Solved')],
];
