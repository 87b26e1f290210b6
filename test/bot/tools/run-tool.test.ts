import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../running-faultline.ts';

const ROOT = path.join(import.meta.dirname, '../../..');
const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));

/** Every tool of the command line that package.json names, and its file. */
const tools = Object.entries(scripts).flatMap(([name, script]) => {
  const file = /node (bot\/\S+-cli\.ts)/.exec(String(script))?.[1];
  return file ? [[name, file] as const] : [];
});
/** What to ask a tool for, so that it writes; its help when nothing stands here. */
const ASKED: Record<string, string[]> = { knowledge: ['list'], 'teams:playground': [] };

function withoutReader(file: string, args: string[]): Promise<{ code: number | null; err: string }> {
  const { folder, remove } = temporaryFolder();
  // The playground refuses at once where somebody's identity is set, and so fetches nothing.
  const env = { PATH: process.env['PATH'] ?? '', DATA_DIR: folder, MicrosoftAppId: 'none' };
  const child = spawn(process.execPath, [file, ...args], { env, cwd: ROOT, stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdout.destroy();
  // A server that answers on standard output hears that nobody asks any more.
  child.stdin.end('{"jsonrpc":"2.0","id":1,"method":"ping"}\n');
  let err = '';
  child.stderr.on('data', (chunk) => {
    err += String(chunk);
  });
  return new Promise((resolve) =>
    child.on('close', (code) => {
      remove();
      resolve({ code, err });
    }),
  );
}

describe('a tool whose reader has gone', () => {
  it('is one of several', () => expect(tools.length).toBeGreaterThan(7));

  it.each(tools)('%s ends without a word of a pipe, and as it would have', async (name, file) => {
    const { code, err } = await withoutReader(file, ASKED[name] ?? ['--help']);
    expect(err).not.toMatch(/EPIPE|\n\s+at /);
    expect(code).toBe(name === 'teams:playground' ? 1 : name === 'knowledge' ? 1 : 0);
  });
});
