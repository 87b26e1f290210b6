import { recognizeUtterance } from '../knowledge/recognizer/recognize.ts';
import type { RecognizerResult } from '../knowledge/recognizer/recognizer-result.ts';
import { saidIn, type Utterance } from '../knowledge/recognizer/utterance.ts';
import { type Answer, readAnswer } from './read-answer.ts';

/** One utterance, read in every way the conversation may need. */
export interface Heard {
  utterance: Utterance;
  /** what was typed, or what the pressed button says */
  text: string;
  result: RecognizerResult;
  answer: Answer;
}

/**
 * Reads an utterance once per turn. Never throws.
 * @param recognized what was recognised in it already, as of one that was too large to be read here
 */
export function hear(utterance: Utterance, recognized?: RecognizerResult): Heard {
  const text = saidIn(utterance);
  const result = recognized ?? recognizeUtterance({ ...utterance, text });
  return { utterance, text, result, answer: readAnswer(text, result.intent) };
}
