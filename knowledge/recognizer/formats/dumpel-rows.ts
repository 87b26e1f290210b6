import type { EventFields } from '../paste/event-fields.ts';
import type { PasteReader } from '../paste/paste-reader.ts';
import { readEventRows } from './event-rows.ts';
import { isDate, isTime } from './row-layout.ts';

/** `date time type category id` and then either `source user` or, in the first edition (KB Q129266), `user source`. */
export const readDumpelRows: PasteReader = (lines) => readEventRows(lines, rowStart);

function rowStart(line: string): EventFields | undefined {
  if (!/^\s*\d/.test(line)) return undefined;
  for (const delimiter of ['\t', ',']) {
    const cells = line.split(delimiter, 9).map((cell) => cell.trim());
    if (cells.length >= 8) {
      const rest = line.split(delimiter).slice(8).join(delimiter);
      return rowOf(cells, rest);
    }
  }
  return rowOf(...blankedCells(line));
}

function rowOf(cells: readonly string[], strings: string): EventFields | undefined {
  const [date = '', time = '', severity = '', category = '', id = '', fifth = '', sixth = '', computer = ''] = cells;
  const numbers = [severity, category, id].every((text) => /^\d{1,5}$/.test(text));
  if (!isDate(date) || !isTime(time) || !numbers || !/[a-z]/i.test(fifth) || computer === '') return undefined;
  const userFirst = /^n\/a$|\\/i.test(fifth) || (/^MSExchange/i.test(sixth) && !/^MSExchange/i.test(fifth));
  return {
    id,
    source: userFirst ? sixth : fifth,
    severity,
    category,
    time: `${date} ${time}`,
    computer,
    description: strings,
  };
}

/** The cells of a row whose tabs have become blanks. Only the store's own sources have a blank in their name. */
function blankedCells(line: string): [string[], string] {
  const words = line.trim().split(/\s+/);
  if (/^[ap]\.?m\.?$/i.test(words[2] ?? '')) words.splice(1, 2, `${words[1]} ${words[2]}`);
  for (const at of [5, 6]) {
    if (/^MSExchangeIS$/i.test(words[at] ?? '') && /^(?:Private|Public)$/i.test(words[at + 1] ?? '')) {
      words.splice(at, 2, `${words[at]} ${words[at + 1]}`);
    }
  }
  return [words.slice(0, 8), words.slice(8).join(' ')];
}
