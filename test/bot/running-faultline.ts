import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { type Config, readConfig } from '../../bot/config.ts';
import { createLog } from '../../bot/log.ts';
import type { Faultline } from '../../bot/serve.ts';
import { startFaultline } from '../../bot/start.ts';

/** A data folder for one test; `remove` deletes it. */
export function temporaryFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'faultline-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The settings of a test: a free port, this data folder, no log. */
export function configOf(folder: string, environment: Record<string, string> = {}): Config {
  const read = readConfig({ PORT: '0', ADMIN_PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'silent', ...environment });
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.config;
}

/** The whole bot in this process, on a free port, with a data folder of its own that goes with it. */
export async function runningFaultline(environment: Record<string, string> = {}): Promise<Faultline> {
  const { folder, remove } = temporaryFolder();
  const faultline = await startFaultline(configOf(folder, environment), createLog('silent'));
  return {
    ...faultline,
    close: async () => {
      await faultline.close();
      remove();
    },
  };
}

/** What a test reads of the answers of the Direct Line and of `POST /web-chat/token`. */
const DirectLineAnswer = z.object({
  conversationId: z.string().default(''),
  token: z.string().default(''),
  streamUrl: z.string().default(''),
  activities: z
    .array(
      z.object({
        channelData: z
          .object({ faultline: z.object({ screen: z.object({ kind: z.string() }) }) })
          .optional()
          .catch(undefined),
      }),
    )
    .default([]),
});

/** Reads such an answer. */
export async function answerOf(response: Response): Promise<z.output<typeof DirectLineAnswer>> {
  return DirectLineAnswer.parse(await response.json());
}
