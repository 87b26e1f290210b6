import { readdirSync, readFileSync } from 'node:fs';
import { kept } from '../../kept.ts';
import type { ScoredIntent } from '../recognizer-result.ts';
import { type Classification, intentClassifier, isTrained, trainIntents } from './intent-classifier.ts';
import { readIntentUtterances } from './intent-utterances.ts';
import { mayMean } from './order-words.ts';
import { isPlaceholder, utteranceWords } from './utterance-words.ts';

/** Longer texts are no short utterances: nothing is guessed about them. */
const LONGEST_TEXT = 200;
const MOST_LINES = 3;
/** Below it about half of the guesses are wrong (measured on utterances that were not trained on). */
const LOWEST_SCORE = 0.35;
/** Marks of text that was copied and not said: markup, columns, registry paths, the labels of an event. */
const COPIED = /[<>{}\t]|HKEY_|REG_|\b(?:event ?id|(?:event )?(?:type|source|category)) ?:/i;

const HERE = new URL('.', import.meta.url);
let classify: ((text: string) => Classification) | undefined;

/**
 * Trains the classifier on utterances.yaml, unless that is done, in this process or for an earlier one. Called at the start
 * of the process, it spares the first user the wait.
 * @throws when the file is missing or not of its shape
 */
export function prepareIntents(): (text: string) => Classification {
  if (classify) return classify;
  const sourceOf = (file: string) => readFileSync(new URL(file, HERE), 'utf8');
  const utterances = sourceOf('utterances.yaml');
  // All code of this folder counts, and what reads the file: how words and features are made of an utterance is as much of the training as the data.
  const code = readdirSync(HERE)
    .filter((file) => file.endsWith('.ts'))
    .sort();
  const train = () => trainIntents(readIntentUtterances('utterances.yaml', utterances));
  const trained = kept('intents', [utterances, ...[...code, '../../yaml-file.ts'].map(sourceOf)], train, isTrained);
  classify = intentClassifier(trained);
  return classify;
}

/**
 * Guesses what a short utterance is about. The same text always gives the same answer.
 * @returns undefined for a text that is long, was copied, is mostly unknown words, or could mean several things
 */
export function classifyIntent(text: string): ScoredIntent | undefined {
  const said = text.slice(0, LONGEST_TEXT + 1).trim();
  if (text.length > LONGEST_TEXT || said.split('\n').length > MOST_LINES || COPIED.test(said)) return undefined;
  // A number alone is an answer, or an event id, or a code, and others read it. With a question mark it asks.
  if (utteranceWords(said).every(isPlaceholder) && !said.endsWith('?')) return undefined;
  const { intents, words, knownWords } = prepareIntents()(said);
  const [best] = intents;
  if (!best || knownWords === 0) return undefined;
  // Unknown words are no evidence against anything, so the classifier cannot doubt because of them. This does.
  const score = best.score * (knownWords / words) ** 2;
  return score >= LOWEST_SCORE && mayMean(best.name, score, said) ? { name: best.name, score } : undefined;
}
