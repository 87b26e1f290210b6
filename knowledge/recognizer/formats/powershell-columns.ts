import { CAPS } from '../paste/caps.ts';
import { severityOf } from '../words/field-names.ts';
import { findSource } from '../words/source-names.ts';
import type { EventFields } from './event-fields.ts';
import { readEventRows } from './event-rows.ts';
import { fieldsOfCells, headerColumns } from './headed-tables.ts';
import type { PasteReader } from './paste-reader.ts';
import { type Column, isDate, isDateTime } from './row-layout.ts';

/**
 * Reads what Format-Table makes of selected properties: a header, a line of dashes, and the columns in the order of the header.
 * Blanks between them may have been squeezed, so cells are told apart by what their columns hold.
 */
export const readPowershellColumns: PasteReader = (lines) => {
  let header: readonly Column[] | undefined;
  let columns: readonly Column[] | undefined;
  let starts: readonly number[] = [];
  let above = '';
  return readEventRows(lines, 'powershell-columns', (line) => {
    const text = line.trim().slice(0, CAPS.answer);
    if (/^-[- ]*$/.test(text)) {
      starts = [...line.slice(0, CAPS.answer).matchAll(/-+/g)].map(({ index }) => index);
      columns = header ?? known(headerColumns(starts.map((start, at) => above.slice(start, starts[at + 1]))));
      header = undefined;
      return undefined;
    }
    header = headerOf(text);
    above = line.slice(0, CAPS.answer);
    if (columns === undefined || header !== undefined) return undefined;
    return rowBelow(line.slice(0, CAPS.answer), columns, starts) ?? rowOf(text, columns);
  });
};

/** A row whose cells begin below the lines of dashes; undefined where blanks were squeezed or a number stands out to the left. */
function rowBelow(line: string, columns: readonly Column[], starts: readonly number[]): EventFields | undefined {
  if (starts.length !== columns.length) return undefined;
  const isCell = (start: number) => (line[start] ?? ' ') !== ' ' && (line[start - 1] ?? ' ') === ' ';
  return starts.every(isCell)
    ? fieldsOfCells(
        starts.map((start, at) => line.slice(start, starts[at + 1])),
        columns,
      )
    : undefined;
}

/** A column for the date alone is one of eventquery.vbs or Event Viewer. */
function headerOf(text: string): readonly Column[] | undefined {
  if (!/^[A-Za-z]/.test(text) || /\d/.test(text)) return undefined;
  return known(headerColumns(text.split(/\s+/, MOST_COLUMNS)));
}

const known = (columns: readonly Column[] | undefined) =>
  columns?.some((column) => column === 'date' || column === 'time') ? undefined : columns;

const MOST_COLUMNS = 12;

function rowOf(text: string, columns: readonly Column[]): EventFields | undefined {
  const cells: Partial<Record<Column, string>> = {};
  let rest = text;
  for (const [at, column] of columns.entries()) {
    const width = cellWidth(rest, column, columns[at + 1]);
    if (width === undefined) return undefined;
    cells[column] ??= rest.slice(0, width).trim();
    rest = rest.slice(width).trimStart();
  }
  const { id, source, dateTime, severity, computer, description } = cells;
  if (!id || !source) return undefined;
  return {
    id,
    source: source.replace(/\.{3}$/, ''),
    ...(dateTime && { time: dateTime }),
    ...(severity && { severity }),
    ...(computer && { computer }),
    ...(columns.at(-1) === 'description' && { description: description ?? '' }),
  };
}

/** How much of the rest of a row belongs to its next cell; undefined when it is none of this column. */
function cellWidth(rest: string, column: Column, next: Column | undefined): number | undefined {
  const [word = ''] = rest.split(/\s/, 1);
  switch (column) {
    case 'dateTime':
      return dateTimeWidth(rest);
    case 'id':
    case 'number':
      return /^\d{1,10}$/.test(word) ? word.length : undefined;
    case 'severity':
      return severityOf(word) === undefined ? undefined : word.length;
    case 'source':
      return /^[.\p{L}]/u.test(word) ? sourceWidth(rest, next) : undefined;
    case 'description':
      return next === undefined ? rest.length : Math.max(word.length, rest.search(/\s{2}/));
    default:
      return word.length;
  }
}

/** A date and a time; Format-Table cuts what is too wide: `4/3/2012 2...`. */
function dateTimeWidth(rest: string): number | undefined {
  const start = rest.slice(0, 40);
  const whole = /^\S+ \S+(?: [ap]\.?m\.?)?(?= |$)/i.exec(start)?.[0] ?? '';
  const cut = /^([^\s.]+(?:\.[^\s.]+)*)(?: \S{0,8}|)\.{3}(?= |$)/.exec(start);
  if (isDateTime(whole)) return whole.length;
  return cut?.[1] !== undefined && isDate(cut[1]) ? cut[0].length : undefined;
}

/** Names of sources have blanks in them, so one ends where the next column's cell begins. */
function sourceWidth(rest: string, next: Column | undefined): number {
  if (next === undefined) return rest.length;
  for (const gap of rest.slice(0, 100).matchAll(/\s+/g)) {
    const behind = rest.slice(gap.index + gap[0].length);
    if (gap[0].length > 1 || (TELLING.has(next) && cellWidth(behind, next, undefined) !== undefined)) return gap.index;
  }
  const known = findSource(rest.slice(0, 64));
  const [word = ''] = rest.split(/\s/, 1);
  return known?.start === 0 ? known.end : word.length;
}

/** Columns whose cells cannot be taken for the next word of a name. */
const TELLING: ReadonlySet<Column> = new Set(['id', 'number', 'severity', 'dateTime']);
