import { eventMeaning } from '../event-table.ts';
import type { Hresult } from '../hresult.ts';
import { FAMILIES, type FamilyId, writtenNumber } from './code-families.ts';
import type { KnownCode } from './code-table.ts';
import { explainCode, sentenceOf } from './explain-code.ts';
import { codeOfFamily, knownCodes, win32Error } from './known-codes.ts';
import { readingPhrases } from './reading-phrases.ts';

/** One way in which a written number can be read. At least `text` or `meaning` is there. */
export interface Reading {
  /** what it is read as, for example `code`, `event id`, `Windows error` */
  as: string;
  /** the number in its usual form, where that is not simply what was written */
  text?: string;
  /** the symbolic name */
  name?: string;
  /** what it means, or that this is not known */
  meaning?: string;
}

/** The 32-bit code, known or not. */
export function codeReading(code: Hresult, as: string = readingPhrases.code, family?: FamilyId): Reading {
  const told = explainCode(code, family);
  return { as, text: told.code, ...(told.name && { name: told.name }), meaning: told.meaning };
}

/** What a table says of a number. */
export function knownReading(known: KnownCode, as: string = FAMILIES[known.family].title): Reading {
  const text = writtenNumber(known.family, known.code);
  return { as, text, ...(known.symbol && { name: known.symbol }), meaning: sentenceOf(known) };
}

/** The 32-bit code in every way it is known, likeliest first. */
export function codeReadings(code: Hresult, as: string = readingPhrases.code): Reading[] {
  const [first, ...others] = knownCodes(code);
  if (first === undefined || others.length === 0) return [codeReading(code, as)];
  return [{ ...codeReading(code, as), meaning: sentenceOf(first) }, ...others.map((known) => knownReading(known))];
}

/** A number of a family whose numbers mean something only there; undefined when its table does not have it. */
export function familyReading(id: FamilyId, number: number, as?: string): Reading | undefined {
  const known = codeOfFamily(id, number);
  return known && knownReading(known, as);
}

/** The Windows (or Exchange) error of this number; undefined when no table has it. */
export function windowsReading(number: number, as?: string): Reading | undefined {
  const error = win32Error(number);
  return error && knownReading(error, as);
}

/** The event of this id; an unknown id is only worth a reading where its high bits say that it is one. */
export function eventReading(eventId: number, sure: boolean): Reading | undefined {
  const meaning = eventMeaning(undefined, eventId)?.meaning;
  if (meaning === undefined && !sure) return undefined;
  return { as: readingPhrases.eventId, text: String(eventId), ...(meaning !== undefined && { meaning }) };
}
