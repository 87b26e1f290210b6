import { z } from 'zod';
import { ownFile } from '../../yaml-file.ts';
import { GLUED_IDS } from './field-names.ts';

const KINDS = [
  ...(['event', 'events', 'no', 'not', 'without', 'instead', 'yes', 'nay', 'or', 'and'] as const),
  ...(['asks', 'means', 'opens', 'thing', 'things', 'span'] as const),
];
type Kind = (typeof KINDS)[number];

const words = z.array(z.string().trim().min(1)).default([]);
const LANGUAGE = z.strictObject(Object.fromEntries(KINDS.map((kind) => [kind, words])) as Record<Kind, typeof words>);
const LANGUAGES = Object.values(ownFile('recognizer/words/small-words.yaml', z.record(z.string(), LANGUAGE)));

const IS_ASCII = /^[ -~]*$/;
const folded = (word: string) =>
  IS_ASCII.test(word) ? word.toLowerCase() : word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const all = (...kinds: readonly Kind[]) => LANGUAGES.flatMap((own) => kinds.flatMap((kind) => own[kind]));
const within = (known: readonly string[]) => {
  const set = new Set(known.map(folded));
  return (word: string): boolean => set.has(folded(word));
};

/** The words of these kinds as they are, and without their accents: for an expression that ignores case. Any apostrophe is one. */
export const anyOf = (...kinds: readonly Kind[]): string =>
  [...new Set(all(...kinds).flatMap((word) => [word.toLowerCase(), folded(word)]))]
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll("'", "['’]"))
    .toSorted((a, b) => b.length - a.length)
    .join('|');

const ELIDED = /^[dl]['’]/i;
const isEvent = within([...all('event', 'events'), ...GLUED_IDS]);
/** Scripts without blanks: what stands before the word belongs to it. */
const ENDS_IN_EVENT = new RegExp(
  `(?:${all('event')
    .filter((word) => /^[\p{sc=Han}\p{sc=Kana}\p{sc=Hang}]+$/u.test(word))
    .join('|')})$`,
  'u',
);

/** Whether a word is how a sentence calls an event or several, or its id in one word. */
export const isEventWord = (word: string): boolean =>
  isEvent(word) || isEvent(word.replace(ELIDED, '')) || ENDS_IN_EVENT.test(word);
/** Whether it is one for several. */
export const isEventsWord = within(all('events'));

/** "don't" is "do not"; answers come without their apostrophes. */
const CONTRACTED =
  "(?:is|are|was|were|do|does|did|has|have|had|ca|can|could|should|would|wo|must|need|might|ai)n['’]?t";
const IS_CONTRACTED = new RegExp(`^${CONTRACTED}$`, 'i');
const isNo = within(all('no', 'not', 'without'));
/** Whether a word denies what stands behind it. */
export const isNegation = (word: string): boolean => isNo(word) || IS_CONTRACTED.test(word);
/** The same as an expression, for a text whose case is folded or ignored. */
export const NEGATION = `(?:${anyOf('no', 'not', 'without')}|${CONTRACTED})`;
/** What denies a deed, as an expression: "did not", "doesn't", "never". */
export const DENIED_DEED = `(?:${anyOf('not')}|${CONTRACTED})`;
/** "Ok, so", one word of it, as an expression with what stands behind. */
export const OPENING = `(?:(?:${anyOf('opens')})[\\s,.!]{1,3})`;
/** Whether a word denies a deed, or all that follows it. */
export const isNot = within(all('not', 'without'));
/** Whether a word denies a thing: "no", "none". */
export const isNone = within(all('no'));
export const isWithout = within(all('without'));

const INSTEAD = all('instead').map((words) => folded(words).split(' ').slice(-2));
/** The words that only deny together with the next: "instead of". */
export const needsAnother = within(INSTEAD.map(([first = '']) => first));
/** Whether two words deny what stands behind them. */
export const isInstead = within(INSTEAD.map((pair) => pair.join(' ')));

export const isYes = within(all('yes'));
export const isNay = within(all('nay'));
export const isOr = within(all('or'));
export const isAnd = within(all('and'));
/** Whether a word is one of what is counted, in the plural. */
export const isThings = within(all('things'));
/** Whether a number may be of it: "message 4094". */
export const isThing = within(all('thing', 'things'));
export const isSpan = within(all('span'));
