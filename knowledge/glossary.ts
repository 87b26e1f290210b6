import { z } from 'zod';
import { Claim } from './article.ts';
import { utteranceWords } from './recognizer/intents/utterance-words.ts';
import { ownFile } from './yaml-file.ts';

const text = z.string().trim().min(1);
const Entry = z.strictObject({
  word: text,
  also: z.array(text).default([]),
  /** too common to be meant with "the" before it */
  loose: z.literal('yes').optional(),
  means: text,
  source: text.default('glossary'),
});

/** A word of the field and what it means. */
export interface Term {
  word: string;
  loose: boolean;
  means: Claim;
}

const LONGEST_NAME = 4;
const joined = (text: string): string => utteranceWords(text).join(' ');

let read: ReadonlyMap<string, Term> | undefined;

/** Every name of every word, as the words of an utterance are compared. @throws when the file is not of its shape */
function glossary(): ReadonlyMap<string, Term> {
  read ??= new Map(
    ownFile('glossary.yaml', z.array(Entry)).flatMap(({ word, also, loose, means, source }) => {
      const term = { word, loose: loose === 'yes', means: Claim.parse({ say: means, source, basis: 'general' }) };
      return [word, ...also].map((name) => [joined(name), term] as const);
    }),
  );
  return read;
}

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));
/** Somebody who asks for a meaning says one of these … */
const ASKS_MEANING = words(`
  what wtf wth whats define definition explain explained meaning mean means meant stand stands
  was bedeutet heisst meint erklar erklare erklaren quoi que veut signifie signifier qu definis explique
  significa explica cual heard idea know known`);
/** … and, beside the word that is asked about, nothing but these. */
const SAYS_NOTHING = words(`
  is are s does do did a an for by with to me us you they he here in on exactly even anyway again actually really just please ok so and but
  hey hi sorry um wait hell heck fuck supposed be the plain english words term word thing called tell can could would i we don dont not no
  never of about now then damn bloody
  ist sind ein eine einen eigentlich denn uberhaupt bitte mir das die der den genau nochmal mal
  c est cest quest questce ce une un le la les ca dire qu il s te plait moi
  es un una el los las por favor eso`);
/** Before a common word these speak of the one in the case. */
const POINTS = words(
  'the this that these those my our your der die das dieser diese dieses mein unser le la ce cette el este esta su',
);

/** The longest name of a word that begins at this place of an utterance. */
function termAt(said: readonly string[], at: number): { term: Term; length: number } | undefined {
  for (let length = Math.min(LONGEST_NAME, said.length - at); length > 0; length -= 1) {
    const term = glossary().get(said.slice(at, at + length).join(' '));
    if (term) return { term, length };
  }
  return undefined;
}

/** Of the words before the term, whether one points to something in the case. */
const pointsAt = (said: readonly string[], at: number): boolean => POINTS.has(said[at - 1] ?? '');

/**
 * What somebody asks the meaning of: a word of the field, where the utterance holds nothing else but asking.
 * @param text a short utterance; the time is linear in its length
 */
export function termAsked(text: string): Term | undefined {
  const said = utteranceWords(text);
  let found: Term | undefined;
  let asks = false;
  for (let at = 0; at < said.length; at += 1) {
    const word = said[at] ?? '';
    const here = found ? undefined : termAt(said, at);
    if (here && !(here.term.loose && pointsAt(said, at))) {
      found = here.term;
      at += here.length - 1;
    } else if (ASKS_MEANING.has(word)) asks = true;
    else if (!SAYS_NOTHING.has(word)) return undefined;
  }
  // The word alone with a question mark asks as well: "hive?"
  return asks || text.trimEnd().endsWith('?') ? found : undefined;
}
