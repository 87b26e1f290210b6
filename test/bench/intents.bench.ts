import { classifyIntent, prepareIntents } from '../../knowledge/recognizer/intents/classify-intent.ts';
import {
  FIRST_HALF,
  FRESH_ROUNDS,
  frozen,
  judged,
  pairs,
  SECOND_HALF,
  TRAINED,
} from '../fixtures/intent-utterances.ts';

const percent = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
const ROUNDS = 10;

/** Intents of short utterances: how many that nobody taught are understood, which are not, how long one takes. */
export async function run(print: (line: string) => void): Promise<void> {
  const started = performance.now();
  prepareIntents();
  const ready = Math.round(performance.now() - started);
  print(`${pairs(TRAINED).length} utterances taught, ${TRAINED.size} intents, ready in ${ready} ms`);
  const halves = [
    ['at hand while they were taught', FIRST_HALF],
    ['written afterwards', SECOND_HALF],
  ] as const;
  for (const [name, half] of halves) {
    const said = pairs(half).map(judged);
    const of = (is: string) => percent(said.filter((one) => one.is === is).length, said.length);
    print(`${said.length} ${name}: ${of('right')} right, ${of('wrong')} wrong, ${of('asked')} asked about`);
    for (const { is, intent, got, between, text } of said)
      if (is !== 'right') print(`  ${is}: ${intent}, ${got.join('+') || between.join(' or ') || 'nothing'}: ${text}`);
  }
  for (const half of ['tuned', 'kept'] as const) {
    const said = frozen(half).map(judged);
    const of = (is: string) => percent(said.filter((one) => one.is === is).length, said.length);
    print(`${said.length} frozen, ${half}: ${of('right')} right, ${of('wrong')} wrong, ${of('asked')} asked about`);
    // Whoever reads the misses of the kept half has tuned on it.
    for (const { is, intent, got, between, text } of half === 'tuned' ? said : [])
      if (is !== 'right') print(`  ${is}: ${intent}, ${got.join('+') || between.join(' or ') || 'nothing'}: ${text}`);
  }
  for (const { who, first, said } of FRESH_ROUNDS) {
    const now = pairs(said).map(judged);
    const of = (is: string) => percent(now.filter((one) => one.is === is).length, now.length);
    const then = `${first.right} % right, ${first.wrong} % wrong at first sight`;
    print(
      `${now.length} by ${who}: ${then}; now ${of('right')} right, ${of('wrong')} wrong, ${of('asked')} asked about`,
    );
    for (const { is, intent, got, between, text } of now)
      if (is !== 'right') print(`  ${is}: ${intent}, ${got.join('+') || between.join(' or ') || 'nothing'}: ${text}`);
  }
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++)
    for (const { text } of pairs(FIRST_HALF)) {
      const before = performance.now();
      classifyIntent(text);
      times.push(performance.now() - before);
    }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number) => `${(1000 * (sorted[Math.floor(part * (sorted.length - 1))] ?? 0)).toFixed(0)} µs`;
  print(`one classification: median ${at(0.5)}, 99th percentile ${at(0.99)}, longest ${at(1)}`);
}
