import { recognizeUtterance } from '../knowledge/recognizer/recognize.ts';
import type { RecognizerResult } from '../knowledge/recognizer/recognizer-result.ts';
import type { Utterance } from '../knowledge/recognizer/utterance.ts';
import { type Answer, readAnswer } from './read-answer.ts';

/** One utterance, read in every way the conversation may need. */
export interface Heard {
  utterance: Utterance;
  /** what was typed, or what the pressed button says */
  text: string;
  result: RecognizerResult;
  answer: Answer;
}

/** Reads an utterance once per turn. Never throws. */
export function hear(utterance: Utterance): Heard {
  const text = utterance.pressed?.say ?? utterance.text;
  const result = recognizeUtterance({ ...utterance, text });
  return { utterance, text, result, answer: readAnswer(text, result.intent) };
}
