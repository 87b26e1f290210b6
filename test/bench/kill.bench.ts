import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Dialogs, onSqlite, onTwoProcesses } from '../bot/kill-place.ts';
import { type KillReport, killBots } from '../bot/kill-run.ts';
import { startPostgres } from '../bot/store/postgres-server.ts';

const MINUTE = 60_000;
/** 300 kills: most with dialogs that start fast, some with the bot's own; on a slow machine as many as fit into so long. */
const RUNS: [Dialogs, number, number][] = [
  ['light', 130, 5 * MINUTE],
  ['real', 20, 2 * MINUTE],
];

/**
 * SIGKILL at random moments, for a quarter of an hour at most; throws when anything was lost, said twice, or stands elsewhere
 * than its log says.
 */
export async function run(print: (line: string) => void): Promise<void> {
  const postgres = await startPostgres();
  try {
    for (const [dialogs, kills, ms] of RUNS) {
      await inFolder(async (folder) => {
        tell(
          print,
          `SQLite, ${dialogs} dialogs`,
          await killBots(onSqlite(folder, dialogs), kills, Math.random, within(ms)),
        );
      });
      await inFolder(async (folder) => {
        const place = await onTwoProcesses(folder, dialogs, await postgres.freshUrl());
        const report = await killBots(place, kills, Math.random, within(ms)).finally(() => place.close());
        tell(print, `PostgreSQL, one of two processes, ${dialogs} dialogs`, report);
      });
    }
  } finally {
    await postgres.stop();
  }
}

function within(ms: number): () => boolean {
  const end = performance.now() + ms;
  return () => performance.now() < end;
}

function tell(print: (line: string) => void, where: string, report: KillReport): void {
  const { kills, messages, sentAgain, answeredOnRestart, wrong } = report;
  const stored = answeredOnRestart > 0 ? `, ${answeredOnRestart} of them were stored all the same` : '';
  print(`${where}: ${kills} kills, ${messages} messages, ${sentAgain} sent again${stored}; wrong: ${wrong.length}`);
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'faultline-kill-'));
  await work(folder).finally(() => rmSync(folder, { recursive: true, force: true }));
}
