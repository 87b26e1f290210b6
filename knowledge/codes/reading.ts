import { eventMeaning } from '../event-table.ts';
import type { Hresult } from '../hresult.ts';
import { explainCode } from './explain-code.ts';
import { win32Error } from './known-codes.ts';
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
export function codeReading(code: Hresult, as: string = readingPhrases.code): Reading {
  const told = explainCode(code);
  return { as, text: told.code, ...(told.name && { name: told.name }), meaning: told.meaning };
}

/** The Windows (or Exchange) error of this number; undefined when no table has it. */
export function windowsReading(number: number, as?: string): Reading | undefined {
  const error = win32Error(number);
  const kind = error?.symbol ? readingPhrases.windowsError : readingPhrases.exchangeError;
  return (
    error && {
      as: as ?? kind,
      text: String(number),
      ...(error.symbol && { name: error.symbol }),
      meaning: error.meaning,
    }
  );
}

/** The event of this id; an unknown id is only worth a reading where its high bits say that it is one. */
export function eventReading(eventId: number, sure: boolean): Reading | undefined {
  const meaning = eventMeaning(undefined, eventId)?.meaning;
  if (meaning === undefined && !sure) return undefined;
  return { as: readingPhrases.eventId, text: String(eventId), ...(meaning !== undefined && { meaning }) };
}
