import type { EventFields } from '../paste/event-fields.ts';
import type { PasteReader } from '../paste/paste-reader.ts';
import { severityOf } from '../words/severity-words.ts';
import { readEventRows } from './event-rows.ts';
import { type EventColumn, isDate, isTime, rowFields } from './row-layout.ts';

// The order of Event Viewer's Save As in Windows NT, 2000 and 2003. KB Q159001, Q166308 and Q200815 print such rows.
const COLUMNS: readonly EventColumn[] = [
  'date',
  'time',
  'source',
  'severity',
  'category',
  'id',
  'user',
  'computer',
  'description',
];

/** Reads a log that Event Viewer of Windows NT 4.0, 2000 or 2003 saved as text or CSV: no header, tabs, commas or blanks. */
export const readSavedLogRows: PasteReader = (lines) => readEventRows(lines, rowStart);

function rowStart(line: string): EventFields | undefined {
  if (!/^\s*"?\d/.test(line)) return undefined;
  for (const delimiter of ['\t', ',', ';']) {
    const fields = rowFields(line, delimiter, COLUMNS);
    if (fields !== undefined) return { description: '', ...fields };
  }
  return blankedRow(line);
}

/** The same row after mail or a web page made blanks of its tabs: the type word and the number anchor it. */
function blankedRow(line: string): EventFields | undefined {
  const words = line.trim().slice(0, 400).split(/\s+/);
  const clock = /^[ap]\.?m\.?$/i.test(words[2] ?? '') ? 3 : 2;
  if (!isDate(words[0] ?? '') || !isTime(words.slice(1, clock).join(' '))) return undefined;
  const type = words.findIndex((_, at) => at > clock && at < clock + 6 && typeAt(words, at) > 0);
  const id = words.findIndex((word, at) => type > 0 && at > type && at < type + 8 && /^\d{1,5}$/.test(word));
  if (type < 0 || id < 0) return undefined;
  const severityEnd = type + typeAt(words, type);
  const computer = words[id + 1] === 'NT' ? id + 3 : id + 2;
  const head = words.slice(0, computer + 1).join(' ');
  return {
    id: words[id] ?? '',
    source: words.slice(clock, type).join(' '),
    severity: words.slice(type, severityEnd).join(' '),
    category: words.slice(severityEnd, id).join(' '),
    time: words.slice(0, clock).join(' '),
    computer: words[computer] ?? '',
    description: line.trim().split(/\s+/).join(' ').slice(head.length).trim(),
  };
}

/** How many words from here on make a severity: 0, 1, or 2 for the audits. */
function typeAt(words: readonly string[], at: number): number {
  const word = words[at] ?? '';
  if (/^\d+$/.test(word)) return 0;
  if (severityOf(`${word} ${words[at + 1] ?? ''}`) !== undefined) return 2;
  return severityOf(word) === undefined ? 0 : 1;
}
