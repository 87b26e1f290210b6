import type { EventFields } from '../paste/event-fields.ts';
import type { PasteReader } from '../paste/paste-reader.ts';
import { severityOf } from '../words/severity-words.ts';
import { readEventRows } from './event-rows.ts';
import { isDateTime } from './row-layout.ts';

/** Reads the table of Get-WinEvent; the source stands above each group of rows, or in a column when it was selected. */
export const readPowershellWinEventTable: PasteReader = (lines) => {
  let provider = '';
  let inColumn = false;
  return readEventRows(lines, (line) => {
    provider = /^\s*ProviderName: ?(\S.{0,63})$/.exec(line)?.[1]?.trim() ?? provider;
    if (/^\s*TimeCreated\s/.test(line)) inColumn = /\sProviderName(?:\s|$)/.test(line.slice(0, 400));
    return /^\s*\d/.test(line) ? rowStart(line, provider, inColumn) : undefined;
  });
};

function rowStart(line: string, provider: string, inColumn: boolean): EventFields | undefined {
  const words = line.trim().slice(0, 300).split(/\s+/);
  const clock = /^[ap]\.?m\.?$/i.test(words[2] ?? '') ? 3 : 2;
  const time = words.slice(0, clock).join(' ');
  if (!isDateTime(time)) return undefined;
  const first = inColumn ? clock + 1 : clock;
  const id = words.findIndex(
    (word, at) => at >= first && at <= (inColumn ? clock + 5 : clock) && /^\d{1,5}$/.test(word),
  );
  const source = inColumn ? words.slice(clock, id).join(' ') : provider;
  if (id < 0 || source === '') return undefined;
  const severity = severityOf(words[id + 1] ?? '') && !/^\d+$/.test(words[id + 1] ?? '') ? words[id + 1] : undefined;
  const head = words.slice(0, id + (severity === undefined ? 1 : 2)).join(' ');
  const description = line.trim().split(/\s+/).join(' ').slice(head.length).trim();
  return { id: words[id] ?? '', source, time, description, ...(severity && { severity }) };
}
