import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { startMain } from '../bot/main-process.ts';
import { temporaryFolder } from '../bot/running-faultline.ts';

const SECRET = 'secret-of-the-fairness-bench-of-no-use';
const ROUNDS = 3;
const ROUND_MS = 12_000;
const SETTLE_MS = 1500;
const PEOPLE = 6;
const SAYS_EVERY_MS = 600;
const ASKS_EVERY_MS = 40;
const SAMPLE_MS = 50;
// One after the other is a question, evidence and an answer, so that no turn is like the one before.
const LINES = ['what does 0x80040115 mean', 'event 4116 from MSExchangeIMC', 'help', 'start over'];

const CASES = ['quiet', 'pastes', 'uploads'] as const;
type Case = (typeof CASES)[number];

interface Measured {
  said: number[];
  alive: number[];
  peakMb: number;
  answers: Map<string, number>;
}

/**
 * What other people notice of one who sends hostile megabytes in a loop, and of twelve who upload event logs: how long a
 * short message and /healthz take, beside the same while nothing else goes on; interleaved, so that whatever else the
 * machine does meets all three. Those who send are processes of their own.
 */
export async function run(print: (line: string) => void): Promise<void> {
  const { folder, remove } = temporaryFolder();
  const bot = startMain({
    DATA_DIR: folder,
    LOG_LEVEL: 'silent',
    DIRECT_LINE_SECRET: SECRET,
    DIAGNOSE_BYTES_PER_MINUTE: '0',
    DIAGNOSE_PER_MINUTE: '0',
  });
  const url = (await bot.line).split(' ').at(-1) ?? '';
  const pid = bot.process.pid ?? 0;
  const measured: Record<Case, Measured> = { quiet: none(), pastes: none(), uploads: none() };
  try {
    await measure(url, pid, 'uploads', none());
    for (let round = 0; round < ROUNDS; round += 1)
      for (const name of CASES) await measure(url, pid, name, measured[name]);
  } finally {
    await bot.kill();
    remove();
  }
  const quiet = measured.quiet;
  print(`${ROUNDS} interleaved rounds of ${ROUND_MS / 1000} s; p50 / p99 in ms, and as ratios to quiet`);
  for (const name of CASES) {
    const { said, alive, peakMb, answers } = measured[name];
    const sent = [...answers].sort().map(([what, count]) => `${what}: ${count}`);
    print(
      `${name.padEnd(8)} short message ${shown(said, quiet.said)}; /healthz ${shown(alive, quiet.alive)}; peak ${peakMb.toFixed(0)} MB`,
    );
    if (sent.length > 0) print(`         sent meanwhile: ${sent.join(', ')}`);
  }
  const worst = Math.max(
    ...(['pastes', 'uploads'] as const).map((name) => at(measured[name].said, 0.99) / at(quiet.said, 0.99)),
  );
  const slowest = Math.max(at(measured.pastes.alive, 0.99), at(measured.uploads.alive, 0.99));
  print(
    `wanted: a short message's p99 at most 3 times the quiet one (${worst.toFixed(1)}), /healthz's p99 at most 50 ms (${slowest.toFixed(0)})`,
  );
}

const none = (): Measured => ({ said: [], alive: [], peakMb: 0, answers: new Map() });
const at = (times: readonly number[], part: number) =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * part)] ?? Number.NaN;
const shown = (times: readonly number[], quiet: readonly number[]) =>
  `${at(times, 0.5).toFixed(0)} / ${at(times, 0.99).toFixed(0)} (${(at(times, 0.5) / at(quiet, 0.5)).toFixed(1)} / ${(at(times, 0.99) / at(quiet, 0.99)).toFixed(1)})`;

async function measure(url: string, pid: number, name: Case, into: Measured): Promise<void> {
  const load =
    name === 'quiet'
      ? undefined
      : fork(new URL('fairness-load.ts', import.meta.url), [name, url, SECRET], {
          stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        });
  load?.on('message', (told: { kind: string; status: number }) => {
    const key = `${told.kind} ${told.status}`;
    into.answers.set(key, (into.answers.get(key) ?? 0) + 1);
  });
  const sending = load && new Promise((resolve) => load.once('message', resolve));
  await sending;
  await wait(SETTLE_MS);
  const end = performance.now() + ROUND_MS;
  const isOver = () => performance.now() >= end;
  try {
    await Promise.all([
      ...Array.from({ length: PEOPLE }, (_, who) => speak(url, who, isOver, into.said)),
      askAlive(url, isOver, into.alive),
      watchMemory(pid, isOver, into),
    ]);
  } finally {
    await ended(load);
  }
  await wait(SETTLE_MS);
}

async function ended(load: ChildProcess | undefined): Promise<void> {
  if (!load) return;
  const exit = new Promise((resolve) => load.once('exit', resolve));
  load.kill('SIGKILL');
  await exit;
}

async function speak(url: string, who: number, isOver: () => boolean, times: number[]): Promise<void> {
  const headers = { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' };
  const opened = await fetch(`${url}/v3/directline/conversations`, { method: 'POST', headers });
  const { conversationId } = await opened.json();
  await wait((who * SAYS_EVERY_MS) / PEOPLE);
  for (let line = 0; !isOver(); line += 1) {
    const body = JSON.stringify({ type: 'message', from: { id: 'u' }, text: LINES[line % LINES.length] });
    const before = performance.now();
    const answer = await fetch(`${url}/v3/directline/conversations/${conversationId}/activities`, {
      method: 'POST',
      headers,
      body,
    });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`a short message was answered ${answer.status}`);
    times.push(performance.now() - before);
    await wait(Math.max(0, SAYS_EVERY_MS - (performance.now() - before)));
  }
}

async function askAlive(url: string, isOver: () => boolean, times: number[]): Promise<void> {
  while (!isOver()) {
    const before = performance.now();
    await (await fetch(`${url}/healthz`)).arrayBuffer();
    times.push(performance.now() - before);
    await wait(ASKS_EVERY_MS);
  }
}

/** Linux remembers the most that a process had resident, until it is told to begin anew. */
async function watchMemory(pid: number, isOver: () => boolean, into: Measured): Promise<void> {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // Where that is not allowed, the samples have to do.
  }
  while (!isOver()) {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    into.peakMb = Math.max(into.peakMb, Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
    await wait(SAMPLE_MS);
  }
}
