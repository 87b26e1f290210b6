import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import { CAPS } from '../../knowledge/recognizer/paste/caps.ts';
import { recognizeUtterance } from '../../knowledge/recognizer/recognize.ts';
import type { RecognizerResult } from '../../knowledge/recognizer/recognizer-result.ts';
import { saidIn, type Utterance } from '../../knowledge/recognizer/utterance.ts';
import { withSigns } from '../../knowledge/signs.ts';
import { withWordedEvents } from '../../knowledge/triage/event-wordings.ts';
import { type Answer, readAnswer } from './read-answer.ts';

/** Longest text that the readers of answers look at, in UTF-16 code units. What is longer is a paste: recognition reads all of it. */
export const LONGEST_ANSWER_TEXT = CAPS.answer;

/** One utterance as it was recognised, with its text: for the readers of this room alone. */
export interface Words {
  utterance: Utterance;
  /** what was typed, or what the pressed button says, at most {@link LONGEST_ANSWER_TEXT} of it */
  text: string;
  /** what stands in a paste beside its events, at most {@link LONGEST_ANSWER_TEXT} of it: people tell what they know there */
  beside: string;
  result: RecognizerResult;
  answer: Answer;
}

/**
 * Reads an utterance once per turn. Never throws.
 * @param recognized what was recognised in it already, as of one that was too large to be read here
 */
export function hear(utterance: Utterance, recognized?: RecognizerResult): Words {
  const whole = saidIn(utterance);
  const result = recognized ?? recognizeUtterance({ ...utterance, text: whole });
  const said = whole.trim();
  const text = said.slice(0, LONGEST_ANSWER_TEXT);
  // The beginning of a paste is no answer: what follows it may say the opposite.
  const answer: Answer =
    text.length < said.length ? { kind: 'text' } : readAnswer(text, result.intent, result.alsoMeans);
  const beside = result.events.length > 0 ? linesOf(whole, result.unusedLines) : '';
  return { utterance, text, beside, result, answer };
}

const MOST_LINES = 10;

/** Some lines of a text, counted from 1. */
function linesOf(text: string, wanted: readonly number[]): string {
  const last = wanted.slice(0, MOST_LINES).at(-1) ?? 0;
  const lines = text.split(/\r\n?|\n/, last);
  return wanted
    .slice(0, MOST_LINES)
    .map((line) => lines[line - 1]?.slice(0, CAPS.line) ?? '')
    .join('\n')
    .slice(0, LONGEST_ANSWER_TEXT);
}

/**
 * Everything recognised in an utterance, with what the articles look for in it.
 * @param found what a thread that had all of a large text recognised already
 */
export function recognized(knowledge: Knowledge, utterance: Utterance, found?: RecognizerResult): RecognizerResult {
  if (found?.signs) return found;
  const said = { ...utterance, text: saidIn(utterance) };
  return withSigns(knowledge, withWordedEvents(found ?? recognizeUtterance(said), said.text), said);
}
