import { execFile } from 'node:child_process';
import path from 'node:path';

/** Runs one of the operator's tools as its npm script does, with this data folder. */
export function runTool(
  tool: 'outbox-cli' | 'data-cli',
  folder: string,
  args: string[],
  environment: Record<string, string> = {},
): Promise<{ code: number; out: string; err: string }> {
  const file = path.join(import.meta.dirname, '../../../bot/tools', `${tool}.ts`);
  const env = { PATH: process.env['PATH'] ?? '', DATA_DIR: folder, ...environment };
  return new Promise((resolve) => {
    execFile(process.execPath, [file, ...args], { env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err });
    });
  });
}
