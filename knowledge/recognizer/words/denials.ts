import { onceButForTime } from '../paste/once.ts';
import {
  anyOf,
  isAnd,
  isEventsWord,
  isEventWord,
  isInstead,
  isNegation,
  isOr,
  isWithout,
  needsAnother,
} from './small-words.ts';
import { findSources } from './source-names.ts';

/** A stretch of a line, in UTF-16 offsets. */
interface Range {
  start: number;
  end: number;
}

interface Token extends Range {
  text: string;
  isItem: boolean;
}

// A word, something that could be an id or a code, or a sign.
const TOKEN =
  /(?<![\p{L}\p{N}])(-?(?:0x[0-9a-f]{6,8}|[89a-f][0-9a-f]{7}|\d{9,10})(?![\p{L}\p{N}])|\d{2,5}(?!\d))|\p{L}[\p{L}\p{N}']*|\d+|[^\s\p{L}\p{N}]/giu;

/** What these begin goes on behind "and" too: "without 4094 and 4102". Behind others "and" begins what is there. */
const OF_ALL = /^(?:none|neither|keine|instead)$/i;

/** Stands between a negation and what it denies, whatever it is that is (not) seen. */
const UNDER =
  /^(?:have|has|had|see|sees|saw|seen|get|gets|got|find|finds|found|shows?|contains?|lists?|logs?|logged|any|an?|the|single|other|such|signs?|traces?|evidence|of|there|is|are|was|were|be|been|entr(?:y|ies)|more|longer|codes?|errors?|numbers?|das|den|die|der|dem|ein(?:e[nms]?)?|von|vom|mehr|sehe[n]?|finde[n]?|fehler|de|du|d|le|la|les|l|un|une|vois|voit|trouve|erreurs?|hay|veo|vemos|el|los|las|aparecen?|encuentro|una?|error(?:es)?|di|il|gli|lo|vedo|trovo|errore|het|een|zie|van|den|det)$/i;
/** "event no 4116" and "error no 4116" count. */
const COUNTED = /^(?:errors?|codes?|fehler|erreur|kb|case|ticket)$/i;
const CODES = /^codes?$/i;
const PASSED = /^[("'#[\]]$/;
/** "no 4037, 4116 only": what stands alone in its place is there after all. */
const ALONE = /^(?:only|just|instead|nur|seulement|solo|soltanto|alleen|bara)$/i;

/** Says that what stands before is not there; `many` when all of a list is meant. */
const ABSENT = new RegExp(
  `^(?:["')\\]]{0,2}(?: (?:from|von|de|of|by|di|van) [\\w-]{3,24})? {0,3}(?:[-:=?]{1,2}|,)? {0,3})(?:(?:${anyOf('nay')}|absent|missing|fehlt|no longer|not (?:seen|found|there|present|logged|in the log|at all|any ?more|yet)|nicht (?:da|vorhanden|gefunden|gesehen|mehr)|pas (?:vue?s?|trouv[ée]e?s?))(?= {0,3}(?:$|[.,;!)|/]| (?:and|but|und|aber|et|mais|y|pero) ))|(?:is|was|has|had|does|did)(?:n't| not| never| no longer)(?: ever| yet)?(?: be| been)? (?:there|here|present|logged|seen|shown|listed|recorded|in the|appear|show|occur|happen|come|exist)|(?:never|no longer) (?:appear|show|occur|come|came|happen|logged|seen|gets? logged)|(?:is|was) (?:missing|absent|gone|nowhere)|fehlt\\b|(?:kommt|erscheint|steht|taucht|tritt) (?:gar |noch )?nicht|ist nicht (?:da|vorhanden|zu sehen|dabei)|n'(?:appara[iî]t|existe|y est|est) pas|no (?:aparece|est[aá]|sale|figura)|non (?:c'è|compare|appare))`,
  'iu',
);
const ALL_ABSENT =
  /^["')\]]{0,2} {0,3}(?:(?:are|were|have|do|did)(?:n't| not| never| no longer)(?: ever| yet)?(?: be| been)? (?:there|here|present|logged|seen|shown|listed|recorded|in the|appear|show|occur|happen|come|exist)|(?:are|were) (?:missing|absent|gone|nowhere)|fehlen\b|sind nicht (?:da|vorhanden|zu sehen|dabei)|(?:kommen|erscheinen) (?:gar |noch )?nicht|no (?:aparecen|est[aá]n)|n'apparaissent pas)/iu;
/** The text of a missing message file says "cannot be found" of the description, not of the event. */
const ABOUT_TEXT = /\b(?:description|beschreibung|descripci[oó]n|descrizione)\b/iu;
/** An empty box in front: `[ ] 4094`. */
const EMPTY_BOX = /\[ {1,3}\] {0,3}$/;

/** Any sign of denial; most lines have none and are not looked at further. */
const MAY_DENY = new RegExp(
  `(?<!\\p{L})(?:${anyOf('no', 'not', 'without', 'nay')}|instead|rather|missing|absent|gone|fehl\\p{L}*|lieu|lugar|vez|invece|plaats)(?!\\p{L})|n['’]t|\\[ {1,3}\\]`,
  'iu',
);

/**
 * The stretches of a line that name an id or a code only to say that it is not there: "no 4094, 4102 or 3039", "4094 is
 * missing", "not 0x8004011d". "Not only", "nothing but" and "no mail: 4094" deny nothing of the kind.
 * @param text one line, cut to the length its reader reads. Linear; never throws
 */
export const deniedIn = onceButForTime((text): readonly Range[] => {
  if (!MAY_DENY.test(text)) return [];
  const tokens = [...text.matchAll(TOKEN)].map(
    ({ 0: word, 1: item, index }): Token => ({
      text: word,
      start: index,
      end: index + word.length,
      isItem: item !== undefined,
    }),
  );
  return [...deniedBefore(text, tokens), ...deniedBehind(text, tokens)];
});

/** Whether an offset lies in one of the stretches. */
export const isDenied = (denied: readonly Range[], at: number) =>
  denied.some((range) => range.start <= at && at < range.end);

function deniedBefore(text: string, tokens: readonly Token[]): Range[] {
  let sources: ReturnType<typeof findSources> | undefined;
  const isInSource = ({ start }: Token) => {
    sources ??= findSources(text);
    return sources.some((one) => one.start <= start && start < one.end);
  };
  const denied: Range[] = [];
  let scope: Scope | undefined;
  for (const [at, token] of tokens.entries()) {
    if (scope && isInSource(token)) continue;
    const after = tokens[at + 1]?.text ?? '';
    if (!token.isItem) scope = scopeAfter(scope, token.text, tokens[at - 1]?.text ?? '', after);
    else if (scope) {
      if (!ALONE.test(after) && !isFirstTime(scope.by, text, token.end)) denied.push(token);
      scope = { ...scope, list: true };
    }
  }
  return denied;
}

/** How a denial goes on: `list`: something is denied already; `and`: what "and" adds is denied as well. */
interface Scope {
  list: boolean;
  and: boolean;
  by: string;
}

/** Whether a denial still holds behind a word, or begins with it. */
function scopeAfter(scope: Scope | undefined, written: string, before: string, after: string): Scope | undefined {
  const word = written.replace(/^[dl]'/i, '');
  if (scope && joins(scope, word, before)) return scope;
  if (startsDenial(word, before, after)) return { list: false, and: isWithout(word) || OF_ALL.test(word), by: word };
  if (scope === undefined) return undefined;
  if (isNamed(word) || PASSED.test(word)) return { ...scope, and: scope.and || isEventsWord(word) };
  return UNDER.test(word) && (!scope.list || listsOr(before) || UNDER.test(before)) ? scope : undefined;
}

const joins = ({ list, and }: Scope, word: string, before: string) =>
  (list && (listsOr(word) || (and && listsAnd(word)))) || isInstead(`${before} ${word}`);

const isNamed = (word: string) => isEventWord(word) || CODES.test(word);
const listsOr = (word: string) => isOr(word) || /^[,/|]$/.test(word);
const listsAnd = (word: string) => isAnd(word) || /^[&+]$/.test(word);

function startsDenial(word: string, before: string, after: string): boolean {
  if (needsAnother(word)) return isInstead(`${word} ${after}`);
  return isNegation(word) && !(/^no$/i.test(word) && (isEventWord(before) || COUNTED.test(before)));
}

/** "We never had event 4094 before". */
function isFirstTime(by: string, text: string, end: number): boolean {
  return /^never$/i.test(by) && /^[^.;!?]{0,40}\bbefore\b/i.test(text.slice(end, end + 60));
}

function deniedBehind(text: string, tokens: readonly Token[]): Range[] {
  return tokens.flatMap((token, at) => {
    if (!token.isItem) return [];
    const behind = text.slice(token.end, token.end + 80);
    if (EMPTY_BOX.test(text.slice(Math.max(0, token.start - 10), token.start))) return [token];
    if (ABOUT_TEXT.test(text.slice(Math.max(0, token.start - 60), token.start))) return [];
    // A code explains itself behind it: "0x8004010f, not found".
    if (!/^\d{2,5}$/.test(token.text)) return [];
    if (ALL_ABSENT.test(behind)) return [token, ...listBefore(tokens, at)];
    return ABSENT.test(behind) ? [token] : [];
  });
}

/** The items that stand in one list with this one, before it. */
function listBefore(tokens: readonly Token[], from: number): Token[] {
  const list: Token[] = [];
  for (let at = from - 1; at >= 0 && from - at < MOST_OF_LIST; at -= 1) {
    const token = tokens[at];
    if (!token || !(token.isItem || listsOr(token.text) || listsAnd(token.text) || isNamed(token.text))) break;
    if (token.isItem) list.push(token);
  }
  return list;
}

const MOST_OF_LIST = 40;
