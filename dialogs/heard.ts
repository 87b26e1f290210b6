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

/** Whether somebody asks rather than answers; then what the words could also mean as an answer does not count. */
export function isQuestion(text: string): boolean {
  return (
    /\?\s*$/.test(text.slice(-50)) ||
    /^\s*(?:what|which|where|how|why|is it|is this|can i|do i|should i|when|who)\b/i.test(text.slice(0, 50))
  );
}
