import { isNot } from '../words/small-words.ts';
import { utteranceWords } from './utterance-words.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

const WORKS = words(`
  work works worked working run runs ran running fixed solved resolved better funktioniert geht lauft behoben gelost
  marche fonctionne repare resolu funciona arreglado resuelto`);
const FAILS = words(`
  fails failing failed broken broke down dead died dies crash crashes crashed crashing stops stopped stopping hangs hanging stuck
  screaming yelling kaputt tot abgesturzt panne plante arrete roto caido`);
const OVER = words(`
  no not none never nothing gone away without anymore longer nicht kein keine nie mehr plus ni sin up fine ok good well healthy
  flowing back alive gut remarche`);
/** A denial so many words from what works is of that. */
const NEARBY = 3;

/**
 * Whether a text tells that something fails: a classifier weighs the words of good news in it, and not what denies them.
 * "Has not worked since Monday" does, "it crashed before, now it runs" does not.
 */
export function isBadNews(text: string): boolean {
  const list = utteranceWords(text);
  const has = (any: ReadonlySet<string>) => list.some((word) => any.has(word));
  return text.split(/[,.;!]/).some(deniesWorking) || (has(FAILS) && !has(OVER) && !has(WORKS));
}

function deniesWorking(clause: string): boolean {
  const list = utteranceWords(clause);
  const denied = list.flatMap((word, at) => (denies(word, list[at - 1]) ? [at] : []));
  return list.some((word, at) => WORKS.has(word) && denied.some((not) => Math.abs(not - at) <= NEARBY));
}

/** "Ne", in French, is the first half of a denial whose second half may have another meaning alone. */
const denies = (word: string, before: string | undefined): boolean =>
  isNot(word) || ['ne', 'nothing', 'nobody'].includes(word) || (word === 'longer' && before === 'no');
