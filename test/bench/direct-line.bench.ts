import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { talkThroughCuts } from '../direct-line/talk-through-cuts.ts';
import { overPolling, overStream, type Speaker } from './direct-line-speakers.ts';

const SOCKETS = 2000;
const SAYS_EVERY_MS = 10_000;
const ROUNDS = 3;
const CUTS = 1000;
const OPEN_AT_ONCE = 32;
// Above this p99 nobody would call it a conversation: the load is not carried.
const CARRIED_MS = 5000;
const LOAD_MS = 90_000;
// A question that the product answers from its table of codes, whatever else is open.
const LINE = 'what does 0x80040115 mean';

/**
 * 2,000 people with an open stream who each say a line every 10 s: from the post to the reply on the stream, and what a
 * socket costs in memory. Then the same, with a bot that only says the line again, beside offline-directline, whose
 * clients poll once a second, at growing loads. At last the wire that is cut 1,000 times.
 */
export async function run(print: (line: string) => void): Promise<void> {
  const sockets = Math.min(SOCKETS, mostSockets());
  if (sockets < SOCKETS) print(`only ${sockets} sockets: this process may open no more files (see ulimit -n)`);
  await measureProduct(print, sockets);
  await measureSideBySide(print, sockets);
  await measureCuts(print);
}

async function measureProduct(print: (line: string) => void, sockets: number): Promise<void> {
  const server = await start('product');
  const speakers = await open(50, () => overStream(server.url, true));
  await talk(speakers, 2);
  const before = await server.used();
  speakers.push(...(await open(sockets - speakers.length, () => overStream(server.url, true))));
  const after = await server.used();
  const times = await talk(speakers, ROUNDS);
  const cpuMs = (await server.used()).cpuMs - after.cpuMs;
  print(`the product, ${sockets} open streams, each says a line every ${SAYS_EVERY_MS / 1000} s, ${ROUNDS} times:`);
  print(`  from post to reply on the stream   ${figures(times)}`);
  print(
    `  memory of the server per socket    ${((after.bytes - before.bytes) / (sockets - 50) / 1024).toFixed(1)} KiB`,
  );
  print(`  processor time of the server       ${(cpuMs / times.length).toFixed(2)} ms a line, keep-alives included`);
  for (const speaker of speakers) speaker.close();
  server.stop();
}

async function measureSideBySide(print: (line: string) => void, sockets: number): Promise<void> {
  print('side by side, a bot that says the line again:');
  const gaveUp = new Set<string>();
  for (const people of [125, 250, 500, 1000, 2000].filter((count) => count <= sockets)) {
    for (const [name, title, opens] of [
      ['channel', 'Faultline, stream', (url: string) => overStream(url, false)],
      ['offline', 'offline-directline, polls', overPolling],
    ] as const) {
      if (gaveUp.has(name)) continue;
      const { figures: shown, isCarried } = await tryLoad(name, people, opens);
      print(`  ${String(people).padStart(4)} people, ${title.padEnd(26)} ${shown}${isCarried ? '' : ' (not carried)'}`);
      if (!isCarried) gaveUp.add(name);
    }
  }
}

interface Load {
  figures: string;
  isCarried: boolean;
}

async function tryLoad(name: string, people: number, opens: (url: string) => Promise<Speaker>): Promise<Load> {
  const server = await start(name);
  const load = underLoad(server, people, opens);
  // What fails after the time was up fails unheard.
  load.catch(() => {});
  const ended = await Promise.race([load, wait(LOAD_MS, undefined, { ref: false })]).catch(String);
  server.stop();
  if (typeof ended === 'object') return ended;
  return { figures: ended ?? `no end after ${LOAD_MS / 1000} s`, isCarried: false };
}

async function underLoad(server: Started, people: number, opens: (url: string) => Promise<Speaker>): Promise<Load> {
  const speakers = await open(people, () => opens(server.url));
  const before = await server.used();
  const times = await talk(speakers, 2);
  const cpuMs = (await server.used()).cpuMs - before.cpuMs;
  for (const speaker of speakers) speaker.close();
  return {
    figures: `${figures(times)}, ${(cpuMs / times.length).toFixed(2)} ms of processor each`,
    isCarried: quantile(times, 0.99) <= CARRIED_MS,
  };
}

async function measureCuts(print: (line: string) => void): Promise<void> {
  const report = await talkThroughCuts(CUTS, 8, Math.random);
  print(`a wire that is cut at random bytes, 8 people, the real client library over WebSocket:`);
  print(`  streams cut ${report.cuts}, other calls cut ${report.cutCalls}, messages ${report.said}`);
  print(`  lost ${report.lost}, doubled ${report.doubled}, out of order ${report.outOfOrder}`);
}

const Used = z.object({ bytes: z.number(), cpuMs: z.number() });

interface Started {
  url: string;
  /** bytes of resident memory, after a collection, and milliseconds of processor time so far */
  used(): Promise<{ bytes: number; cpuMs: number }>;
  stop(): void;
}

async function start(name: string): Promise<Started> {
  const child: ChildProcess = fork(new URL('direct-line-server.ts', import.meta.url), [name], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const told = async () => (await once(child, 'message'))[0];
  const url = String(await told());
  return {
    url,
    used: () => {
      const answer = told().then((told) => Used.parse(told));
      child.send('used');
      return answer;
    },
    stop: () => child.disconnect(),
  };
}

async function open(count: number, opens: () => Promise<Speaker>): Promise<Speaker[]> {
  const speakers: Speaker[] = [];
  let left = count;
  const worker = async () => {
    while (left-- > 0) speakers.push(await opens());
  };
  await Promise.all(Array.from({ length: OPEN_AT_ONCE }, worker));
  return speakers;
}

/** Everybody says a line so many times, spread evenly over the time between two lines. Returns all times in ms. */
async function talk(speakers: readonly Speaker[], rounds: number): Promise<number[]> {
  const began = performance.now();
  const times = speakers.map(async (speaker, i) => {
    const own: number[] = [];
    for (let round = 0; round < rounds; round++) {
      await wait(Math.max(0, began + (round + i / speakers.length) * SAYS_EVERY_MS - performance.now()));
      own.push(await speaker.say(LINE));
    }
    return own;
  });
  return (await Promise.all(times)).flat();
}

const quantile = (times: readonly number[], q: number) =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * q))] ?? Number.NaN;

function figures(times: readonly number[]): string {
  const at = (q: number) => `${quantile(times, q).toFixed(quantile(times, q) < 10 ? 1 : 0)} ms`;
  return `p50 ${at(0.5)}, p99 ${at(0.99)}, most ${at(1)} (${times.length} lines)`;
}

/** Each end of a socket is an open file of its process; some are needed for other things. */
function mostSockets(): number {
  if (!existsSync('/proc/self/limits')) return SOCKETS;
  const limit = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
  return limit === undefined ? SOCKETS : Number(limit) - 600;
}
