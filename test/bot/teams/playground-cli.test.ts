import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';

const CLI = path.join(import.meta.dirname, '../../../bot/teams/playground-cli.ts');

/** Runs the command with an `npx` that only tells how it was called. */
async function runWithNpx(npx: string): Promise<{ out: string; code: number }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'faultline-playground-'));
  try {
    writeFileSync(path.join(folder, 'npx'), `#!/bin/sh\n${npx}\n`, { mode: 0o755 });
    const PATH = `${folder}:${process.env['PATH'] ?? ''}`;
    const env = {
      ...process.env,
      PATH,
      PORT: '0',
      ADMIN_PORT: '0',
      DATA_DIR: path.join(folder, 'data'),
      LOG_LEVEL: 'silent',
    };
    const child = spawn(process.execPath, [CLI], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const [out, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    return { out, code };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

it('gives the playground the address of the bot, with telemetry off and no browser of its own', async () => {
  const { out, code } = await runWithNpx('echo "browser: $TEAMSAPPTESTER_BROWSER, called: $*"');
  const bot = /The bot listens at (\S+?)\. /.exec(out)?.[1];
  expect(out).toMatch(/browser: none, called: .*--disable-telemetry/);
  expect(out).toContain(`-e ${bot}/api/messages -c msteams`);
  expect(code).toBe(0);
});

it('ends as the playground ended', async () => {
  expect((await runWithNpx('exit 3')).code).toBe(3);
});
