import { afterEach, beforeEach } from 'vitest';
import { ChatPage } from '../chat-page.ts';
import { onStage, type Stage } from '../stage.ts';
import { type BadWire, openBadWire } from './bad-wire.ts';

/**
 * The stage, and before each test of the file that calls it a page of the chat that reaches the product through a bad wire.
 * Behind the test every page is closed, whoever opened it.
 * @param take is handed both, anew for each test
 */
export function onWire(take: (wire: BadWire, chat: ChatPage) => void): Stage {
  const stage = onStage();
  let wire: BadWire | undefined;
  beforeEach(async () => {
    wire = await openBadWire(() => Number(new URL(stage.product.url).port));
    take(wire, await ChatPage.open(stage.browser, wire.origin));
  });
  afterEach(async () => {
    for (const context of stage.browser.contexts()) await context.close();
    await wire?.close();
  });
  return stage;
}
