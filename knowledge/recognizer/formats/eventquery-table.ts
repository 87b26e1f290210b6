import type { EventFields } from '../paste/event-fields.ts';
import type { PasteReader } from '../paste/paste-reader.ts';
import { severityOf } from '../words/severity-words.ts';
import { readEventRows } from './event-rows.ts';
import { isDateTime } from './row-layout.ts';

// Column widths of eventquery.vbs in Windows XP and 2003; one blank stands between columns. /V adds the last three.
const WIDTHS = [13, 6, 23, 17, 15, 15, 20];

/** Reads the table of eventquery.vbs, with or without its header. Sources are cut at 17 characters. */
export const readEventqueryTable: PasteReader = (lines) =>
  readEventRows(lines, (line) => rowByWidth(line) ?? rowByWords(line));

function rowByWidth(line: string): EventFields | undefined {
  let from = 0;
  const cells = WIDTHS.map((width) => {
    const cell = line.slice(from, from + width);
    from += width + 1;
    return cell.trim();
  });
  const [severity = '', id = '', time = '', source = '', computer = '', category = ''] = cells;
  if (!/^\d{1,5}$/.test(id) || !isDateTime(time) || severityOf(severity) === undefined || source === '')
    return undefined;
  return { id, source, severity, time, computer, category, description: line.slice(from).trim() };
}

/** The same row after its columns were lost; then /V cannot be told apart, so only what stands before it is read. */
function rowByWords(line: string): EventFields | undefined {
  const words = line.trim().slice(0, 300).split(/\s+/);
  const id = words.findIndex((word, at) => at > 0 && at < 3 && /^\d{1,5}$/.test(word));
  const severity = words.slice(0, id).join(' ');
  if (id < 0 || /^\d/.test(severity) || severityOf(severity) === undefined) return undefined;
  const clock = /^[ap]\.?m\.?$/i.test(words[id + 3] ?? '') ? id + 4 : id + 3;
  const time = words.slice(id + 1, clock).join(' ');
  const source = words.slice(clock, -1).join(' ');
  if (!isDateTime(time) || source === '') return undefined;
  return { id: words[id] ?? '', source, severity, time, computer: words.at(-1) ?? '' };
}
