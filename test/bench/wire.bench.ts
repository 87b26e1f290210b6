import { startBrowser } from '../web-chat/browser.ts';
import { soak } from '../web-chat/wire/soak.ts';

const MINUTES = 30;
const HUNG_MS = 60_000;

/** A person talks for half an hour through a wire that goes silent, is cut, lies and loses its server; throws when anything got lost. */
export async function run(print: (line: string) => void): Promise<void> {
  const browser = await startBrowser();
  try {
    const report = await soak(browser, MINUTES * 60_000, Math.random);
    const { said, lost, doubled, outOfOrder, slowest, happened } = report;
    print(`${said} messages in ${MINUTES} minutes; what happened to the wire: ${JSON.stringify(happened)}`);
    print(
      `lost ${lost}, doubled ${doubled}, out of order ${outOfOrder}; the slowest took ${Math.round(slowest / 1000)} s`,
    );
    if (lost + doubled + outOfOrder > 0 || slowest > HUNG_MS) throw new Error('the wire bench found a fault');
  } finally {
    await browser.close();
  }
}
