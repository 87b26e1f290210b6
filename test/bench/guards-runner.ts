import { appendFileSync, readFileSync } from 'node:fs';
import { type RunnerTestCase, TestRunner } from 'vitest';

// Runs in the copy that the bench makes: every test once as it is, and once more for each guard it takes that no test has
// missed yet, with that guard switched off.

/** Longer tests tell little that shorter ones do not, and are played once. */
const LONGEST_TEST = 4000;
/** A guard may be what ends a loop. */
const MOST_ASKED = 3_000_000;
const TAKEN = 'guards-taken.txt';
const NOTICED = 'guards-noticed.txt';

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

const linesOf = (file: string) => readFileSync(file, 'utf8').split('\n');

export default class GuardsRunner extends TestRunner {
  #noticed = new Set(linesOf(NOTICED).map((line) => Number.parseInt(line, 10)));

  async runTask(test: RunnerTestCase): Promise<void> {
    const play = TestRunner.getTestFn(test);
    taken = new Set();
    const began = performance.now();
    await play();
    const took = performance.now() - began;
    const news = [...taken].filter((guard) => !this.#noticed.has(guard));
    if (news.length === 0) return;
    appendFileSync(TAKEN, news.map((guard) => `${guard}\n`).join(''));
    if (took > LONGEST_TEST || !(await staysGreen(play, -1))) return;
    for (const guard of news) {
      if (await staysGreen(play, guard)) continue;
      this.#noticed.add(guard);
      appendFileSync(NOTICED, `${guard} ${test.file.name} > ${test.name}\n`);
    }
  }
}

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
