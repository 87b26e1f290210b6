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

/** What stands between what is told and what is asked in one line. */
const CLAUSE_ENDS = /[,.;!] | (?:and|but|und|aber|et|y) /iu;
const ASKED = /^(?:will|would|should|does|do|can|could|are|is) /iu;

/** Whether a question follows what a line tells first: "5.5, and will I lose mail". */
export const asksBeside = (text: string): boolean =>
  text
    .split(CLAUSE_ENDS)
    .slice(1)
    .some((clause) => isQuestion(clause) || ASKED.test(clause));
