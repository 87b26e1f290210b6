import { spawn } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Guard, withSwitches } from './guards.ts';

const GUARDED = '{dialogs/**,knowledge/match*}.ts';
/** What a guard that no transcript misses is tried on. The warning property takes minutes and is left out. */
const TESTS = ['test/dialogs', 'test/knowledge/articles.test.ts', '--exclude', '**/never-past-the-warning*'];

/** A copy of the tree with a switch before every guard. */
function guardedCopy(): { root: string; guards: Guard[] } {
  const root = mkdtempSync(join(tmpdir(), 'faultline-guards-'));
  for (const part of ['bot', 'dialogs', 'knowledge', 'test', 'package.json', 'tsconfig.json', 'vitest.config.ts'])
    cpSync(part, join(root, part), { recursive: true });
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
  const guards: Guard[] = [];
  for (const file of globSync(GUARDED).toSorted()) {
    const made = withSwitches(file, readFileSync(file, 'utf8'), guards.length);
    guards.push(...made.guards);
    mkdirSync(join(root, file, '..'), { recursive: true });
    writeFileSync(join(root, file), made.code);
  }
  return { root, guards };
}

/** The transcripts, played in this process with one guard switched off at a time; the numbers that no transcript misses. */
async function unnoticedByTranscripts(root: string, count: number): Promise<number[]> {
  const { playTranscript } = await import(pathToFileURL(join(root, 'test/dialogs/transcript.ts')).href);
  const chats = globSync('test/transcripts/*.chat').map((file) => readFileSync(file, 'utf8'));
  const left: number[] = [];
  for (let off = -1; off < count; off++) {
    Object.assign(globalThis, { guardOff: off });
    let noticed = false;
    for (const chat of chats) {
      try {
        await playTranscript(chat);
      } catch (error) {
        if (off < 0) throw error;
        noticed = true;
        break;
      }
    }
    if (!noticed && off >= 0) left.push(off);
  }
  return left;
}

/** Whether the tests of dialogs and articles stay green without a guard. */
function testsStayGreen(root: string, off: number): Promise<boolean> {
  const setup = join(root, 'guard-off.ts');
  writeFileSync(setup, `Object.assign(globalThis, { guardOff: ${off} });\n`);
  const config = `import { defineConfig } from 'vitest/config';\nexport default defineConfig({ test: { bail: 1, setupFiles: ['./guard-off.ts'] } });\n`;
  writeFileSync(join(root, 'vitest.config.ts'), config);
  return new Promise((settle) => {
    const run = spawn(process.execPath, [resolve('node_modules/vitest/vitest.mjs'), 'run', ...TESTS], { cwd: root });
    run.on('close', (code) => settle(code === 0));
  });
}

/** Deletes early returns one at a time, and tells which of them nothing notices. */
export async function run(print: (line: string) => void): Promise<void> {
  const { root, guards } = guardedCopy();
  try {
    const survivors: Guard[] = [];
    const quiet = await unnoticedByTranscripts(root, guards.length);
    print(`${guards.length} guards; ${quiet.length} that no transcript misses`);
    for (const off of quiet) {
      const guard = guards[off];
      if (guard && (await testsStayGreen(root, off))) {
        survivors.push(guard);
        print(`survives: ${guard.file}:${guard.line} ${guard.asks.slice(0, 120)}`);
      }
    }
    const share = ((100 * survivors.length) / guards.length).toFixed(1);
    print(`${survivors.length} of ${guards.length} survive (${share} %)`);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
