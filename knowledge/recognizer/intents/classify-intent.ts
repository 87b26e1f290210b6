import { readFileSync } from 'node:fs';
import type { ScoredIntent } from '../recognizer-result.ts';
import { trainIntentClassifier } from './intent-classifier.ts';
import { readIntentUtterances } from './intent-utterances.ts';
import { mayBeOrder } from './order-words.ts';

/** Longer texts are not short utterances: nothing is guessed about them. */
const LONGEST_TEXT = 200;
const MOST_LINES = 3;

const LOWEST_SCORE = 0.35;

let classify: ReturnType<typeof trainIntentClassifier> | undefined;

/**
 * Guesses what a short utterance is about. The same text always gives the same answer. The first call trains the classifier.
 * @returns undefined for a text that is long, unknown, or could mean two things; never throws after the first call
 */
export function classifyIntent(text: string): ScoredIntent | undefined {
  if (text.length > LONGEST_TEXT || text.trim().split('\n').length > MOST_LINES) return undefined;
  classify ??= trainIntentClassifier(
    readIntentUtterances('utterances.yaml', readFileSync(new URL('utterances.yaml', import.meta.url), 'utf8')),
  );
  const { intents, words, knownWords } = classify(text);
  const [best] = intents;
  if (!best || knownWords === 0 || knownWords * 2 < words || best.score < LOWEST_SCORE) return undefined;
  return mayBeOrder(best.name, best.score, text) ? best : undefined;
}
