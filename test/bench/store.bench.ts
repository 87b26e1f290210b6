import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { openPostgresStore } from '../../bot/store/postgres/postgres.ts';
import { openSqliteStore } from '../../bot/store/sqlite/sqlite.ts';
import { type PostgresServer, startPostgres } from '../bot/store/postgres-server.ts';
import { fillPostgres, fillSqlite } from './store-fill.ts';
import { load, type Measured, median, quantile } from './store-load.ts';
import { compareWithMemory } from './store-memory.ts';

const FEW = 1000;
const MANY = 1_000_000;
const ROUNDS = 9;
// Until each conversation in use was written once since the last checkpoint: PostgreSQL writes a page whole the first time.
const WARM_UP_ROUNDS = 4;
const ROUND_MS = 2000;
const CLIENTS = 16;
const WORKER = path.join(import.meta.dirname, 'store-worker.ts');

/** One thing that is measured; those of a group take turns, so that what the machine does besides meets all alike. */
interface Contender {
  name: string;
  measure(): Promise<Measured>;
}

/**
 * Turns per second and p99 in a thousand conversations, alone or among a million stored ones, on both engines, and what a durable
 * turn costs against one that is kept in memory. Every ratio is the median of the ratios of single rounds.
 */
export async function run(print: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'faultline-bench-'));
  try {
    await sqlite(folder, print);
    await compareWithMemory(path.join(folder, 'turns'), print);
    const server = await startPostgres();
    await postgres(server, print).finally(() => server.stop());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function sqlite(folder: string, print: (line: string) => void): Promise<void> {
  const stores = [];
  for (const stored of [FEW, MANY]) {
    const file = path.join(folder, `${stored}.sqlite`);
    await openSqliteStore(file).close();
    fillSqlite(file, stored);
    stores.push({ stored, store: openSqliteStore(file) });
  }
  await compare(
    stores.map(({ stored, store }) => ({
      name: `SQLite, ${stored} conversations`,
      measure: () => load(store, stored, CLIENTS, ROUND_MS),
    })),
    print,
  );
  for (const { store } of stores) await store.close();
}

async function postgres(server: PostgresServer, print: (line: string) => void): Promise<void> {
  const places: { stored: number; url: string }[] = [];
  for (const stored of [FEW, MANY]) {
    const url = await server.freshUrl();
    await (await openPostgresStore(url)).close();
    await fillPostgres(url, stored);
    places.push({ stored, url });
  }
  for (const processes of [1, 2, 4]) {
    const groups = await Promise.all(
      places.map(async ({ stored, url }) => ({
        stored,
        workers: await Promise.all(
          Array.from({ length: processes }, () => startWorker(url, stored, CLIENTS / processes)),
        ),
      })),
    );
    await compare(
      groups.map(({ stored, workers }) => ({
        name: `PostgreSQL, ${processes} process${processes > 1 ? 'es' : ''}, ${stored} conversations`,
        measure: async () => joined(await Promise.all(workers.map((worker) => worker.measure()))),
      })),
      print,
    );
    for (const { workers } of groups) await Promise.all(workers.map((worker) => worker.stop()));
  }
}

/** Measures in turn; the second against the first. */
async function compare([first, second]: Contender[], print: (line: string) => void): Promise<void> {
  if (!first || !second) throw new Error('a comparison needs two');
  const rounds: [Measured, Measured][] = [];
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
    const pair: [Measured, Measured] = [await first.measure(), await second.measure()];
    if (round >= WARM_UP_ROUNDS) rounds.push(pair);
  }
  const rate = ({ turns, ms }: Measured) => (turns / ms) * 1000;
  const p99 = ({ times }: Measured) => quantile(times, 0.99);
  for (const [index, { name }] of [first, second].entries()) {
    const of = rounds.map((pair) => pair[index === 0 ? 0 : 1]);
    print(`${name}: ${median(of.map(rate)).toFixed(0)} turns/s, p99 ${median(of.map(p99)).toFixed(1)} ms`);
  }
  const slower = median(rounds.map(([a, b]) => rate(a) / rate(b)));
  const later = median(rounds.map(([a, b]) => p99(b) / p99(a)));
  print(`  ratio of time per turn ${slower.toFixed(2)}, of p99 ${later.toFixed(2)}`);
}

function joined(parts: Measured[]): Measured {
  return {
    turns: parts.reduce((sum, { turns }) => sum + turns, 0),
    ms: Math.max(...parts.map(({ ms }) => ms)),
    times: parts.flatMap(({ times }) => times),
  };
}

async function startWorker(url: string, stored: number, clients: number) {
  const args = [WORKER, url, `${stored}`, `${clients}`, `${ROUND_MS}`];
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, args);
  child.stderr.pipe(process.stderr);
  const lines = createInterface({ input: child.stdout });
  await once(lines, 'line');
  return {
    async measure(): Promise<Measured> {
      const answer = once(lines, 'line');
      child.stdin.write('go\n');
      const [line] = await answer;
      return JSON.parse(String(line));
    },
    async stop(): Promise<void> {
      const gone = once(child, 'exit');
      child.stdin.end();
      await gone;
    },
  };
}
