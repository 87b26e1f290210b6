import type { Question } from '../knowledge/question.ts';
import { UNKNOWN_ANSWER } from '../knowledge/question.ts';
import { isQuestion } from './is-question.ts';
import { type Answer, folded } from './read-answer.ts';

const LONGEST_ANSWER = 200;

/**
 * Where one statement ends and the next begins: a denial reaches no further. The stop in "5.5", "store.exe" or "Dr. Watson"
 * ends nothing, and "Dr. Watson? Never." is one statement.
 */
const CLAUSE_END = /[,;:!()\n]|(?<!\bdr)\.(?=\s|$)|\b(?:but|however|although|though)\b/i;

const DENIALS: ReadonlySet<string> = new Set(
  [
    'no not never without neither nor none nobody zero',
    'isnt arent wasnt werent didnt doesnt dont hasnt havent hadnt cant cannot couldnt wont',
    'kein keine keinen nicht nie ohne pas aucun aucune jamais sans sin ningun ninguna nunca',
  ].flatMap((words) => words.split(' ')),
);
/** How far from a word its denial may stand: "I do **not** have any *Dr. Watson*", "*Dr. Watson* was **never** there". */
const BEFORE = 4;
const AFTER = 3;

/** Answers by themselves. Inside a longer statement they mostly deny something else. */
const BARE = /^(?:yes|yep|y|no|nope|n)$/;

/** Whoever has not looked says neither yes nor no. */
const NOT_LOOKED = /\b(?:look|looked|looking|check|checked|know|sure|see yet|tried)\b/;

const words = (text: string) =>
  folded(text)
    .replace(/(\d) (?:dot|point) (\d)/g, '$1.$2')
    .split(' ')
    .filter((word) => word !== '');

interface Clause {
  words: readonly string[];
  /** padded with blanks, for looking up phrases */
  text: string;
}

const clausesOf = (text: string): Clause[] =>
  text
    .split(CLAUSE_END)
    .map(words)
    .filter((one) => one.length > 0)
    .map((one) => ({ words: one, text: ` ${one.join(' ')} ` }));

type Said = 'said' | 'denied' | undefined;

/** Whether a clause holds a phrase, and whether it denies it: "no crash" is no crash, and "not the same" is a phrase of its own. */
function says(clause: Clause, phrase: readonly string[]): Said {
  let denied: Said;
  for (let at = 0; at + phrase.length <= clause.words.length; at++) {
    if (!phrase.every((word, index) => clause.words[at + index] === word)) continue;
    const around = [
      ...clause.words.slice(Math.max(0, at - BEFORE), at),
      ...clause.words.slice(at + phrase.length, at + phrase.length + AFTER),
    ];
    const deniesItself = DENIALS.has(phrase[0] ?? '');
    if (deniesItself || !around.some((word) => DENIALS.has(word))) return 'said';
    denied = 'denied';
  }
  return denied;
}

/** A bare yes or no counts where it opens the answer; before a number ("no 4117") it is about that event alone. */
function opensWith(clause: Clause, bare: string): Said {
  const counts = clause.words[0] === bare && (clause.words.length === 1 || !/\d/.test(clause.text));
  return counts ? 'said' : undefined;
}

interface OptionHeard {
  id: string;
  /** of the longest phrase that was said; 0 for none */
  length: number;
}

function heardIn(question: Question, clause: Clause): OptionHeard[] {
  const options = question.options.map((option) => {
    const phrases = [option.id, option.label, ...option.hears].map(words);
    const found = phrases.map((phrase) => {
      const [only = '', more] = phrase;
      return {
        length: phrase.join(' ').length,
        said: more === undefined && BARE.test(only) ? opensWith(clause, only) : says(clause, phrase),
      };
    });
    return {
      id: option.id,
      length: Math.max(0, ...found.filter((one) => one.said === 'said').map((one) => one.length)),
      denied: found.some((one) => one.said === 'denied'),
      hearsNo: phrases.some((phrase) => phrase.join(' ') === 'no'),
    };
  });
  const said = options.some((one) => one.length > 0);
  const denied = options.some((one) => one.denied) && !NOT_LOOKED.test(clause.text);
  // "We don't have a Dr. Watson" names an answer only to deny it: that is the question's "no".
  return options.map(({ id, length, hearsNo }) => ({ id, length: !said && denied && hearsNo ? 1 : length }));
}

/**
 * Which option of a question an answer means: its label, one of its words, or its place in the list.
 * @returns the option's id, `unknown` for "I don't know", undefined when it means none or more than one, or asks
 */
export function readOption(question: Question, text: string, answer: Answer): string | undefined {
  if (answer.kind === 'unknown') return UNKNOWN_ANSWER;
  if (text.length > LONGEST_ANSWER) return undefined;
  const all = words(text).join(' ');
  const whole = question.options.filter((option) =>
    [option.id, option.label, ...option.hears].some((phrase) => words(phrase).join(' ') === all),
  );
  if (whole.length === 1) return whole[0]?.id;
  if (isQuestion(text)) return undefined;
  // The longest phrase wins, so "5.5" is not also heard as "5" and "not the same" not also as "same".
  const heard = Map.groupBy(
    clausesOf(text).flatMap((clause) => heardIn(question, clause)),
    (one) => one.id,
  );
  const [first, second] = [...heard]
    .map(([id, found]) => ({ id, length: Math.max(...found.map((one) => one.length)) }))
    .filter((one) => one.length > 0)
    .toSorted((a, b) => b.length - a.length);
  if (first && first.length > (second?.length ?? 0)) return first.id;
  if (first) return undefined;
  const byYesNo = answer.kind === 'yes' || answer.kind === 'done' ? 'yes' : answer.kind === 'no' ? 'no' : undefined;
  if (byYesNo && question.options.some((option) => option.id === byYesNo)) return byYesNo;
  const place = /^(\d) ?[.)]?$/.exec(text.trim())?.[1];
  return place === undefined ? undefined : question.options[Number(place) - 1]?.id;
}
