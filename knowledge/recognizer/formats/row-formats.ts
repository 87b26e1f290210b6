import { knownEvent } from '../../triage/known-events.ts';
import { CAPS } from '../paste/caps.ts';
import { onceForLine } from '../paste/once.ts';
import { SEVERITY_WORDS, severityOf } from '../words/field-names.ts';
import { isListedSource } from '../words/provider-names.ts';
import { type EventFields, folded } from './event-fields.ts';
import { readEventRows } from './event-rows.ts';
import { type PasteReader, withoutLines } from './paste-reader.ts';
import { barCells, rowCells, unquoted } from './row-cells.ts';
import { type Column, fitsColumn, isDate, isDateTime, rowFields } from './row-layout.ts';

/** A table of events whose rows are known without a header: a format is the order of its columns. */
export interface RowFormat {
  shape: string;
  /** one or more orders of columns, the usual one first */
  columns: readonly string[];
  /** what may stand between cells; a bar counts as a tab */
  delimiters?: string;
  /** the columns may be set apart by blanks alone: then cells are known by what their columns hold */
  blanks?: true;
  /** the source must be a listed one: other logs are written like this, too */
  listed?: true;
  /** a line above a group of rows that names their source */
  heading?: RegExp;
}

/** Every table that Windows and its tools print, most specific first. A new one is one more row. */
const ROW_FORMATS: readonly RowFormat[] = [
  {
    shape: 'psloglist-rows',
    columns: ['number other source severity computer dateTime id user description'],
    delimiters: ',\t',
  },
  {
    shape: 'dumpel-rows',
    columns: [
      'date time type code id source user computer description',
      'date time type code id user source computer description',
    ],
    delimiters: '\t,',
    blanks: true,
  },
  {
    shape: 'saved-log-rows',
    columns: ['date time source severity category id user computer description'],
    delimiters: '\t,;',
    blanks: true,
  },
  { shape: 'elogdump-rows', columns: ['date time source id severity computer description'], delimiters: ',\t' },
  { shape: 'vista-table', columns: ['severity dateTime source id category description'], delimiters: '\t,;' },
  { shape: 'export-list', columns: ['severity date time source category id user computer'], delimiters: '\t,;' },
  {
    shape: 'powershell-event-log-table',
    columns: ['number monthTime severity source id description'],
    blanks: true,
  },
  {
    shape: 'powershell-win-event-table',
    columns: ['dateTime id severity description', 'dateTime id description'],
    blanks: true,
    heading: /^\s*ProviderName: ?(\S.{0,63})$/,
  },
  { shape: 'checkmk-rows', columns: ['state monthTime qualified source description'], blanks: true },
  {
    shape: 'eventquery-table',
    columns: ['severity id dateTime source computer category user description', 'severity id dateTime source computer'],
    blanks: true,
  },
  {
    shape: 'blanked-list',
    columns: [
      'severity date time source category id user computer',
      'severity dateTime source id category description',
      'severity dateTime source id',
    ],
    blanks: true,
  },
  { shape: 'blanked-list', columns: ['dateTime severity source id'], blanks: true, listed: true },
];

const DATE = '\\d{1,4}[./-] ?\\d{1,2}[./-] ?\\d{1,4}\\.?';
const TIME = '\\d{1,2}[:.]\\d{2}(?:[:.]\\d{2}(?:[.,]\\d{1,9})?)?(?: ?[ap]\\.? ?m\\.?)?';
/** What a cell of each column looks like where nothing but blanks stands around it. */
const CELL: Readonly<Record<string, string>> = {
  date: DATE,
  time: TIME,
  dateTime: `${DATE},?[ T]${TIME}Z?`,
  monthTime: `\\p{L}{3,5}\\.? \\d{1,2} ${TIME}`,
  id: '-?\\d{1,10}',
  // `16384.7036`: Checkmk writes the high bits in front of the id.
  qualified: '\\d{1,5}\\.(?<id>\\d{1,5})',
  state: '[CWOIu.]',
  number: '\\d{1,10}',
  type: '\\d{1,2}',
  code: '\\d{1,5}',
  // `AM` ends a time.
  source: '(?![ap]\\.?m\\b)[.\\p{L}]\\S*(?: \\S+){0,4}?',
  severity: SEVERITY_WORDS.toSorted((a, b) => b.length - a.length)
    .map((word) => word.replace(/\./g, '\\.'))
    .join('|'),
  category: '\\S+(?: \\S+){0,3}?',
  user: 'NT \\S+|\\S+',
  computer: '[\\p{L}_]\\S*',
  other: '\\S+',
  description: '.*',
};
/** Names by which an order says how a column is written; they hold what the columns behind them hold. */
const WRITTEN: Readonly<Record<string, Column>> = {
  ...{ type: 'severity', code: 'category', monthTime: 'dateTime', qualified: 'id', state: 'other' },
};
const columnOf = (name: string): Column => WRITTEN[name] ?? (name as Column);

/** A row begins with a date, a number or a severity; sentences and labels do not. */
export const ROW_SIGN = new RegExp(
  `^[\\s"|]{0,16}(?:\\d{1,4}[./-]|\\d{1,10}["\\s,;|]|[CWOIu.] \\p{L}{3} |\\p{L}{3,5}\\.? \\d{1,2} \\d|(?:${CELL['severity']})["\\s,;|])`,
  'iu',
);

/** What the first cell of a row may be: most lines begin no row of most formats, and are told so once for all formats. */
const FIRST_CELLS = [
  ...new Set(ROW_FORMATS.flatMap(({ columns }) => columns.map((order) => order.split(' ')[0] ?? ''))),
].map((name) => ({ name, column: columnOf(name), begins: new RegExp(`^(?:${CELL[name]})\\s`, 'iu') }));
/** The bits of {@link rowsIn}: one for each kind of first cell, and one for lines that head some rows. */
const bitOf = (name: string) => 1 << FIRST_CELLS.findIndex((one) => one.name === name);
const HEADS = 1 << FIRST_CELLS.length;
const HEADINGS = ROW_FORMATS.flatMap(({ heading }) => heading ?? []);
const DELIMITERS = [...new Set(ROW_FORMATS.flatMap(({ delimiters = '' }) => [...delimiters]))];

/** Which rows a line may begin, as bits. A row that mail wrapped is wrapped behind its first cell. */
const rowsIn = onceForLine((line): number => {
  if (line.includes(':') && HEADINGS.some((one) => one.test(line))) return HEADS;
  if (!ROW_SIGN.test(line)) return 0;
  const row = barCells(line)?.join('\t') ?? line;
  const cells = DELIMITERS.map((delimiter) => rowCells(row, delimiter, 2)[0]?.trim() ?? '');
  const start = `${line.trimStart().slice(0, LONGEST_START)} `;
  const kinds = FIRST_CELLS.filter(
    ({ column, begins }) =>
      begins.test(start) || (column !== 'other' && cells.some((cell) => fitsColumn(cell, column))),
  );
  return kinds.reduce((bits, { name }) => bits | bitOf(name), 0);
});

/** The lines that a reader has to look at: those that begin a row, and, for wrapped ones, the line below each. */
function linesWith(bits: number, rows: readonly number[]): number[] {
  const found: number[] = [];
  for (let index = 0; index < rows.length; index += 1) {
    if (((rows[index] ?? 0) & bits) === 0) continue;
    if (found.at(-1) !== index) found.push(index);
    if (index + 1 < rows.length) found.push(index + 1);
  }
  return found;
}

/** One order of columns, ready to be looked for. */
interface Order {
  columns: readonly Column[];
  /** the first cell alone */
  begins: RegExp;
  blanked: RegExp;
}

function orderOf(names: string): Order {
  const own = names.split(' ');
  const cells = own
    .map((name) => `(?<${name}>${CELL[name]})`)
    .join('\\s')
    .replace(/\\s(\(\?<description>)/, '(?:$|\\s)$1');
  return {
    columns: own.map(columnOf),
    begins: new RegExp(`^(?:${CELL[own[0] ?? '']})\\s`, 'iu'),
    blanked: new RegExp(`^${cells}$`, 'isu'),
  };
}

const LONGEST_START = 60;

/** Makes the reader of one row format. */
function rowReader({ shape, columns, delimiters = '', blanks, listed, heading }: RowFormat) {
  const orders = columns.map(orderOf);
  const own = columns.reduce((bits, order) => bits | bitOf(order.split(' ')[0] ?? ''), 0);
  return (lines: readonly string[], rows: readonly number[]) => {
    const at = linesWith(heading ? own | HEADS : own, rows);
    let group = '';
    const start = (row: string, head: string): EventFields | undefined => {
      if (heading) group = heading.exec(head)?.[1]?.trim() ?? group;
      if ((rowsIn(head) & own) === 0) return undefined;
      const fields =
        delimitedRow(barCells(row)?.join('\t') ?? row, delimiters, orders) ??
        (blanks && blankedRow(row, orders, group));
      return listed && !isListedSource(fields?.source ?? '') ? undefined : fields;
    };
    return at.length === 0 ? [] : readEventRows(lines, shape, start, at);
  };
}

function delimitedRow(line: string, delimiters: string, orders: readonly Order[]): EventFields | undefined {
  for (const delimiter of delimiters) {
    if (!line.includes(delimiter)) continue;
    for (const { columns } of orders) {
      const fields = rowFields(line, delimiter, columns);
      if (fields && isRow(fields, columns))
        return columns.includes('description') ? { description: '', ...fields } : fields;
    }
  }
  return undefined;
}

function blankedRow(line: string, orders: readonly Order[], group: string): EventFields | undefined {
  const text = line.trimStart();
  if (!orders.some(({ begins }) => begins.test(text.slice(0, LONGEST_START)))) return undefined;
  const row = folded(text.slice(0, CAPS.row));
  for (const { columns, begins, blanked } of orders) {
    const cells = begins.test(row) ? blanked.exec(row)?.groups : undefined;
    const fields = cells && fieldsOf(cells, group);
    if (fields && isRow(fields, columns) && isOfOneCell(fields.source ?? '', text)) return fields;
  }
  return undefined;
}

/** A name with a blank that stands in two cells of a row with tabs is none. */
const isOfOneCell = (source: string, row: string) =>
  !source.includes(' ') || !row.includes('\t') || row.includes(source);

function fieldsOf(cells: Readonly<Record<string, string | undefined>>, group: string): EventFields | undefined {
  const source = cells['source'] ?? group;
  if (source === '') return undefined;
  const time = cells['dateTime'] ?? cells['monthTime'] ?? [cells['date'], cells['time']].filter(Boolean).join(' ');
  const fields: EventFields = { id: cells['id'] ?? '', source: source.replace(/\.{3}$/, ''), time };
  take('severity', cells['severity'] ?? cells['type']);
  take('category', cells['category'] ?? cells['code']);
  take('computer', cells['computer']);
  take('description', cells['description']);
  return fields;

  function take(name: 'severity' | 'category' | 'computer' | 'description', text: string | undefined) {
    if (text !== undefined) fields[name] = text;
  }
}

/** The words of a row say what their columns promise. */
function isRow({ severity, computer, source = '' }: EventFields, columns: readonly Column[]): boolean {
  const isSevere = !columns.includes('severity') || severityOf(severity ?? '') !== undefined;
  return isSevere && !/^n\/a$|\\/i.test(source) && (!computer || /\p{L}/u.test(computer));
}

const LONG_DATE = /^[\p{L}.,]+ (?:[\p{L}.,]+ )?\d+,? (?:\d+,? )?\d+:\d\d/u;
const isDated = (cell: string) => isDateTime(cell) || isDate(cell) || LONG_DATE.test(cell.slice(0, 40));
const isSourceCell = (cell: string) => cell.length <= 64 && isListedSource(cell);
const MOST_CELLS = 12;

/** A row in an order that no format has: one date, one known source and one id say what it is, wherever they stand. */
function looseRow(line: string): EventFields | undefined {
  if (line.length > CAPS.row || !LOOSE_SIGN.test(line) || !/\d[./:-] ?\d/.test(line)) return undefined;
  const row = barCells(line)?.join('\t') ?? line;
  const delimiter = ['\t', ';', ','].find((one) => row.includes(one)) ?? '\t';
  const cells = rowCells(row, delimiter, MOST_CELLS).map(unquoted);
  const dates = cells.flatMap((cell, at) => (isDated(cell) ? [at] : []));
  const sources = cells.flatMap((cell, at) => (isSourceCell(cell) ? [at] : []));
  const [from = -1] = sources;
  const [day = -1] = dates;
  const source = cells[from] ?? '';
  const numbers = cells.flatMap((cell, at) => (/^\d{1,5}$/.test(cell) ? [at] : []));
  const known = numbers.filter((at) => knownEvent(source, Number(cells[at])) !== undefined);
  const ids = numbers.length > 1 ? known : numbers;
  const [id = -1] = ids;
  if (ids.length !== 1 || sources.length !== 1 || dates.length === 0) return undefined;
  const level = cells.findIndex((cell) => !/^\d*$/.test(cell) && severityOf(cell) !== undefined);
  const text = cells.slice(Math.max(from, id, day, level) + 1).join(delimiter);
  return {
    ...{ id: cells[id] ?? '', source, time: cells[day] ?? '', description: text },
    ...(level >= 0 && { severity: cells[level] ?? '' }),
  };
}

/** Four cells. */
export const LOOSE_SIGN = /^[^\t|;,]*[\t|;,][^\t|;,]*[\t|;,][^\t|;,]*[\t|;,]/;

/** Reads rows in an order that no format has. */
export const readLooseRows: PasteReader = (lines) => readEventRows(lines, 'rows', looseRow);

const ROW_READERS = ROW_FORMATS.map(rowReader);

/** Reads the rows of every format, each in the lines that the formats before it have left. */
export const readRows: PasteReader = (lines) => {
  const rows = lines.map(rowsIn);
  let rest = lines;
  return ROW_READERS.flatMap((read) => {
    const events = read(rest, rows);
    rest = withoutLines(rest, events);
    return events;
  });
};
