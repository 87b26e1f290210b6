import { expect, it } from 'vitest';
import { startBrowser } from '../browser.ts';
import { soak } from './soak.ts';

it('a minute through a wire that goes silent, is cut, lies and loses its server: all in order, once, none lost', async () => {
  const browser = await startBrowser();
  try {
    const { said, lost, doubled, outOfOrder, shownWrong } = await soak(browser, 60_000, Math.random);
    expect(said).toBeGreaterThan(3);
    expect({ lost, doubled, outOfOrder, shownWrong }).toEqual({ lost: 0, doubled: 0, outOfOrder: 0, shownWrong: 0 });
  } finally {
    await browser.close();
  }
});
