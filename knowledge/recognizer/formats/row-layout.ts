import { type Field, severityOf } from '../words/field-names.ts';
import type { EventFields } from './event-fields.ts';
import { rowCells, unquoted } from './row-cells.ts';
import { shownEventId } from './shown-event-id.ts';

/** What a column of an event table holds. `date`, `time` and `dateTime` must look like one, or the row is no event. */
export type Column = Field | 'number';

const DATE = /^(?:\d{1,4}[./-] ?\d{1,2}[./-] ?\d{1,4}\.?)$/;
const TIME = /^\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d{1,9})?)?(?: ?[ap]\.? ?m\.?)?$/i;

/** Whether the text is a date or a clock time in any usual notation; which day is meant is never asked. */
export const isDate = (text: string): boolean => DATE.test(text);
export const isTime = (text: string): boolean => TIME.test(text);

/** `4/3/2012 2:17:51 AM`, `2012-04-03T02:17:51`, `03.04.2012, 02:17:51`. */
export function isDateTime(text: string): boolean {
  const [, date = '', time = ''] = /^(\d+[./-] ?\d+[./-] ?\d+\.?),?[ T](\S.*)$/.exec(text.slice(0, 40)) ?? [];
  return isDate(date) && isTime(time.replace(/Z$/, ''));
}

/** Reads one row laid out in these columns; undefined when any cell does not hold what its column says. */
export function rowFields(row: string, delimiter: string, columns: readonly Column[]): EventFields | undefined {
  // Most rows are of another layout, and their first cell says so.
  const [first = ''] = rowCells(row, delimiter, 2);
  if (!fitsColumn(first.trim(), columns[0])) return undefined;
  const cells = rowCells(row, delimiter, columns.length);
  const cell = (column: Column) => cells[columns.indexOf(column)]?.trim();
  const fits = cells.every((text, at) => fitsColumn(text.trim(), columns[at]));
  const id = cell('id');
  const source = cell('source');
  if (!fits || !id || !source) return undefined;
  const time = cell('dateTime') ?? [cell('date'), cell('time')].filter(Boolean).join(' ');
  return {
    id,
    source,
    time,
    ...optional('severity'),
    ...optional('category'),
    ...optional('computer'),
    ...optional('description'),
  };

  function optional(column: 'severity' | 'category' | 'computer' | 'description'): Partial<EventFields> {
    const text = cell(column);
    return text === undefined ? {} : { [column]: column === 'description' ? text : unquoted(text) };
  }
}

/** Whether a cell may stand in a column. */
export function fitsColumn(text: string, column: Column | undefined): boolean {
  if (column === 'date') return isDate(text);
  if (column === 'time') return isTime(text);
  if (column === 'dateTime') return isDateTime(text);
  if (column === 'severity') return severityOf(unquoted(text)) !== undefined;
  if (column === 'number') return /^\d{1,10}$/.test(text);
  if (column === 'id') return shownEventId(unquoted(text)) !== undefined;
  if (column === 'source') return /\p{L}/u.test(text) && text.length <= 64;
  return true;
}
