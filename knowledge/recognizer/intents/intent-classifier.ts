import type { ScoredIntent } from '../recognizer-result.ts';
import { varied } from './vary-utterances.ts';
import { featuresOf } from './word-features.ts';

/** What the classifier makes of one utterance, before anybody decides whether to believe it. */
export interface Classification {
  /** every intent, the likeliest first; the scores add up to 1 */
  intents: ScoredIntent[];
  words: number;
  /** words that stand in the training utterances, with whatever ending */
  knownWords: number;
}

/** What training leaves: all that a classification looks at. */
export interface TrainedIntents {
  intents: string[];
  features: string[];
  /** for each feature one number per intent; the last row is what each intent has of itself */
  weights: Float32Array;
}

// Chosen on the first half of the held-back utterances. Rounds over the examples, how far each corrects the weights
// (the step shrinks by feature, as AdaGrad has it), and how fast a weight that nothing confirms goes back to 0.
const ROUNDS = 8;
const STEP = 0.2;
const DECAY = 0.0003;
/** What is right already to this degree is not corrected. */
const RIGHT = 0.005;

const FEW = 3;

/** Numbers the features. What stands in few utterances is left out, since each comes in up to three forms: it tells nothing about others. */
function numbered(utterances: readonly string[][]): ReadonlyMap<string, number> {
  const seen = new Map<string, number>();
  for (const features of utterances) for (const feature of features) seen.set(feature, (seen.get(feature) ?? 0) + 1);
  return new Map([...seen].filter(([, times]) => times > FEW).map(([feature], number) => [feature, number]));
}

/** Scores of one utterance by its rows of weights; they add up to 1. */
function scores(
  weights: Float32Array | Float64Array,
  rows: readonly number[],
  count: number,
  itself: number,
): Float64Array {
  const sums = new Float64Array(count);
  const share = 1 / Math.sqrt(rows.length || 1);
  for (let at = 0; at < count; at++) sums[at] = weights[itself + at] ?? 0;
  for (const row of rows)
    for (let at = 0; at < count; at++) sums[at] = (sums[at] ?? 0) + (weights[row + at] ?? 0) * share;
  const highest = Math.max(...sums);
  let whole = 0;
  for (let at = 0; at < count; at++) {
    sums[at] = Math.exp((sums[at] ?? 0) - highest);
    whole += sums[at] ?? 0;
  }
  return sums.map((sum) => sum / whole);
}

/** Numbers without a pattern, and the same ones each time. */
function shuffler(): (below: number) => number {
  let state = 1;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state % below;
  };
}

function shuffle<T>(list: T[], random: (below: number) => number): void {
  for (let at = list.length - 1; at > 0; at--) {
    const other = random(at + 1);
    const [a, b] = [list[at], list[other]];
    if (a !== undefined && b !== undefined) [list[at], list[other]] = [b, a];
  }
}

/** Writes down which errors are worth correcting. @returns how many */
function furthestOff(errors: Float64Array, into: Int32Array): number {
  let many = 0;
  for (let at = 0; at < errors.length; at++) if (Math.abs(errors[at] ?? 0) >= RIGHT) into[many++] = at;
  return many;
}

/**
 * Trains a maximum entropy classifier (softmax regression by stochastic gradient): unlike Bayes it does not count the
 * words of an utterance as independent witnesses.
 * @param framed further utterances by intent, taken as they are: frames vary by themselves
 */
export function trainIntents(
  utterances: ReadonlyMap<string, readonly string[]>,
  groups: ReadonlyMap<string, string>,
  framed: ReadonlyMap<string, readonly string[]>,
): TrainedIntents {
  const intents = [...utterances.keys()];
  const count = intents.length;
  const read = intents.flatMap((name, intent) =>
    [...(utterances.get(name) ?? []).flatMap(varied), ...(framed.get(name) ?? [])].map((text) => ({
      intent,
      features: featuresOf(text, groups).all,
    })),
  );
  const numbers = numbered(read.map(({ features }) => features));
  const itself = numbers.size * count;
  const examples = read.map(({ intent, features }) => ({
    intent,
    rows: features.flatMap((feature) => (numbers.get(feature) ?? -1) * count).filter((row) => row >= 0),
  }));
  const weights = new Float64Array(itself + count);
  const squares = new Float64Array(itself + count).fill(1e-6);
  const correct = (at: number, by: number) => {
    const square = (squares[at] ?? 0) + by * by;
    squares[at] = square;
    weights[at] = (weights[at] ?? 0) - (STEP * by) / Math.sqrt(square);
  };
  const random = shuffler();
  // Filled anew for each example: this is done some ten million times.
  const wrong = new Int32Array(count);
  const learnRow = (row: number, said: Float64Array, share: number, many: number) => {
    for (let one = 0; one < many; one++) {
      const at = wrong[one] ?? 0;
      correct(row + at, (said[at] ?? 0) * share + DECAY * (weights[row + at] ?? 0));
    }
  };
  const learn = ({ intent, rows }: (typeof examples)[number]) => {
    const said = scores(weights, rows, count, itself);
    const share = 1 / Math.sqrt(rows.length || 1);
    said[intent] = (said[intent] ?? 0) - 1;
    const many = furthestOff(said, wrong);
    for (let one = 0; one < many; one++) correct(itself + (wrong[one] ?? 0), said[wrong[one] ?? 0] ?? 0);
    for (const row of rows) learnRow(row, said, share, many);
  };
  for (let round = 0; round < ROUNDS; round++) {
    shuffle(examples, random);
    for (const example of examples) learn(example);
  }
  return { intents, features: [...numbers.keys()], weights: Float32Array.from(weights) };
}

/** Whether a value that was kept is what training leaves. */
export function isTrained(value: unknown): value is TrainedIntents {
  if (typeof value !== 'object' || value === null) return false;
  const { intents, features, weights }: Partial<Record<string, unknown>> = { ...value };
  return (
    Array.isArray(intents) &&
    Array.isArray(features) &&
    weights instanceof Float32Array &&
    weights.length === intents.length * (features.length + 1)
  );
}

/** @returns a function that classifies an utterance; the same utterance always alike */
export function intentClassifier(
  { intents, features, weights }: TrainedIntents,
  groups: ReadonlyMap<string, string>,
): (text: string) => Classification {
  const count = intents.length;
  const rows = new Map(features.map((feature, row) => [feature, row * count]));
  return (text) => {
    const { all, stems } = featuresOf(text, groups);
    const known = all.flatMap((feature) => rows.get(feature) ?? []);
    const shares = scores(weights, known, count, features.length * count);
    // A folder of knowledge may teach more of what is there already.
    const sums = new Map<string, number>();
    for (const [at, name] of intents.entries()) sums.set(name, (sums.get(name) ?? 0) + (shares[at] ?? 0));
    const scored = [...sums].map(([name, score]) => ({ name, score }));
    return {
      intents: scored.toSorted((a, b) => b.score - a.score),
      words: stems.length,
      knownWords: stems.filter((stem) => rows.has(`word:${stem}`)).length,
    };
  };
}
