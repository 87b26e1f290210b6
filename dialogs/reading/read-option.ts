import type { Question } from '../../knowledge/question.ts';
import { UNKNOWN_ANSWER } from '../../knowledge/question.ts';
import { CAPS } from '../../knowledge/recognizer/paste/caps.ts';
import { type Clause, clausesOf, denies, type Said, saysPhrase, wordsOf } from './denial.ts';
import { isQuestion } from './is-question.ts';
import type { Answer } from './read-answer.ts';
import { soundsUnsure } from './step-words.ts';

/** Answers by themselves. Inside a longer statement they mostly deny something else. */
const BARE = /^(?:yes|yep|y|no|nope|n)$/;

/** Neither always nor never. */
const NOW_AND_THEN = /\b(?:sometimes|mostly|usually|twice|then others?|now and then)\b/;

/** Whoever has not looked says neither yes nor no. */
const NOT_LOOKED = /\b(?:look|looked|looking|check|checked|know|sure|see yet|tried)\b/;

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

/** What an option of a question is called. */
interface OptionPhrases {
  id: string;
  phrases: readonly { words: readonly string[]; text: string }[];
}
const called = new WeakMap<Question, readonly OptionPhrases[]>();

/** The phrases of a question's options, in words; they are the same in every turn. */
function phrasesOf(question: Question): readonly OptionPhrases[] {
  const made =
    called.get(question) ??
    question.options.map(({ id, label, hears }) => ({
      id,
      phrases: [id, label, ...hears].map(wordsOf).map((words) => ({ words, text: words.join(' ') })),
    }));
  called.set(question, made);
  return made;
}

function heardIn(question: Question, clause: Clause): OptionHeard[] {
  const options = phrasesOf(question).map(({ id, phrases }) => {
    const found = phrases.map(({ words, text }) => ({
      length: text.length,
      said: BARE.test(text) ? opensWith(clause, text) : saysPhrase(clause, words),
    }));
    return {
      id,
      length: Math.max(0, ...found.filter((one) => one.said === 'said').map((one) => one.length)),
      denied: found.some((one) => one.said === 'denied'),
      hearsNo: phrases.some(({ text }) => text === 'no'),
    };
  });
  const said = options.some((one) => one.length > 0);
  const denied = options.some((one) => one.denied) && !NOT_LOOKED.test(clause.text);
  // "We don't have a Dr. Watson" names an answer only to deny it: that is the question's "no".
  return options.map(({ id, length, hearsNo }) => ({ id, length: !said && denied && hearsNo ? 1 : length }));
}

/** The only option that a yes or a no means. */
function byYesNo({ options }: Question, { kind }: Answer): string | undefined {
  const said = kind === 'yes' || kind === 'done' ? 'yes' : kind === 'no' ? 'no' : undefined;
  const means = options.filter(({ id, hears }) => said !== undefined && (id === said || hears.includes(said)));
  return means.length === 1 ? means[0]?.id : undefined;
}

/** "A different server now": it is another matter, and no file is meant by "different". */
const OTHER_MATTER =
  /\b(?:another|different|other|same|new|next) (?:server|machine|computer|box|pc|case|problem|issue|incident|ticket|question|topic)\b/gi;

/** A "no" or "nothing" that answers nobody's question. */
const IDLE_NO =
  /\bfor nothing\b|\bno (?:way|idea|clue|problem|worries|thanks|offence|kidding|wonder)\b|\bnothing (?:works?|working|helps?|helped|happens|happened)\b/gi;

/**
 * Which option of a question an answer means: its label, one of its words, or its place in the list.
 * @returns the option's id, `unknown` for "I don't know", undefined when it means none or more than one, or asks
 */
export function readOption(question: Question, text: string, answer: Answer): string | undefined {
  if (answer.kind === 'unknown') return UNKNOWN_ANSWER;
  if (text.length > CAPS.request) return undefined;
  const all = wordsOf(text).join(' ');
  const whole = phrasesOf(question).filter(({ phrases }) => phrases.some((phrase) => phrase.text === all));
  if (whole.length === 1) return whole[0]?.id;
  if (isQuestion(text) || NOW_AND_THEN.test(all)) return undefined;
  // The longest phrase wins, so "5.5" is not also heard as "5" and "not the same" not also as "same".
  const clauses = clausesOf(text.replace(OTHER_MATTER, ' ').replace(IDLE_NO, ' '));
  const known = new Set(question.options.flatMap((option) => option.hears));
  // "Not 4037, but 12003": a number that no option knows is more than a no.
  const strange = clauses.some(
    (clause) => !denies(clause) && clause.words.some((word) => /^\d{4,5}$/.test(word) && !known.has(word)),
  );
  const heard = Map.groupBy(
    clauses.flatMap((clause) => heardIn(question, clause)),
    (one) => one.id,
  );
  const [first, second] = [...heard]
    .map(([id, found]) => ({ id, length: Math.max(...found.map((one) => one.length)) }))
    .filter((one) => one.length > (strange ? 1 : 0))
    .toSorted((a, b) => b.length - a.length);
  if (first && first.length > (second?.length ?? 0)) return first.id;
  if (first) return undefined;
  const plainly = strange || soundsUnsure(text) ? undefined : byYesNo(question, answer);
  if (plainly !== undefined) return plainly;
  const place = /^(\d) ?[.)]?$/.exec(text.trim())?.[1];
  return place === undefined ? undefined : question.options[Number(place) - 1]?.id;
}
