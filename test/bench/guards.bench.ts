import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { RULES } from '../../dialogs/rules/rules.ts';
import { type Guard, withSwitches } from './guards.ts';
import { PLAN, TAKEN, type TakenLine, TOLD, type ToldLine } from './guards-files.ts';

const GUARDED = ['dialogs/**/*.ts', 'knowledge/match*.ts', 'knowledge/evidence/*.ts'];
const TESTS = ['test/transcripts', 'test/library-transcripts', 'test/dialogs', 'test/knowledge'];
/** Properties that take minutes, copies of the tree, two doors that lack a guard alike, and rooms that take no guard of these. */
const LEFT_OUT = [
  ...[
    'never-past-*',
    'one-file.test.ts',
    'both-doors.test.ts',
    'knowledge/library/**',
    'knowledge/recognizer/**',
    'knowledge/codes/**',
  ],
  ...[
    'knowledge/collector/**',
    'signs.test.ts',
    'find-articles.test.ts',
    'event-wordings.test.ts',
    'load-knowledge.test.ts',
  ],
];
/** How many tests, the likeliest first, a guard is tried in before the next round. */
const ROUNDS = [6, 30, Infinity];
/** How long the tests may take, in milliseconds, that one guard is tried in: what it had not been missed in by then, it survives. */
const LONGEST = 20_000;
/** What was found is kept: a guard is tried again where its function changed, and in a test that changed. */
const KEPT = join(tmpdir(), 'faultline-guards.json');

const CONFIG = `import { defineConfig } from 'vitest/config';
export default defineConfig({ test: { maxWorkers: 2, isolate: false, testTimeout: 3_600_000, runner: './test/bench/guards-runner.ts' } });
`;

interface Verdicts {
  /** by a guard's key: the test that turned red without it */
  noticed: Record<string, string>;
  /** by a guard's key: the tests, with a hash of their text, that stayed green without it */
  green: Record<string, string[]>;
  /** by a test's file with a hash of its text and of the guarded code: what each of its tests takes */
  seen: Record<string, TakenLine[]>;
}

function readVerdicts(): Verdicts {
  try {
    return JSON.parse(readFileSync(KEPT, 'utf8'));
  } catch {
    return { noticed: {}, green: {}, seen: {} };
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

const hashOf = (...files: string[]) => {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
};

const testFiles = () =>
  globSync(
    TESTS.map((place) => `${place}{/**/*,}.test.ts`),
    { exclude: LEFT_OUT.map((glob) => `**/${glob}`) },
  ).toSorted();

const fileOf = (test: string) => test.slice(0, test.indexOf(' > '));

/** A test with a hash of its file, and of the file it is named after (a transcript). */
function textOf(test: string): string {
  const told = test.slice(test.lastIndexOf(' > ') + 3);
  const also = /^test\/[\w./-]+$/.test(told) && existsSync(told) ? [told] : [];
  return `${hashOf(fileOf(test), ...also)} ${test}`;
}

/** Runs tests of the copy, for a plan or to see what they take. */
function runTests(root: string, tests: string[], tries?: Record<string, number[]>): Promise<void> {
  writeFileSync(join(root, PLAN), JSON.stringify({ tries }));
  const words = [resolve('node_modules/vitest/vitest.mjs'), 'run', '--reporter=dot', ...tests];
  const run = spawn(process.execPath, words, { cwd: root, stdio: 'ignore' });
  return new Promise((settle) => {
    run.on('close', () => settle());
  });
}

const linesOf = <Line>(file: string): Line[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** The next tests of each guard that nothing has noticed yet, the likeliest first. */
function nextTries(guards: Guard[], tests: TakenLine[], verdicts: Verdicts, most: number): Record<string, number[]> {
  const tries: Record<string, number[]> = {};
  for (const [guard, where] of guards.entries()) {
    if (verdicts.noticed[where.key] !== undefined) continue;
    const green = new Set(verdicts.green[where.key]);
    let left = most;
    let spent = 0;
    for (const { test, took, taken } of likeliest(where, tests)) {
      if (left === 0 || spent > LONGEST) break;
      if (!taken.includes(guard)) continue;
      left--;
      spent += took;
      if (green.has(textOf(test))) continue;
      tries[test] ??= [];
      tries[test].push(guard);
    }
  }
  return tries;
}

function keep(guards: Guard[], told: ToldLine[], verdicts: Verdicts): void {
  for (const { guard, test, noticed } of told) {
    const key = guards[guard]?.key ?? '';
    if (noticed) verdicts.noticed[key] = test;
    else {
      verdicts.green[key] ??= [];
      const text = textOf(test);
      if (!verdicts.green[key].includes(text)) verdicts.green[key].push(text);
    }
  }
  writeFileSync(KEPT, JSON.stringify(verdicts));
}

/** A test that is named after the guard's file sees most of it; of others one that takes few guards is about these. */
function likeliest({ file }: Guard, tests: TakenLine[]): TakenLine[] {
  const named = `/${basename(file, '.ts')}.test.ts`;
  const rank = ({ test }: TakenLine) => (fileOf(test).endsWith(named) ? 0 : 1);
  return tests.toSorted((a, b) => rank(a) - rank(b) || a.taken.length - b.taken.length || a.took - b.took);
}

/** Plays once what nothing is known of yet. A file that did not come to its end is played again by the next run. */
async function whatTestsTake(root: string, guards: Guard[], verdicts: Verdicts): Promise<TakenLine[]> {
  const code = hashOf(...globSync(GUARDED).toSorted());
  const chats = hashOf(...globSync('test/transcripts/**/*.chat').toSorted());
  const files = testFiles();
  const textOfFile = (file: string) => `${file} ${hashOf(file)} ${file.includes('transcripts') ? chats : ''} ${code}`;
  const unseen = files.filter((file) => !verdicts.seen[textOfFile(file)]);
  if (unseen.length > 0) await runTests(root, unseen);
  const lines = Map.groupBy(linesOf<TakenLine>(join(root, TAKEN)), ({ test }) => fileOf(test));
  for (const file of unseen) {
    const seen = lines.get(file);
    if (seen) verdicts.seen[textOfFile(file)] = seen;
  }
  const now = new Map(
    files.flatMap((file) => Object.entries(verdicts.seen).filter(([key]) => key === textOfFile(file))),
  );
  verdicts.seen = Object.fromEntries(now);
  keep(guards, [], verdicts);
  return [...now.values()].flat();
}

/** Switches early returns and rows of the table off one at a time, in every test that takes them, and tells which nothing misses. */
export async function run(print: (line: string) => void): Promise<void> {
  const { root, guards } = guardedCopy();
  const verdicts = readVerdicts();
  const open = () => guards.filter(({ key }) => verdicts.noticed[key] === undefined);
  try {
    for (const file of [TAKEN, TOLD]) writeFileSync(join(root, file), '');
    print(`${guards.length} guards and rows; ${guards.length - open().length} were noticed by earlier runs`);
    const tests = await whatTestsTake(root, guards, verdicts);
    for (const most of ROUNDS) {
      const tries = nextTries(guards, tests, verdicts, most);
      const files = [...new Set(Object.keys(tries).map(fileOf))];
      if (files.length === 0) continue;
      // Whoever stops a run loses no more than this of it.
      const keeping = setInterval(() => keep(guards, linesOf<ToldLine>(join(root, TOLD)), verdicts), 20_000);
      await runTests(root, files, tries).finally(() => clearInterval(keeping));
      keep(guards, linesOf<ToldLine>(join(root, TOLD)), verdicts);
      print(`in the ${most} likeliest tests of each: ${open().length} not noticed`);
    }
    const taken = new Set(tests.flatMap((test) => test.taken));
    const survivors = guards.flatMap((guard, number) => (open().includes(guard) ? [{ ...guard, number }] : []));
    for (const { file, line, asks, number } of survivors)
      print(`survives (${taken.has(number) ? 'missed' : 'taken'} by nothing): ${file}:${line} ${asks.slice(0, 120)}`);
    const share = ((100 * survivors.length) / guards.length).toFixed(1);
    print(`${survivors.length} of ${guards.length} survive (${share} %)`);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
