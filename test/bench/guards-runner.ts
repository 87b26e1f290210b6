import { appendFileSync, readFileSync } from 'node:fs';
import { type RunnerTask, type RunnerTestCase, TestRunner } from 'vitest';
import { PLAN, TAKEN, type TakenLine, TOLD, type ToldLine } from './guards-files.ts';

// Runs in the copy that the bench makes. Without a plan every test is played once and tells the guards it takes; with one, only the
// tests of the plan are played, once as they are and once more for each of their guards, with that guard switched off.

/** A guard may be what ends a loop. */
const MOST_ASKED = 3_000_000;

let off = -1;
let asked = 0;
let taken = new Set<number>();
Object.assign(globalThis, {
  guardTaken: (guard: number) => {
    if (off < 0) taken.add(guard);
    else if (++asked > MOST_ASKED) throw new Error('it does not end');
    return guard !== off;
  },
});

const linesOf = (file: string) => readFileSync(file, 'utf8').split('\n').filter(Boolean);
const nameOf = (task: RunnerTask): string => `${task.suite ? nameOf(task.suite) : task.file.name} > ${task.name}`;

export default class GuardsRunner extends TestRunner {
  #plan: Record<string, number[]> | undefined = JSON.parse(readFileSync(PLAN, 'utf8')).tries;

  async runTask(test: RunnerTestCase): Promise<void> {
    const name = nameOf(test);
    const guards = this.#plan?.[name];
    if (this.#plan && !guards) return;
    const play = TestRunner.getTestFn(test);
    taken = new Set();
    const began = performance.now();
    await play();
    const took = Math.round(performance.now() - began);
    if (guards) await tryWithout(play, name, guards);
    else tell(TAKEN, { test: name, took, taken: [...taken] } satisfies TakenLine);
  }
}

async function tryWithout(play: () => unknown, test: string, guards: number[]): Promise<void> {
  if (!(await staysGreen(play, -1))) return;
  const noticed = new Set(linesOf(TOLD).flatMap((line) => (JSON.parse(line).noticed ? [JSON.parse(line).guard] : [])));
  for (const guard of guards)
    if (!noticed.has(guard)) tell(TOLD, { guard, test, noticed: !(await staysGreen(play, guard)) } satisfies ToldLine);
}

const tell = (file: string, line: object) => appendFileSync(file, `${JSON.stringify(line)}\n`);

async function staysGreen(play: () => unknown, guard: number): Promise<boolean> {
  off = guard;
  asked = 0;
  try {
    await play();
    return true;
  } catch {
    return false;
  } finally {
    off = -1;
  }
}
