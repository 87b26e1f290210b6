import { onceForEqual } from '../../knowledge/recognizer/paste/once.ts';
import { isNegation } from '../../knowledge/recognizer/words/small-words.ts';
import { tokensOf } from './read-answer.ts';

/**
 * Where one statement ends and the next begins: a denial reaches no further. The stop in "5.5", "store.exe" or "Dr. Watson"
 * ends nothing, and "Dr. Watson? Never." is one statement.
 */
const CLAUSE_END = /[,;:!()\n]|(?<!\bdr)\.(?=\s|$)|\b(?:but|however|although|though)\b/i;

/** "No, 4.0 not 5.0": somebody corrects a number, and the "no" in front denies neither. */
const CORRECTED =
  /^(?:(?:no|nope|sorry|wait|nein|non|it is|it's|its)[\s,.!]{1,3}){0,3}(\d[\w.]{0,10}),?\s{1,3}(?:and )?(?:not|nicht|pas) (\d[\w.]{0,10})[\s.!]{0,5}$/i;

/** How far from a word its denial may stand: "I do **not** have any *Dr. Watson*", "*Dr. Watson* was **never** there". */
const BEFORE = 4;
const AFTER = 3;

/** The words of an answer, folded; "5 dot 5" is a number. */
export const wordsOf = (text: string): readonly string[] => {
  const words = tokensOf(text);
  return words.includes('dot') || words.includes('point')
    ? words.join(' ').replace(SPOKEN_STOP, '$1.$2').split(' ')
    : words;
};
const SPOKEN_STOP = /(\d) (?:dot|point) (\d)/g;

/** Whether a statement denies anything. */
export const denies = (clause: Clause): boolean => clause.words.some(isNegation);

/** One statement of an answer. */
export interface Clause {
  words: readonly string[];
  /** padded with blanks, for looking up phrases */
  text: string;
}

/** The statements of an answer; many readers ask for those of one utterance. */
export const clausesOf = onceForEqual((text): readonly Clause[] =>
  text
    .replace(CORRECTED, '$1, not $2')
    .split(CLAUSE_END)
    .map(wordsOf)
    .filter((one) => one.length > 0)
    .map((one) => ({ words: one, text: ` ${one.join(' ')} ` })),
);

export type Said = 'said' | 'denied' | undefined;

/** Whether a clause holds a phrase, and whether it denies it: "no crash" is no crash, and "not the same" is a phrase of its own. */
export function saysPhrase(clause: Clause, phrase: readonly string[]): Said {
  let denied: Said;
  for (let at = 0; at + phrase.length <= clause.words.length; at++) {
    if (!phrase.every((word, index) => clause.words[at + index] === word)) continue;
    const around = [
      ...clause.words.slice(Math.max(0, at - BEFORE), at),
      ...clause.words.slice(at + phrase.length, at + phrase.length + AFTER),
    ];
    const deniesItself = isNegation(phrase[0] ?? '');
    if (deniesItself || !around.some(isNegation)) return 'said';
    denied = 'denied';
  }
  return denied;
}
