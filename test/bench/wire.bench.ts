import { startBrowser } from '../web-chat/browser.ts';
import { soak } from '../web-chat/wire/soak.ts';

const MINUTES = 30;
const HUNG_MS = 60_000;

/**
 * A person talks for half an hour through a wire that goes silent, slow, is cut, lies and loses its server; throws when
 * anything got lost, came twice, overtook, hung, or is not shown. `npm run bench -- wire 5`: for five minutes.
 */
export async function run(print: (line: string) => void): Promise<void> {
  const minutes = Number(process.argv.at(-1)) || MINUTES;
  const browser = await startBrowser();
  try {
    const { said, lost, doubled, outOfOrder, shownWrong, took, happened } = await soak(
      browser,
      minutes * 60_000,
      Math.random,
    );
    print(`${said} messages in ${minutes} minutes; what happened to the wire: ${JSON.stringify(happened)}`);
    print(
      `lost ${lost}, doubled ${doubled}, out of order ${outOfOrder}, not shown as sent in their place ${shownWrong}`,
    );
    const sorted = took.toSorted((one, other) => one - other);
    const at = (part: number) => `${((sorted[Math.floor((sorted.length - 1) * part)] ?? 0) / 1000).toFixed(1)} s`;
    print(
      `from Enter to the server's log: half within ${at(0.5)}, 95 % ${at(0.95)}, 99 % ${at(0.99)}, slowest ${at(1)}`,
    );
    const faults = lost + doubled + outOfOrder + shownWrong + sorted.filter((ms) => ms > HUNG_MS).length;
    if (faults > 0) throw new Error('the wire bench found a fault');
  } finally {
    await browser.close();
  }
}
