import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { freePort } from '../bot/free-port.ts';
import { temporaryFolder } from '../bot/running-faultline.ts';

// Interleaved, so that whatever else the machine does meets both alike. The least is the figure that others disturbed least.
const ROUNDS = 7;
const LOOK_EVERY_MS = 50;
const Cost = z.object({ cpuSeconds: z.number(), megabytes: z.number() });
type Cost = z.output<typeof Cost>;

const PROGRAMS = { echo: 'start-echo.ts', faultline: '../../bot/main.js' };
type Name = keyof typeof PROGRAMS;

/**
 * What a start costs until `/healthz` answers, against an echo of the SDK's bare CloudAdapter behind restify: seconds of
 * CPU and resident megabytes, each in a process of its own. A first start of Faultline, which fills its caches, does not count.
 */
export async function run(print: (line: string) => void): Promise<void> {
  await start('faultline');
  const costs: Record<Name, Cost[]> = { echo: [], faultline: [] };
  for (let round = 0; round < ROUNDS; round++)
    for (const name of ['echo', 'faultline'] as const) costs[name].push(await start(name));
  print(`${ROUNDS} interleaved rounds, least / median; target at most 1.50 times the CPU of the echo`);
  for (const [key, unit] of [
    ['cpuSeconds', 's of CPU'],
    ['megabytes', 'MB resident'],
  ] as const) {
    const of = (name: Name) => leastAndMedian(costs[name].map((cost) => cost[key]));
    const [echo, faultline] = [of('echo'), of('faultline')];
    const ratios = faultline.map((value, at) => (value / (echo[at] ?? Number.NaN)).toFixed(2));
    print(`  ${unit}: echo ${shown(echo)}, Faultline ${shown(faultline)}, ratio ${ratios.join(' / ')}`);
  }
}

async function start(name: Name): Promise<Cost> {
  const port = await freePort();
  const { folder, remove } = temporaryFolder();
  const child = fork(new URL(PROGRAMS[name], import.meta.url), {
    execArgv: ['--import', new URL('start-cost.js', import.meta.url).href],
    env: { PATH: process.env['PATH'], PORT: String(port), ADMIN_PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  try {
    while (!(await isUp(port))) {
      if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode} before it listened`);
      await sleep(LOOK_EVERY_MS);
    }
    child.send('cost');
    const [cost] = await once(child, 'message');
    return Cost.parse(cost);
  } finally {
    child.kill('SIGKILL');
    await ended;
    remove();
  }
}

const isUp = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/healthz`).then(
    (answer) => answer.ok,
    () => false,
  );

function leastAndMedian(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return [sorted[0] ?? Number.NaN, sorted[Math.floor(sorted.length / 2)] ?? Number.NaN];
}

const shown = (values: readonly number[]) => values.map((value) => value.toFixed(value < 10 ? 2 : 0)).join(' / ');
