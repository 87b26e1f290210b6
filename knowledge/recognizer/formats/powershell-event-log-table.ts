import type { EventFields } from '../paste/event-fields.ts';
import type { PasteReader } from '../paste/paste-reader.ts';
import { readEventRows } from './event-rows.ts';
import { isTime } from './row-layout.ts';

/**
 * Reads the table of Get-EventLog: Index, Time without a year, EntryType, Source, InstanceID, Message.
 * It has no EventID column; InstanceID holds the id under high bits. Source and message may be cut with `...`.
 */
export const readPowershellEventLogTable: PasteReader = (lines) => readEventRows(lines, rowStart);

function rowStart(line: string): EventFields | undefined {
  if (!/^\s*\d{1,10}\s/.test(line)) return undefined;
  const words = line.trim().slice(0, 300).split(/\s+/);
  const [, month = '', day = '', clock = '', severity = ''] = words;
  if (!/^\p{L}{3,5}\.?$/u.test(month) || !/^\d{1,2}$/.test(day) || !isTime(clock)) return undefined;
  const id = words.findIndex((word, at) => at > 5 && at < 12 && /^-?\d{1,10}$/.test(word));
  if (id < 0) return undefined;
  const head = words.slice(0, id + 1).join(' ');
  return {
    id: words[id] ?? '',
    source: words
      .slice(5, id)
      .join(' ')
      .replace(/\.{3}$/, ''),
    severity,
    time: `${month} ${day} ${clock}`,
    description: line.trim().split(/\s+/).join(' ').slice(head.length).trim(),
  };
}
