import BayesClassifier from 'natural/lib/natural/classifiers/bayes_classifier.js';
import type { ScoredIntent } from '../recognizer-result.ts';
import { type WordFeatures, wordFeatures } from './word-features.ts';

/** What the classifier makes of one utterance, before anybody decides whether to believe it. */
export interface Classification {
  /** every intent, the likeliest first; the scores add up to 1 */
  intents: ScoredIntent[];
  words: number;
  /** words that stand in the training utterances, with whatever ending */
  knownWords: number;
}

// Chosen by cross-validation on the training utterances. The smoothing stands for a feature that an intent never showed;
// natural's own 1 is as much as a whole utterance. The words of an utterance depend on each other, which Bayes denies, so
// their evidence is weighed down, or every score would be 0 or 1.
const SMOOTHING = 0.05;
const WEIGHT = 0.4;

const named = ({ stem, pair, pieces }: WordFeatures) => [...(stem === undefined ? [] : [stem]), pair, ...pieces];

/** Numbers the features. A piece that stands in a single utterance is left out: it tells nothing that its word does not. */
function numbered(utterances: readonly string[][]): ReadonlyMap<string, number> {
  const seen = new Map<string, number>();
  for (const features of utterances)
    for (const feature of new Set(features)) seen.set(feature, (seen.get(feature) ?? 0) + 1);
  const kept = [...seen].filter(([feature, times]) => times > 1 || !feature.startsWith('piece:'));
  return new Map(kept.map(([feature], number) => [feature, number]));
}

/** What training leaves: all that a classification looks at. */
export interface TrainedIntents {
  intents: string[];
  /** of each intent, as a logarithm */
  priors: number[];
  features: string[];
  /** how likely each intent shows a feature, as logarithms: for each feature one per intent */
  evidence: Float64Array;
}

/**
 * Trains natural's Bayes classifier.
 * natural compares each feature that it knows with each feature of an utterance. Its inner classifier is asked here with
 * the numbers of the features alone, and what it says of each is noted: the same numbers in a fraction of the time.
 */
export function trainIntents(utterances: ReadonlyMap<string, readonly string[]>): TrainedIntents {
  const { classifier } = new BayesClassifier(undefined, SMOOTHING);
  const examples = [...utterances].flatMap(([intent, texts]) =>
    texts.map((text) => ({ intent, features: wordFeatures(text).flatMap(named) })),
  );
  const numbers = numbered(examples.map(({ features }) => features));
  const observation = new Array<number>(numbers.size).fill(0);
  for (const { intent, features } of examples) {
    const shown = features.map((feature) => numbers.get(feature)).filter((number) => number !== undefined);
    for (const number of shown) observation[number] = 1;
    classifier.addExample(observation, intent);
    for (const number of shown) observation[number] = 0;
  }
  classifier.train();

  const intents = [...utterances.keys()];
  const priors = intents.map((intent) => Math.log(classifier.probabilityOfClass({}, intent)));
  const evidence = [...numbers.values()].flatMap((number) =>
    intents.map(
      (intent, at) => Math.log(classifier.probabilityOfClass({ feature: number }, intent)) - (priors[at] ?? 0),
    ),
  );
  return { intents, priors, features: [...numbers.keys()], evidence: Float64Array.from(evidence) };
}

/** Whether a value that was kept is what training leaves. */
export function isTrained(value: unknown): value is TrainedIntents {
  if (typeof value !== 'object' || value === null) return false;
  const { intents, priors, features, evidence }: Partial<Record<string, unknown>> = { ...value };
  return (
    [intents, priors, features].every(Array.isArray) &&
    evidence instanceof Float64Array &&
    Array.isArray(intents) &&
    Array.isArray(features) &&
    evidence.length === intents.length * features.length
  );
}

/** @returns a function that classifies an utterance; the same utterance always alike */
export function intentClassifier({
  intents,
  priors,
  features,
  evidence: all,
}: TrainedIntents): (text: string) => Classification {
  const rows = new Map(features.map((feature, row) => [feature, row * intents.length]));
  const evidence = (feature: string): Float64Array | undefined => {
    const from = rows.get(feature);
    return from === undefined ? undefined : all.subarray(from, from + intents.length);
  };

  return (text) => {
    const words = wordFeatures(text);
    const sums = [...priors];
    const add = (features: readonly string[]): number => {
      const known = features.map(evidence).filter((logs) => logs !== undefined);
      for (const logs of known)
        for (const [at, log] of logs.entries()) sums[at] = (sums[at] ?? 0) + (WEIGHT * log) / known.length;
      return known.length;
    };
    let knownWords = 0;
    for (const { stem, pair, pieces } of words) {
      if (stem !== undefined) knownWords += add([stem]);
      add([pair]);
      add(pieces);
    }
    const highest = Math.max(...sums);
    const shares = sums.map((sum) => Math.exp(sum - highest));
    const whole = shares.reduce((sum, share) => sum + share, 0);
    const scored = intents.map((name, at) => ({ name, score: (shares[at] ?? 0) / whole }));
    return { intents: scored.toSorted((a, b) => b.score - a.score), words: words.length - 1, knownWords };
  };
}
