import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';
import type { FoundRegex } from './find-regexes.ts';

/** How the work of a regular expression grows with what it searches: 1 linear, 2 and more polynomial, Infinity exponential. */
const Verdict = z.object({
  growth: z.number().nullable(),
  /** a text that shows it, written as JavaScript */
  attack: z.string().optional(),
  /** why there is no verdict */
  undecided: z.string().optional(),
});
export type Verdict = z.infer<typeof Verdict>;

// The browser's build is JavaScript alone: nothing to download, nothing to run at install, the same answer on every machine.
const { checkSync } = createRequire(import.meta.url)('recheck/lib/browser.js') as typeof import('recheck');

/** Attacks end by steps and not by the clock: a busy machine must not make an expression look slow. */
const LIMITS = { timeout: 300_000, attackTimeout: null, incubationTimeout: null } as const;

/** What the verdicts were made with; another version judges everything again. */
const JUDGE = 'recheck 4.5.0 by steps';

/** Judges one regular expression, as search anywhere in a text of any length. Milliseconds as a rule, seconds at worst. */
export function judgeRegex(source: string, flags: string): Verdict {
  const found = checkSync(source, flags, LIMITS);
  if (found.status === 'safe') return { growth: 1 };
  if (found.status === 'unknown') return { growth: null, undecided: found.error.kind };
  const { complexity, attack } = found;
  return {
    growth: complexity.type === 'polynomial' ? complexity.degree : null,
    ...(complexity.type !== 'polynomial' && { undecided: complexity.summary }),
    attack: attack.pattern,
  };
}

/** Verdicts that are kept from one run to the next, by expression: only what is new is judged. */
export class KeptVerdicts {
  readonly #file: string;
  readonly #known: Map<string, Verdict>;
  readonly #used = new Map<string, Verdict>();

  /** @param afresh nothing that the file holds is believed */
  constructor(file: string, afresh = false) {
    this.#file = file;
    this.#known = new Map(afresh ? [] : Object.entries(readKept(file)));
  }

  judge(source: string, flags: string): Verdict {
    const key = createHash('sha256').update(`${JUDGE}\n${flags}\n${source}`).digest('base64url').slice(0, 22);
    const before = this.#known.get(key);
    const verdict = before ?? judgeRegex(source, flags);
    this.#known.set(key, verdict);
    this.#used.set(key, verdict);
    // Some take long: who ends the run loses none.
    if (before === undefined) this.#write(this.#known);
    return verdict;
  }

  /** Forgets what no expression of this run needed. */
  keep(): void {
    this.#write(this.#used);
  }

  #write(verdicts: ReadonlyMap<string, Verdict>): void {
    // One a line and in order, so that a change shows what it adds.
    const lines = [...verdicts]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map((one) => one.map((part) => JSON.stringify(part)).join(': '));
    writeFileSync(this.#file, `{\n${lines.join(',\n')}\n}\n`);
  }
}

function readKept(file: string): Record<string, Verdict> {
  try {
    return z.record(z.string(), Verdict).parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}

/** Steps that a polynomial may cost: for a text that is cut as a whole, and for each character of a line that is cut. */
const MOST_STEPS = { all: 1_000_000, line: 100 };

/** What is wrong with an expression in its place, as one sentence; undefined when it costs little whatever comes. */
export function complaint(
  { bound, source, flags }: FoundRegex,
  { growth, attack, undecided }: Verdict,
): string | undefined {
  if (growth !== null && growth <= 1) return undefined;
  const what = `/${source}/${flags}`;
  if (growth === null)
    return `${what} is ${undecided ?? 'exponential'}${attack ? ` on ${attack}` : ''} — write it simpler; no bound helps it`;
  const grows = `${what} grows with power ${growth} on ${attack ?? 'some text'}`;
  if (!bound)
    return `${grows} — write it linear, or cut what it sees and say above it "sees at most N characters in all|of a line: why"`;
  const steps = bound.of === 'all' ? bound.characters ** growth : bound.characters ** (growth - 1);
  if (steps <= MOST_STEPS[bound.of]) return undefined;
  return `${grows} — ${bound.characters} characters ${bound.of === 'all' ? 'in all' : 'of a line'} are too many for it`;
}
