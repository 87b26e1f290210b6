import { anyOf, OPENING } from '../../knowledge/recognizer/words/small-words.ts';

/** "So what is …", "ok and why …": what gains time stands before the word that asks. */
const ASKS = new RegExp(
  `^\\s*${OPENING}{0,3}(?:(?:${anyOf('asks')})(?:'?s|'?re)?|is it|is this|can i|do i|should i)(?!\\p{L})`,
  'iu',
);

/** Whether somebody asks rather than answers; then what the words could also mean as an answer does not count. */
export function isQuestion(text: string): boolean {
  return /\?\s*$/.test(text.slice(-50)) || ASKS.test(text.slice(0, 50));
}
