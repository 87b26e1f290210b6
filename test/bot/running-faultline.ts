import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Config, readConfig } from '../../bot/config.ts';
import { createLog } from '../../bot/log.ts';
import { type Faultline, startFaultline } from '../../bot/start.ts';

/** A data folder for one test; `remove` deletes it. */
export function temporaryFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'faultline-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The settings of a test: a free port, this data folder, no log. */
export function configOf(folder: string, environment: Record<string, string> = {}): Config {
  const read = readConfig({ PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'silent', ...environment });
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.config;
}

/** The whole bot in this process, on a free port, with a data folder of its own that goes with it. */
export async function runningFaultline(environment: Record<string, string> = {}): Promise<Faultline> {
  const { folder, remove } = temporaryFolder();
  const faultline = await startFaultline(configOf(folder, environment), createLog('silent'));
  return {
    url: faultline.url,
    close: async () => {
      await faultline.close();
      remove();
    },
  };
}
