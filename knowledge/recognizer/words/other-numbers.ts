import { words } from '../../vocabulary/words.ts';
import { CAPS } from '../paste/caps.ts';
import { isWebCode } from './not-events.ts';
import { isProcessId } from './process-ids.ts';
import { isOr, isSpan, isThing, isThings } from './small-words.ts';

/** A word, number or sign of a line. */
export interface Token {
  text: string;
  start: number;
}

/** What is numbered: "port 4094", "Ticket #4094", "PID = 4094". */
const NUMBERED = /^(?:build|port|lines?|version|kb|article|page|step|pid|ticket|case|room|phone|invoice|customer)$/i;
/** What only stands before its number: "ext. 4094", "record number 4116", "Content-Length: 4094". */
const OTHER_LABEL =
  /^(?:ext|extn|extension|durchwahl|apparat|nebenstelle|tel|telephone|telefon|t[eé]l[eé]phone|fax|mobile|call|dial|desk|badge|asset|seat|record|recordnumber|size|length|tid|process|thread|session|processid|threadid|vlan|zip|postcode|established|listening|index|offset|sector|slot)$/iu;
/** Looked past on the way to the word that says what a number is: "Ticket #4094", "extension is 4094", "badge no. 4117". */
const SIGN = /^(?:[#:=("'-]|is|id|no|nr|number|nummer|lautet|ist)$/i;
const MONTH = /^(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)\p{L}{0,6}\.?$/iu;

/** Whether the number at this place of the tokens is plainly one of something else. */
export function isOtherNumber(text: string, tokens: readonly Token[], at: number): boolean {
  const after = bare(tokens, at + 1);
  return (
    isThings(after) ||
    words().isCounted(after) ||
    isThing(bare(tokens, at - 1)) ||
    NUMBERED.test(after) ||
    isSpan(after) ||
    isYear(tokens, at) ||
    isNumberOf(tokens, at) ||
    isOfPhone(tokens, at) ||
    isProcess(text, tokens[at]) ||
    isOfProgram(text, tokens[at]?.start ?? 0) ||
    isWebCode(text, tokens[at]?.start ?? 0) ||
    isOtherValue(text, tokens[at]?.start ?? 0) ||
    isOfAddress(text, tokens[at]?.start ?? 0) ||
    isCompared(text, tokens[at])
  );
}

const bare = (tokens: readonly Token[], at: number) => (tokens[at]?.text ?? '').replace(/\.$/, '');

/** Whether a label in front of a value says that it is a number of something else: `Ticket`, `Process ID`. */
export function labelsOther(label: string): boolean {
  return label
    .split(/\s+/)
    .some((word) => words().isCounted(word) || isThing(word) || NUMBERED.test(word) || OTHER_LABEL.test(word));
}

/** A word before it says what the number is; "extension 4094 or 4102" says it of both. */
function isNumberOf(tokens: readonly Token[], at: number): boolean {
  let back = at - 1;
  while (at - back < 8 && (isOr(bare(tokens, back)) || isPlainNumber(bare(tokens, back))) && orBefore(tokens, back))
    back -= 1;
  for (let signs = 0; signs < 4 && SIGN.test(bare(tokens, back)); signs += 1) back -= 1;
  return NUMBERED.test(bare(tokens, back)) || OTHER_LABEL.test(bare(tokens, back));
}

const isPlainNumber = (word: string) => /^\d{2,5}$/.test(word);

/** Whether this token belongs to a chain of "4094 or" in front of a number. */
function orBefore(tokens: readonly Token[], at: number): boolean {
  return isOr(bare(tokens, at)) ? isPlainNumber(bare(tokens, at - 1)) : isOr(bare(tokens, at + 1));
}

/** `02:17:51 2002`, `Apr 3, 2002`, `since 2002`, `Server 2012`, `datetime(2002, 4, 3)`. */
function isYear(tokens: readonly Token[], at: number): boolean {
  const word = (back: number) => tokens[at - back]?.text ?? '';
  if (!/^(?:19[89]|20[0-3])\d$/.test(word(0))) return false;
  if (/^(?:server|windows)$/i.test(word(1)) || words().numbered.test(`${word(1)} 1`)) return true;
  if (word(1) === '(' && /date(?:time)?$/i.test(word(2))) return true;
  if (/^\d{1,2}:\d{2}(?::\d{2})?$|^(?:since|year|seit|jahr)$/i.test(word(1)) || MONTH.test(word(1))) return true;
  const back = word(1) === ',' ? 2 : 1;
  return /^\d{1,2}$/.test(word(back)) && MONTH.test(word(back + 1));
}

/** The last group of `+31 20 555 4102` or of `call 555 4102`. */
function isOfPhone(tokens: readonly Token[], at: number): boolean {
  const group = (back: number) => bare(tokens, at - back);
  if (!/^\d{2,3}$/.test(group(1))) return false;
  return /^(?:\d{1,4}|[+)])$/.test(group(2)) || OTHER_LABEL.test(group(2));
}

const isProcess = (text: string, number: Token | undefined) =>
  number !== undefined &&
  (isProcessId(text, number.start, number.start + number.text.length) ||
    (number.start < CAPS.request && SYSLOG_HEAD.test(text.slice(0, number.start))));

/** Behind time, host and program a syslog record has the number of its process (RFC 5424). */
const SYSLOG_HEAD = /^<\d{1,3}>1 \S+ \S+ \S+ $/;

/** `MSEXCIMC.EXE  4094` of Task Manager. */
function isOfProgram(text: string, start: number): boolean {
  return /\.(?:exe|dll|sys|com)["'\s:,([]{0,12}$/i.test(text.slice(Math.max(0, start - 20), start));
}

/** What a key must be called for its value to be an event id: `event_id=`, `"EventCode":`, `ID =`. */
const EVENT_KEY =
  /^(?:(?:winlog|win|system)?(?:event|evt|external|instance|signature)?(?:id|code)|(?:winlog)?event(?:identifier|number|nr|idcode)?|eid|evt)$/;

/** The key in front of a value: `pid=`, `size = `, `"record_id": "`; undefined when there is none. */
function keyBefore(text: string, start: number): string | undefined {
  const before = text.slice(Math.max(0, start - 48), start);
  const [, equals, colon] = /(?<![\w.@-])([\w.@-]+)"? ?=>? ?"?$|"([\w.@-]+)" ?: ?"?$/.exec(before) ?? [];
  const key = (equals ?? colon)?.toLowerCase().replace(/[^a-z]/g, '');
  // In JSON anything has an `id` or a `code`; what reads JSON by its keys knows whose it is.
  return equals === undefined && /^(?:id|code)$/.test(key ?? '') ? `json${key}` : key;
}

/** A collector that writes the common event format counts its own events in `eventId`; Windows' id is `externalId`. */
const CEF = /\bCEF:\d\|/;

function isOtherValue(text: string, start: number): boolean {
  const key = keyBefore(text, start);
  // `Key (id)=(10016)` of a database.
  if (text.startsWith(')=(', start - 3)) return true;
  // `id=1014` alone in its line is a setting.
  if (key === 'id' && /^\s{0,20}id=\d+$/.test(text)) return true;
  return key !== undefined && (!EVENT_KEY.test(key) || (key === 'eventid' && CEF.test(text)));
}

/** `https://desk.example/tickets/10016?event=7031`: an address has its own numbers, but for `eventid=7031`. */
function isOfAddress(text: string, start: number): boolean {
  if (!text.includes('://')) return false;
  const before = text.slice(Math.max(0, start - CAPS.line), start);
  const word = before.slice(Math.max(before.lastIndexOf(' '), before.lastIndexOf('\t')) + 1);
  return word.includes('://') && !/event_?id=$/i.test(word);
}

/** `eventlog: 1 > critical`: a count and its limit. */
const isCompared = (text: string, number: Token | undefined) =>
  number !== undefined && number.text.length < 3 && text.startsWith(' > ', number.start + number.text.length);

/** Whether the number is the value of a key: records of forwarders give the same id under two of them. */
export const isValue = (text: string, start: number) => keyBefore(text, start) !== undefined;

const PLURAL_BEHIND = /^[ \t]{1,3}(\p{L}{3,}s)(?![\p{L}\p{N}'])/u;
/** Words in -s that follow an id all the same. */
const NO_PLURAL =
  /^(?:errors|events|times|entries|ids|codes|warnings|alerts|alarms|failures|appears|occurs|comes|happens|shows|says|means|stops|starts|keeps|logs|gets|refers|follows|repeats|returns|pops|points|goes|does|looks|seems|tells|gives|turns|always|sometimes|besides|plus|this|thus|perhaps|towards|afterwards|its|was|has|alles|dies|plus|puis|vers|mais|dans|sans|tous|yes|\p{L}+(?:ss|us|is))$/iu;

/** Whether the word right behind a bare number makes it a count: "4102 mails", "4094 mailboxes". */
export function isCounted(behind: string): boolean {
  const word = PLURAL_BEHIND.exec(behind.slice(0, 40))?.[1];
  return word !== undefined && !NO_PLURAL.test(word) && !words().isName(word);
}

/** Whether a line is one of Performance Monitor: `\\MAIL7\MSExchangeIMC\Queued Inbound 4094`. */
export const isCounterLine = (line: string) => /^\s*\\\\[\w.-]{1,64}\\/.test(line);
