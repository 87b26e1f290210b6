import { type ChildProcess, fork, spawn } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { RULES } from '../../dialogs/rules/rules.ts';
import { type Guard, withSwitches } from './guards.ts';

const GUARDED = ['dialogs/**/*.ts', 'knowledge/match*.ts', 'knowledge/evidence/*.ts'];
/** What a guard is tried on that neither a transcript nor a tried row misses. The warning property takes minutes and is left out. */
const TESTS = ['test/dialogs', 'test/knowledge', 'test/bench'];
const LEFT_OUT = ['**/never-past-the-warning*', '**/knowledge/library/**', '**/knowledge/recognizer/**'];
/** A guard may be what ends a loop: longer than this, and its lack is noticed. */
const LONGEST_PLAY = 60_000;
const MINUTES = 30;
/** What was noticed once is noticed again, as long as its file is the same; what nothing noticed is tried again, last. */
const KNOWN = join(tmpdir(), 'faultline-guards.json');

const SURVIVES = 'nothing notices';
type Verdicts = Record<string, string>;

const readVerdicts = (): Verdicts => {
  try {
    return JSON.parse(readFileSync(KNOWN, 'utf8'));
  } catch {
    return {};
  }
};

/** A copy of the tree with a switch behind every guard and every row of the table of rules. */
function guardedCopy(): { root: string; guards: Guard[] } {
  const root = mkdtempSync(join(tmpdir(), 'faultline-guards-'));
  for (const part of ['bot', 'dialogs', 'knowledge', 'test', 'package.json', 'tsconfig.json', 'vitest.config.ts'])
    cpSync(part, join(root, part), { recursive: true });
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
  const guards: Guard[] = [];
  for (const file of globSync(GUARDED).toSorted()) {
    const made = withSwitches(file, readFileSync(file, 'utf8'), guards.length);
    guards.push(...made.guards);
    writeFileSync(join(root, file), made.code);
  }
  guards.push(...rowSwitches(root, guards.length));
  return { root, guards };
}

/** A row of the table that is switched off does not fit. */
function rowSwitches(root: string, first: number): Guard[] {
  const file = join(root, 'dialogs/rules/rule.ts');
  const code = readFileSync(file, 'utf8');
  const asks = 'fits(rule, at, heard)';
  const numbers = JSON.stringify(Object.fromEntries(RULES.map((rule, row) => [rule.id, first + row])));
  const made = code.replace(`!${asks}`, `!(${asks} && globalThis.guardTaken(ROW[rule.id]))`);
  if (made === code) throw new Error(`dialogs/rules/rule.ts no longer asks ${asks}: mend the bench`);
  writeFileSync(file, `${made}\nconst ROW: Record<string, number> = ${numbers};\n`);
  return RULES.map((rule) => ({ file: 'dialogs/rules', line: 0, asks: `row ${rule.id}`, key: `row ${rule.id}` }));
}

/** The process that plays transcripts and rows; one that hangs is ended and begun anew. */
class Player {
  #child: ChildProcess | undefined;
  readonly #root: string;
  constructor(root: string) {
    this.#root = root;
  }

  async begin(): Promise<Record<string, number[]>> {
    const child = fork(new URL('guards-player.ts', import.meta.url), [this.#root], { stdio: 'inherit' });
    this.#child = child;
    return new Promise((settle, refuse) => {
      child.once('message', (takes) => settle(takes as Record<string, number[]>));
      child.once('exit', (code) => refuse(new Error(`the player ended with ${code}: a transcript is red already`)));
    });
  }

  async noticing(guard: number, names: readonly string[]): Promise<string | undefined> {
    const child = this.#child;
    if (!child || names.length === 0) return undefined;
    const noticed = await new Promise<string | undefined>((settle) => {
      const late = setTimeout(() => settle('does not end'), LONGEST_PLAY);
      const ended = () => settle('ends the process');
      child.once('exit', ended);
      child.once('message', (told: { noticed?: string }) => {
        clearTimeout(late);
        child.off('exit', ended);
        settle(told.noticed);
      });
      child.send({ guard, names });
    });
    if (noticed === 'does not end' || noticed === 'ends the process') {
      child.removeAllListeners().kill('SIGKILL');
      await this.begin();
    }
    return noticed;
  }

  end(): void {
    this.#child?.removeAllListeners().kill('SIGKILL');
  }
}

const SETUP = `import { appendFileSync } from 'node:fs';
import { afterAll, expect } from 'vitest';
const off = Number(process.env['GUARD_OFF']);
const taken = new Set();
globalThis.guardTaken = (guard) => { taken.add(guard); return guard !== off; };
afterAll(() => {
  if (off < 0) appendFileSync('guards-taken.jsonl', JSON.stringify([expect.getState().testPath, [...taken]]) + '\\n');
});
`;
const CONFIG = `import { defineConfig } from 'vitest/config';
export default defineConfig({ test: { bail: 1, maxWorkers: 2, testTimeout: 60_000, setupFiles: ['./guard-off.js'] } });
`;

/** Runs tests of the copy with one guard switched off, -1 for none. @returns whether all stayed green */
function staysGreen(root: string, off: number, tests: readonly string[], ms: number): Promise<boolean> {
  const told = off < 0 ? ['--bail=0', '--reporter=json', '--outputFile=told.json'] : [];
  const words = [resolve('node_modules/vitest/vitest.mjs'), 'run', ...told, ...tests];
  const env = { ...process.env, GUARD_OFF: String(off) };
  return new Promise((settle) => {
    const leftOut = LEFT_OUT.flatMap((glob) => ['--exclude', glob]);
    const run = spawn(process.execPath, [...words, ...leftOut], { cwd: root, env, stdio: 'ignore', timeout: ms });
    run.on('close', (code) => settle(code === 0));
  });
}

const Told = z.object({ testResults: z.array(z.object({ name: z.string(), status: z.string() })) });

/** Which test file takes which guards; undefined when they did not end. One that is red without any of them missing tells nothing. */
async function takenByTests(
  root: string,
  print: (line: string) => void,
): Promise<Record<string, number[]> | undefined> {
  writeFileSync(join(root, 'guard-off.js'), SETUP);
  writeFileSync(join(root, 'vitest.config.ts'), CONFIG);
  await staysGreen(root, -1, TESTS, MINUTES * 60_000);
  if (!existsSync(join(root, 'told.json'))) return undefined;
  const { testResults } = Told.parse(JSON.parse(readFileSync(join(root, 'told.json'), 'utf8')));
  const red = new Set(testResults.flatMap(({ name, status }) => (status === 'passed' ? [] : [name])));
  for (const file of red) print(`left out, as it is red with all guards in place: ${file.replace(root, '')}`);
  const lines = readFileSync(join(root, 'guards-taken.jsonl'), 'utf8').trim().split('\n');
  return Object.fromEntries(lines.map((line) => JSON.parse(line)).filter(([file]) => !red.has(file)));
}

const takersOf = (takes: Record<string, number[]>, guard: number) =>
  Object.keys(takes).filter((name) => takes[name]?.includes(guard));

/**
 * Deletes early returns and rows of the table one at a time, and tells which of them nothing notices. Only what takes a guard
 * can notice that it is missing, so only that is run. It ends after half an hour; what was noticed by then is kept, and the
 * next run goes on from there.
 */
export async function run(print: (line: string) => void): Promise<void> {
  const until = Date.now() + MINUTES * 60_000;
  const { root, guards } = guardedCopy();
  const player = new Player(root);
  const noticed = readVerdicts();
  const told = (off: number) => noticed[guards[off]?.key ?? ''];
  const survives = (off: number) => told(off) === SURVIVES;
  const numbers = guards.map((_, off) => off);
  const untried = () => [...numbers.filter((off) => told(off) === undefined), ...numbers.filter(survives)];
  const keep = (off: number, by: string | undefined) => {
    const key = guards[off]?.key;
    if (key === undefined || by === undefined) return;
    noticed[key] = by;
    writeFileSync(KNOWN, JSON.stringify(noticed));
  };
  try {
    const takes = await player.begin();
    for (const off of untried()) {
      if (Date.now() > until) break;
      keep(off, await player.noticing(off, takersOf(takes, off)));
    }
    const quiet = untried();
    print(`${guards.length} guards and rows; ${quiet.length} that no transcript and no tried row misses`);
    const tests = quiet.length > 0 ? await takenByTests(root, print) : {};
    if (!tests)
      print(`the tests did not end in ${MINUTES} minutes with all guards in place: nothing can be said of these`);
    for (const off of tests ? quiet : []) {
      if (Date.now() > until) break;
      const takers = takersOf(tests ?? {}, off);
      const green = takers.length === 0 || (await staysGreen(root, off, takers, LONGEST_PLAY * 3));
      keep(off, green ? SURVIVES : (takers[0] ?? ''));
      const guard = guards[off];
      if (!green || !guard) continue;
      const why = takers.length === 0 ? 'taken by nothing' : 'taken, and missed by nothing';
      print(`survives (${why}): ${guard.file}:${guard.line} ${guard.asks.slice(0, 120)}`);
    }
    const left = numbers.filter((off) => told(off) === undefined).length;
    if (left > 0) print(`${left} were not tried in ${MINUTES} minutes: the next run goes on from here`);
    const survivors = numbers.filter(survives).length;
    print(`${survivors} of ${guards.length} survive (${((100 * survivors) / guards.length).toFixed(1)} %)`);
  } finally {
    player.end();
    rmSync(root, { recursive: true, force: true });
  }
}
