import { parse } from 'csv-parse/sync';
import { CAPS } from '../paste/caps.ts';
import { onceForLine } from '../paste/once.ts';
import { fieldOfPath, severityOf } from '../words/field-names.ts';
import { isListedSource } from '../words/provider-names.ts';
import { type EventFields, eventOf } from './event-fields.ts';
import { readEventRows } from './event-rows.ts';
import type { FoundEvent, PasteReader } from './paste-reader.ts';
import { barCells, rowCells, unquoted } from './row-cells.ts';
import { type Column, isDate, isDateTime } from './row-layout.ts';
import { shownEventId } from './shown-event-id.ts';

const MOST_COLUMNS = 64;
const SHORTEST_HEADER = 8;
/** Bad quotes are skipped this often below one header; each costs a pass over the rest. */
const MOST_FAILURES = 16;

/** How the cells of a line are told apart. */
type Delimiter = ',' | ';' | '\t' | '|' | 'blanks';

interface HeaderLine {
  columns: readonly Column[];
  delimiter: Delimiter;
  quoted: boolean;
}
interface Header extends HeaderLine {
  index: number;
}

const SHAPE = 'headed-table';

/**
 * Reads every table whose header names its columns, in any order, any language and with any delimiter: lists of Event Viewer,
 * Export-Csv, Log Parser, eventquery, EvtxECmd, hayabusa, tables in Markdown.
 */
export const readHeadedTables: PasteReader = (lines) => tablesIn(lines, headerOf);
/** The same where only blanks stand between the columns; other readers know some of these tables better. */
export const readBlankedTables: PasteReader = (lines) => tablesIn(lines, blankedHeaderOf);

/** Three cells at least, of which none of a header begins with a digit. */
export const HEADER_SIGN = /^[^\d\t|;,]{0,60}[\t|;,][^\t|;,]{0,60}[\t|;,]/;

function tablesIn(lines: readonly string[], header: (line: string) => HeaderLine | undefined): FoundEvent[] {
  const headers: Header[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const found = line.length < SHORTEST_HEADER ? undefined : header(line);
    if (found) headers.push({ index, ...found });
  }
  return headers.flatMap((header, at) => {
    const to = headers[at + 1]?.index ?? lines.length;
    return isCsv(header) ? csvRows(lines, header, to) : plainRows(lines, header, to);
  });
}

const MARKS: readonly Delimiter[] = ['\t', '|', ';', ','];
const headerOf = onceForLine((line) =>
  HEADER_SIGN.test(line) && mayBeHeader(line) ? headerBetween(line, MARKS) : undefined,
);
const blankedHeaderOf = onceForLine((line) =>
  line.includes('  ') && mayBeHeader(line) ? headerBetween(line, ['blanks']) : undefined,
);

const mayBeHeader = (line: string) => line.length <= CAPS.header && !/^\W?\d/.test(line);

function headerBetween(line: string, delimiters: readonly Delimiter[]): HeaderLine | undefined {
  for (const delimiter of delimiters) {
    const cells = cellsOf(line, delimiter, MOST_COLUMNS);
    const columns = cells.length < 3 ? undefined : headerColumns(cells);
    if (columns) return { columns, delimiter, quoted: line.includes('"') };
  }
  return undefined;
}

function cellsOf(line: string, delimiter: Delimiter, most: number): string[] {
  if (delimiter === '|') return barCells(line) ?? [];
  if (delimiter === 'blanks') return line.includes('  ') ? line.trim().split(/ {2,}/, most) : [];
  return line.includes(delimiter) ? rowCells(line, delimiter, most) : [];
}

/**
 * The columns that a header names, or undefined when it is none: it names an id, and with it a source and one thing more, or
 * else three things. No cell of a header is a number.
 */
export function headerColumns(cells: readonly string[]): Column[] | undefined {
  if (cells.some((cell) => /^\W*\d/.test(cell))) return undefined;
  const columns = cells.map((cell): Column => fieldOfPath(cell)?.field ?? 'other');
  const known = new Set(columns.filter((column) => column !== 'other'));
  // `EventCode,count` says no more, and is plain all the same.
  const isCounted = cells.some((cell) => /^(?:count|counts|anzahl|nombre|hits)$/i.test(unquoted(cell)));
  const isTelling =
    isCounted &&
    cells.some((cell) =>
      (known.has('source') ? /^event[_ ]?(?:id|code)$/i : /^event_?(?:id|code)$/i).test(unquoted(cell)),
    );
  const isDated =
    known.has('dateTime') && known.has('computer') && cells.some((cell) => /^EventID$/.test(unquoted(cell)));
  // Any table has an `ID`.
  const isPlain = cells.every((cell, at) => columns[at] !== 'id' || /^id$/i.test(unquoted(cell)));
  if (isPlain && !known.has('source') && !known.has('severity')) return undefined;
  return known.has('id') && (isTelling || isDated || known.size >= (known.has('source') ? 3 : 4)) ? columns : undefined;
}

/** Cells with quotes may run over lines; so may those of a description that stands between others. */
const isCsv = ({ columns, delimiter, quoted }: Header) =>
  (delimiter === ',' || quoted) && ['description', 'strings', 'other'].some((one) => columns.includes(one as Column));

/** Rows without quotes, in which only the last column may go on in the next line. */
function plainRows(lines: readonly string[], { index, columns, delimiter }: Header, to: number): FoundEvent[] {
  // Event Viewer gives the last column, the text, no header.
  const isListed = columns.includes('dateTime') && !columns.includes('description');
  const order: readonly Column[] = isListed ? [...columns, 'description'] : columns;
  const mayRunOn = order.at(-1) === 'description' && delimiter !== '|';
  const events = readEventRows(lines.slice(index + 1, to), SHAPE, (line) => {
    const cells = cellsOf(line, delimiter, order.length);
    const fields = fieldsOfCells(
      // A description goes on below, and its reader takes the quotes off.
      cells.map((cell, at) => (order[at] === 'description' ? cell : unquoted(cell))),
      order,
    );
    return fields && (mayRunOn ? { ...fields, description: fields.description ?? '' } : fields);
  });
  return events.map((event) => shifted(event, index + 1));
}

const shifted = (event: FoundEvent, by: number): FoundEvent => ({
  ...event,
  at: { line: event.at.line + by, lastLine: event.at.lastLine + by },
});

/** Any notation of a day and perhaps a time, also one that the table cut. */
const LOOKS_DATED = /\d[./-] ?\d|^\p{L}{3,9}\.?,? .{0,12}\d|\/Date|\d{8}/u;

const NO_CELLS: readonly string[] = [];

/** The cells of a row that say something, by what their columns hold. */
function byColumn(cells: readonly string[], columns: readonly Column[]): ReadonlyMap<Column, readonly string[]> {
  const under = new Map<Column, string[]>();
  for (const [at, column] of columns.entries()) {
    const text = cells[at]?.trim();
    if (!text) continue;
    const own = under.get(column);
    if (own) own.push(text);
    else under.set(column, [text]);
  }
  return under;
}

/** The event that a row tells of, under the columns of its header; undefined when it does not hold what they say. */
export function fieldsOfCells(cells: readonly string[], columns: readonly Column[]): EventFields | undefined {
  const under = byColumn(cells, columns);
  const all = (column: Column) => under.get(column) ?? NO_CELLS;
  const [id] = all('id').toSorted((a, b) => Number(isLarge(a)) - Number(isLarge(b)));
  const [source = ''] = all('source');
  if (id === undefined || shownEventId(id) === undefined || (columns.includes('source') && !/\p{L}/u.test(source)))
    return undefined;
  const [date = '', day = date] = [...all('dateTime'), ...all('date')];
  if (columns.includes('dateTime') && !LOOKS_DATED.test(date)) return undefined;
  if (columns.includes('date') && !isDate(day) && !isDateTime(day)) return undefined;
  const [severity] = all('severity').toSorted((a, b) => Number(/^\d/.test(a)) - Number(/^\d/.test(b)));
  if (severity !== undefined && isOfOthers(severity, source)) return undefined;
  const [category] = all('category');
  const [computer] = all('computer');
  const [description = all('strings')[0]] = all('description');
  return {
    id,
    ...(source && { source: source.replace(/\.{3}$/, '') }),
    time: columns.includes('dateTime') ? date : [day, ...all('time')].filter(Boolean).join(' '),
    ...(severity !== undefined && { severity }),
    ...(category !== undefined && { category }),
    ...(computer !== undefined && { computer }),
    ...(description !== undefined && { description }),
  };
}

/** `7031;Baker;Website;Gold`: neither is the level one nor the source, so the table is about something else. */
const isOfOthers = (severity: string, source: string) =>
  isDate(severity) ||
  (source !== '' && severityOf(severity) === undefined && !/^\d{1,2}$/.test(severity) && !isListedSource(source));

/** The 32-bit InstanceId gives the same number as EventID, but EventID may stand without its high bits. */
const isLarge = (id: string) => !/^\d{1,5}$/.test(id);

interface CsvRecord {
  cells: string[];
  line: number;
  lastLine: number;
}

function csvRows(lines: readonly string[], { index, columns, delimiter }: Header, to: number): FoundEvent[] {
  const records = recordsBetween(lines, index + 1, to, delimiter === '|' || delimiter === 'blanks' ? ',' : delimiter);
  return records.flatMap(({ cells, line, lastLine }, place) => {
    // Rows of another table may follow; theirs are shorter. A cut row may be shorter, but only the last one.
    if (cells.length < columns.length && place < records.length - 1) return [];
    const isLonger = cells.length > columns.length;
    if (isLonger && columns.at(-1) !== 'description') return [];
    const own = isLonger
      ? [...cells.slice(0, columns.length - 1), cells.slice(columns.length - 1).join(delimiter)]
      : cells;
    const fields = fieldsOfCells(own, columns);
    const event = fields && eventOf(fields, { line, lastLine }, SHAPE);
    return event ? [event] : [];
  });
}

function recordsBetween(lines: readonly string[], from: number, to: number, delimiter: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  let done = from;
  // Most rows need no library: each cell is closed in its line. The first that is not goes there with all that follow.
  for (; done < to; done += 1) {
    const line = lines[done] ?? '';
    const cells = line === '' ? [] : closedCells(line, delimiter);
    if (cells === undefined) break;
    if (cells.length > 0) records.push({ cells, line: done + 1, lastLine: done + 1 });
  }
  const read = (text: string) => {
    const start = done;
    parse(text, {
      delimiter,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (cells: string[], { lines: linesRead }) => {
        while (done < to && (lines[done] ?? '').trim() === '') done += 1;
        const lastLine = Math.min(start + linesRead, to);
        records.push({ cells, line: done + 1, lastLine });
        done = lastLine;
        return null;
      },
    });
  };
  for (let failures = 0; failures < MOST_FAILURES && done < to; failures += 1) {
    try {
      read(lines.slice(done, to).join('\n'));
      return records;
    } catch {
      // A quote that never closes, because the paste was cut: its own line is read as far as it goes, then the rest goes on.
      const next = done + 1;
      records.push(...lineAlone(lines[done] ?? '', next, delimiter));
      done = next;
    }
  }
  return records;
}

/** A cell of CSV in which every quote is at its border or doubled, with what ends it. */
const CLOSED_CELL = new Map(
  [',', ';', '\t'].map((mark) => [mark, new RegExp(`(?:"([^"]*(?:""[^"]*)*)"|([^"${mark}]*))(${mark}|$)`, 'y')]),
);

/** The cells of a line in which each is closed; undefined for any other. */
function closedCells(line: string, delimiter: string): string[] | undefined {
  const cell = CLOSED_CELL.get(delimiter);
  if (cell === undefined || line.trim() === '') return undefined;
  const cells: string[] = [];
  cell.lastIndex = 0;
  for (let found = cell.exec(line); found !== null; found = cell.exec(line)) {
    cells.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === '') return cells;
  }
  return undefined;
}

function lineAlone(line: string, number: number, delimiter: string): CsvRecord[] {
  try {
    return parse(`${line}"`, { delimiter, relax_quotes: true }).map((cells) => ({
      cells,
      line: number,
      lastLine: number,
    }));
  } catch {
    return [];
  }
}
