import { knownEvent } from '../../triage/known-events.ts';

/** How far in front of a number its name is looked for, in characters. */
const LONGEST_NAME = 48;

const DOUBLE = /\( ?\($/;
/** the name, and the quotation mark that stands before it */
// sees at most 48 characters in all: what stands in front of a number
const SINGLE = /(?:^|[\s'*>-]|(["“„«]))([\p{L}\p{N}][\p{L}\p{N}._-]*) ?\($/u;
/** What is said behind it begins as a sentence does, or with the name of an instance: `svchost (1234) SoftwareUsage: …`. */
const BEGINS_A_TEXT = /^ ?\) ?\p{Lu}\p{L}|^ ?\) the \p{L}|^ ?\) [\p{L}\p{N}_.-]{2,60}: /u;
const GOES_ON = /^ ?\) ?\p{L}/u;
const CLOSED = /^ ?\)/;

/**
 * Whether a number in brackets behind a name is the number of a process, as the database engine begins its texts: `MSExchangeIS
 * ((301) ) The database …`, `lsass (620) …`. Of a source that is known to write such an event it is the event's id.
 * @param start where the number stands in the text, @param end where it ends, both in UTF-16 units
 */
export function isProcessId(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - LONGEST_NAME), start);
  const behind = text.slice(end, end + 80);
  if (!before.endsWith('(') || !CLOSED.test(behind)) return false;
  if (DOUBLE.test(before)) return true;
  const [found, quote, name] = SINGLE.exec(before) ?? [];
  if (found === undefined || name === undefined) return false;
  const goesOn = (quote === undefined ? BEGINS_A_TEXT : GOES_ON).test(behind);
  return goesOn && knownEvent(name, Number(text.slice(start, end))) === undefined;
}
