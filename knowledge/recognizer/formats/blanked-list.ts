import type { EventFields } from '../paste/event-fields.ts';
import type { PasteReader } from '../paste/paste-reader.ts';
import { severityOf } from '../words/severity-words.ts';
import { readEventRows } from './event-rows.ts';
import { isDateTime } from './row-layout.ts';

/**
 * Reads rows of Event Viewer's lists whose tabs a chat has made blanks: `Error 4/3/2012 2:17:51 AM MSExchangeIMC 4094 (2)`
 * of Windows Vista and later, `Error 3/4/2002 2:17:44 AM MSExchangeIMC Internal Processing 4094 N/A MAIL7` of older ones.
 */
export const readBlankedList: PasteReader = (lines) => readEventRows(lines, rowStart);

function rowStart(line: string): EventFields | undefined {
  const words = line.slice(0, 400).trim().split(/\s+/);
  const date = words.findIndex((word, at) => at > 0 && at < 3 && /^\d/.test(word));
  const severity = words.slice(0, date).join(' ');
  if (date < 0 || /^\d/.test(severity) || severityOf(severity) === undefined) return undefined;
  const clock = /^[ap]\.?m\.?$/i.test(words[date + 2] ?? '') ? date + 3 : date + 2;
  const time = words.slice(date, clock).join(' ');
  const id = words.findIndex((word, at) => at > clock && at < clock + 8 && /^\d{1,5}$/.test(word));
  if (!isDateTime(time) || id < 0) return undefined;
  const named = words.slice(clock, id);
  const rest = words.slice(id + 1);
  const isOlder = /^n\/a$|\\|^system$/i.test(rest[0] ?? '') && rest.length < 4;
  // Only the store's own sources have a second word; what follows is the category.
  const sourceEnd = /^(?:Private|Public)$/i.test(named[1] ?? '') ? 2 : 1;
  return {
    id: words[id] ?? '',
    severity,
    time,
    source: (isOlder ? named.slice(0, sourceEnd) : named).join(' '),
    ...(isOlder
      ? { category: named.slice(sourceEnd).join(' '), computer: rest.at(-1) ?? '' }
      : { category: rest[0] ?? '' }),
    ...(!isOlder && { description: rest.slice(1).join(' ') }),
  };
}
