import { words } from '../../vocabulary/words.ts';
import { isEventWord } from './field-names.ts';
import { isKnownEvent } from './known-event.ts';

// What stands around the ids of events that somebody lists in a sentence.

const EVENT_WORD =
  /^(?:[dl]')?(?:events?|eventids?|ids?|ereignis(?:se)?|ereigniskennung(?:en)?|evenements?|événements?|eventos?|sucesos?|evt|eid|instanceid|eventidentifier|eventcode|.*(?:イベント|事件|이벤트))$/i;
/** Whether the ids of events may follow this word. */
export const opensIds = (word: string): boolean => EVENT_WORD.test(word) || isEventWord(word);

const BETWEEN =
  /^(?:ids?|no|nr|number|code|codes|and|then|und|et|y|or|also|plus|is|was|the|with|like|of|と|や|および|和|及|与|與|와|과|및)$|^[()#:;,&+/=-]$/i;
/** Behind a source they are its events: "Userenv errors 1058 and 1030". */
export const KIND_OF_EVENT = /^(?:errors|warnings|fehler|warnungen|erreurs|errores)$/i;
/** After "event 4094" these keep only ids that the event table knows: "not event 4094, only 4116". */
const ALSO_BETWEEN = /^(?:only|but|just|nur|aber|sondern)$/i;

/** What may stand in front of a list of ids and still leave it nothing but that. */
const BEFORE_LIST =
  /^(?:i|we|get|got|see|saw|have|had|only|just|always|here|it|gives?|logs|logged|events?|wir|haben|nur)$/i;
/** The answers in a list of ids that somebody was asked for: `4094 - no`, `[x] 4116`. */
const ANSWER =
  /^(?:yes|no|not|ja|nein|nicht|oui|non|sí|si|nee|nej|x|y|n|present|absent|missing|there|seen|found|never|da|vorhanden)$/i;

/** Whether a list goes on behind a word that is no id. */
export const listGoesOn = (word: string, isFirstOfLine: boolean) =>
  BETWEEN.test(word) || ANSWER.test(word) || (isFirstOfLine && (BEFORE_LIST.test(word) || words().isName(word)));

/** What a list of ids that is open takes: nothing, only those of the event table, or any. */
export type Listing = 'none' | 'known only' | 'any';

/** What the list takes behind a word that is no id. */
export function listingAfter(listing: Listing, word: string, isSource: boolean): Listing {
  if (listing !== 'none' && ALSO_BETWEEN.test(word)) return 'known only';
  return BETWEEN.test(word) || isSource ? listing : 'none';
}

export const takes = (listing: Listing, eventId: number) =>
  listing === 'any' || (listing === 'known only' && isKnownEvent(eventId));
