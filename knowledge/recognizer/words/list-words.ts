import { words } from '../../vocabulary/words.ts';
import { isKnownEvent } from './known-event.ts';
import { isAnd, isNay, isOr, isYes } from './small-words.ts';

// What stands around the ids of events that somebody lists in a sentence.

const BETWEEN = /^(?:ids?|no|nr|number|codes?|then|also|plus|is|was|the|with|like|of)$|^[()#:;,&+/=-]$/i;
const isBetween = (word: string) => isAnd(word) || isOr(word) || BETWEEN.test(word);
/** Behind a source they are its events: "Userenv errors 1058 and 1030". */
export const KIND_OF_EVENT = /^(?:errors|warnings|fehler|warnungen|erreurs|errores)$/i;
/** After "event 4094" these keep only ids that the event table knows: "not event 4094, only 4116". */
const ALSO_BETWEEN = /^(?:only|but|just|nur|aber|sondern)$/i;

/** What may stand in front of a list of ids and still leave it nothing but that. */
const BEFORE_LIST =
  /^(?:i|we|get|got|see|saw|have|had|only|just|always|here|it|gives?|logs|logged|events?|wir|haben|nur)$/i;
/** The answers in a list of ids that somebody was asked for: `4094 - no`, `[x] 4116`. */
const ANSWER = /^(?:x|not|nicht|present|absent|missing|there|seen|found|never|da|vorhanden)$/i;
const isAnswer = (word: string) => isYes(word) || isNay(word) || ANSWER.test(word);

/** Whether a list goes on behind a word that is no id. */
export const listGoesOn = (word: string, isFirstOfLine: boolean) =>
  isBetween(word) || isAnswer(word) || (isFirstOfLine && (BEFORE_LIST.test(word) || words().isName(word)));

/** What a list of ids that is open takes: nothing, only those of the event table, or any. */
export type Listing = 'none' | 'known only' | 'any';

/** What the list takes behind a word that is no id. */
export function listingAfter(listing: Listing, word: string, isSource: boolean): Listing {
  if (listing !== 'none' && ALSO_BETWEEN.test(word)) return 'known only';
  return isBetween(word) || isSource ? listing : 'none';
}

export const takes = (listing: Listing, eventId: number) =>
  listing === 'any' || (listing === 'known only' && isKnownEvent(eventId));
