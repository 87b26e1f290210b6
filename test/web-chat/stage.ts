import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { startBrowser } from './browser.ts';
import { Product } from './product.ts';

/** A browser and the product, for all tests of a file. */
export interface Stage {
  readonly browser: Browser;
  readonly product: Product;
}

/**
 * Starts both before the first test of the file that calls it, and ends them behind the last.
 * @param settings of the product; asked once what stands above in the file was started
 */
export function onStage(settings: () => NodeJS.ProcessEnv | Promise<NodeJS.ProcessEnv> = () => ({})): Stage {
  let started: Stage | undefined;
  beforeAll(async () => {
    const [browser, product] = await Promise.all([startBrowser(), Product.start(await settings())]);
    started = { browser, product };
  });
  afterAll(async () => {
    await started?.browser.close();
    await started?.product.remove();
  });
  const both = () => {
    if (!started) throw new Error('the browser and the product are there from the first test on');
    return started;
  };
  return {
    get browser() {
      return both().browser;
    },
    get product() {
      return both().product;
    },
  };
}
