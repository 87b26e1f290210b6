import type { TrainedIntents } from './intent-classifier.ts';
import { varied } from './vary-utterances.ts';
import { featuresOf } from './word-features.ts';

// To train all intents anew takes many seconds, and a folder of knowledge changes while people wait for answers. What was learned
// of the others stays as it is; only what is new learns, against them.

const ROUNDS = 10;
const STEP = 0.3;
const DECAY = 0.0003;
/** Of what others mean every third utterance is looked at: enough to learn what they are not. */
const EVERY = 3;
const NONE = -1;

interface Example {
  /** its place among the new intents, or {@link NONE} */
  intent: number;
  rows: readonly number[];
  /** how much speaks for all the others together: the logarithm of their sum */
  others: number;
}

/**
 * Teaches further intents to a trained classifier. Deterministic. One that is there already is known by its new utterances as well.
 * @param own the further intents with their utterances
 * @param others what is said otherwise, so that it is not taken for one of them
 */
export function withMoreIntents(
  { intents, features, weights }: TrainedIntents,
  own: ReadonlyMap<string, readonly string[]>,
  others: readonly string[],
  groups: ReadonlyMap<string, string>,
): TrainedIntents {
  const before = intents.length;
  const count = before + own.size;
  const taught = [...own.values()].flatMap((texts, intent) =>
    texts.flatMap(varied).map((text) => ({ intent, all: featuresOf(text, groups).all })),
  );
  const known = new Set(features);
  const added = [...new Set(taught.flatMap(({ all }) => all))].filter((feature) => !known.has(feature));
  const every = [...features, ...added];
  const rowOf = new Map(every.map((feature, row) => [feature, row] as const));
  const itself = every.length;
  const all = new Float32Array((every.length + 1) * count);
  for (let row = 0; row <= features.length; row += 1)
    all.set(weights.subarray(row * before, (row + 1) * before), (row < features.length ? row : itself) * count);

  const exampleOf = (intent: number, words: readonly string[]): Example => {
    const rows = words.flatMap((feature) => rowOf.get(feature) ?? []);
    return { intent, rows, others: sumOfOthers(all, rows, count, before, itself) };
  };
  const examples = [
    ...taught.map(({ intent, all: words }) => exampleOf(intent, words)),
    ...others.filter((_, at) => at % EVERY === 0).map((text) => exampleOf(NONE, featuresOf(text, groups).all)),
  ];
  learn(all, examples, { count, before, itself });
  return { intents: [...intents, ...own.keys()], features: every, weights: all };
}

/** Of the weights of one utterance for one intent. */
function scoreOf(weights: Float32Array, rows: readonly number[], count: number, itself: number, at: number): number {
  let sum = 0;
  for (const row of rows) sum += weights[row * count + at] ?? 0;
  return (weights[itself * count + at] ?? 0) + sum / Math.sqrt(rows.length || 1);
}

function sumOfOthers(
  weights: Float32Array,
  rows: readonly number[],
  count: number,
  before: number,
  itself: number,
): number {
  const scores = Array.from({ length: before }, (_, at) => scoreOf(weights, rows, count, itself, at));
  const highest = Math.max(...scores);
  return highest + Math.log(scores.reduce((sum, score) => sum + Math.exp(score - highest), 0));
}

function learn(
  weights: Float32Array,
  examples: readonly Example[],
  { count, before, itself }: { count: number; before: number; itself: number },
): void {
  const squares = new Float32Array(weights.length).fill(1e-4);
  const correct = (at: number, by: number) => {
    squares[at] = (squares[at] ?? 0) + by * by;
    weights[at] = (weights[at] ?? 0) - (STEP * by) / Math.sqrt(squares[at] ?? 1);
  };
  const learnOne = ({ intent, rows, others }: Example) => {
    const scores = Array.from({ length: count - before }, (_, at) =>
      scoreOf(weights, rows, count, itself, before + at),
    );
    const highest = Math.max(others, ...scores);
    const whole = scores.reduce((sum, score) => sum + Math.exp(score - highest), Math.exp(others - highest));
    const share = 1 / Math.sqrt(rows.length || 1);
    for (const [at, score] of scores.entries()) {
      const wrong = Math.exp(score - highest) / whole - (at === intent ? 1 : 0);
      if (Math.abs(wrong) < 0.005) continue;
      correct(itself * count + before + at, wrong);
      for (const row of rows) {
        const place = row * count + before + at;
        correct(place, wrong * share + DECAY * (weights[place] ?? 0));
      }
    }
  };
  // Told apart evenly: each round begins at another place, and goes on in steps that meet all.
  for (let round = 0; round < ROUNDS; round += 1)
    for (let at = 0; at < examples.length; at += 1) {
      const example = examples[(round * 7 + at * PRIME) % examples.length];
      if (example) learnOne(example);
    }
}

/** Larger than any number of examples, so that multiples of it meet each of them once. */
const PRIME = 1_000_003;
