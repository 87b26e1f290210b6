import { BayesClassifier } from 'natural/lib/natural/classifiers/index.js';
import type { ScoredIntent } from '../recognizer-result.ts';
import { wordFeatures } from './word-features.ts';

/** What the classifier makes of one utterance, before anybody decides whether to believe it. */
export interface Classification {
  /** every intent, the likeliest first; the scores add up to 1 */
  intents: ScoredIntent[];
  words: number;
  /** words that stand in the training utterances, as they are or with another ending */
  knownWords: number;
}

// Chosen by cross-validation on the training utterances. The smoothing stands for a feature that an intent never showed;
// natural's own 1 is as much as a whole utterance. The words of an utterance depend on each other, which Bayes denies, so
// the evidence is weighed down, or every score would be 0 or 1.
const SMOOTHING = 0.05;
const WEIGHT = 0.4;

/**
 * Trains natural's Bayes classifier.
 * natural compares each feature it knows with each feature of an utterance; its inner classifier is asked directly, with
 * the features by number, and its answers per feature are kept. That is a hundred times faster and gives the same numbers.
 */
export function trainIntentClassifier(utterances: ReadonlyMap<string, readonly string[]>) {
  const { classifier } = new BayesClassifier(undefined, SMOOTHING);
  const numbers = new Map<string, number>();
  const examples = [...utterances].flatMap(([intent, texts]) =>
    texts.map((text) => {
      const features = wordFeatures(text).flatMap(({ stem, pair, pieces }) => [
        ...(stem === undefined ? [] : [stem]),
        pair,
        ...pieces,
      ]);
      for (const feature of features) if (!numbers.has(feature)) numbers.set(feature, numbers.size);
      return { intent, features };
    }),
  );
  for (const { intent, features } of examples) {
    const observation = new Array<number>(numbers.size).fill(0);
    for (const feature of features) observation[numbers.get(feature) ?? 0] = 1;
    classifier.addExample(observation, intent);
  }
  classifier.train();

  const intents = [...utterances.keys()];
  const priors = intents.map((intent) => Math.log(classifier.probabilityOfClass({}, intent)));
  const kept = new Map<string, readonly number[]>();
  /** how likely each intent shows the feature, as a logarithm; undefined for a feature that no intent shows */
  const evidence = (feature: string): readonly number[] | undefined => {
    const number = numbers.get(feature);
    if (number === undefined) return undefined;
    const there = kept.get(feature);
    if (there) return there;
    const asked = intents.map(
      (intent, at) => Math.log(classifier.probabilityOfClass({ feature: number }, intent)) - (priors[at] ?? 0),
    );
    kept.set(feature, asked);
    return asked;
  };

  return (text: string): Classification => {
    const words = wordFeatures(text);
    const sums = [...priors];
    const add = (features: readonly (readonly number[])[]) => {
      for (const logs of features)
        for (const [at, log] of logs.entries()) sums[at] = (sums[at] ?? 0) + (WEIGHT * log) / features.length;
    };
    let knownWords = 0;
    for (const { stem, pair, pieces } of words) {
      const word = stem === undefined ? undefined : evidence(stem);
      if (word) knownWords += 1;
      const beside = evidence(pair);
      add(word ? [word] : []);
      add(beside ? [beside] : []);
      add(pieces.map(evidence).filter((logs) => logs !== undefined));
    }
    const highest = Math.max(...sums);
    const shares = sums.map((sum) => Math.exp(sum - highest));
    const whole = shares.reduce((sum, share) => sum + share, 0);
    const scored = intents.map((name, at) => ({ name, score: (shares[at] ?? 0) / whole }));
    return { intents: scored.toSorted((a, b) => b.score - a.score), words: words.length - 1, knownWords };
  };
}
