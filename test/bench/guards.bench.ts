import { spawn } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { RULES } from '../../dialogs/rules/rules.ts';
import { type Guard, withSwitches } from './guards.ts';

const GUARDED = ['dialogs/**/*.ts', 'knowledge/match*.ts', 'knowledge/evidence/*.ts'];
const TESTS = [
  'test/transcripts.test.ts',
  'test/library-transcripts.test.ts',
  'test/dialogs',
  'test/knowledge',
  'test/bench',
];
/** Properties that take minutes, and rooms that take no guard of these. */
const LEFT_OUT = ['**/never-past-*', '**/knowledge/library/**', '**/knowledge/recognizer/**', '**/knowledge/codes/**'];
const MINUTES = 60;
/** What was noticed once is noticed again, as long as its file is the same. */
const KNOWN = join(tmpdir(), 'faultline-guards.json');

const CONFIG = `import { defineConfig } from 'vitest/config';
export default defineConfig({ test: { maxWorkers: 2, testTimeout: 3_600_000, runner: './test/bench/guards-runner.ts' } });
`;

function readVerdicts(): Record<string, string> {
  try {
    return JSON.parse(readFileSync(KNOWN, 'utf8'));
  } catch {
    return {};
  }
}

/** A copy of the tree with a switch behind every guard and every row of the table of rules. */
function guardedCopy(): { root: string; guards: Guard[] } {
  const root = mkdtempSync(join(tmpdir(), 'faultline-guards-'));
  for (const part of ['bot', 'dialogs', 'knowledge', 'test', 'package.json', 'tsconfig.json'])
    cpSync(part, join(root, part), { recursive: true });
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
  writeFileSync(join(root, 'vitest.config.ts'), CONFIG);
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

/** Runs the tests of the copy. @returns the files that are red with all guards in place, or stopped by the clock */
function runTests(root: string): Promise<string[]> {
  const leftOut = LEFT_OUT.flatMap((glob) => ['--exclude', glob]);
  const words = [resolve('node_modules/vitest/vitest.mjs'), 'run', '--reporter=json', '--outputFile=told.json'];
  const run = spawn(process.execPath, [...words, ...TESTS, ...leftOut], {
    cwd: root,
    stdio: 'ignore',
    timeout: MINUTES * 60_000,
  });
  return new Promise((settle) => {
    run.on('close', () => {
      try {
        const { testResults } = JSON.parse(readFileSync(join(root, 'told.json'), 'utf8'));
        settle(testResults.flatMap(({ name, status }: Record<string, string>) => (status === 'passed' ? [] : [name])));
      } catch {
        settle([`the run did not end in ${MINUTES} minutes: what was noticed by then is kept`]);
      }
    });
  });
}

const linesOf = (file: string) => readFileSync(file, 'utf8').split('\n').filter(Boolean);

/** Switches early returns and rows of the table off one at a time, in every test that takes them, and tells which nothing misses. */
export async function run(print: (line: string) => void): Promise<void> {
  const { root, guards } = guardedCopy();
  const known = readVerdicts();
  try {
    const before = guards.flatMap(({ key }, guard) => (known[key] === undefined ? [] : [`${guard} ${known[key]}\n`]));
    writeFileSync(join(root, 'guards-noticed.txt'), before.join(''));
    writeFileSync(join(root, 'guards-taken.txt'), '');
    print(`${guards.length} guards and rows; ${before.length} were noticed by earlier runs`);
    for (const file of await runTests(root)) print(`red with all guards in place: ${file.replace(root, '')}`);
    const noticed = new Map(
      linesOf(join(root, 'guards-noticed.txt')).map((line) => {
        const [guard = '', by = ''] = line.split(/ (.*)/);
        return [Number(guard), by];
      }),
    );
    const verdicts = guards.flatMap(({ key }, guard) => (noticed.has(guard) ? [[key, noticed.get(guard)]] : []));
    writeFileSync(KNOWN, JSON.stringify(Object.fromEntries(verdicts)));
    const taken = new Set(linesOf(join(root, 'guards-taken.txt')).map(Number));
    const survivors = guards.flatMap((guard, number) => (noticed.has(number) ? [] : [{ ...guard, number }]));
    for (const { file, line, asks, number } of survivors)
      print(`survives (${taken.has(number) ? 'missed' : 'taken'} by nothing): ${file}:${line} ${asks.slice(0, 120)}`);
    print(
      `${survivors.length} of ${guards.length} survive (${((100 * survivors.length) / guards.length).toFixed(1)} %)`,
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
