import { isHelpSentence } from '../words/field-names.ts';
import { type EventFields, eventOf } from './event-fields.ts';
import type { FoundEvent } from './paste-reader.ts';
import { unquoted } from './row-cells.ts';

/** Lines a description may run over before the row is taken to have ended. */
const LONGEST_DESCRIPTION = 60;
/** Mail wraps at 65 to 80 columns, chat windows later. */
const LONGEST_HALF = 120;
/** The first line of an event in another shape: there a description ends. */
const OTHER_EVENT =
  /^\s*(?:event (?:id|type|source|category)\b|log name:|event\[\d|<events?[ >]|\[\d+\] |provider ?name ?:|index +:)/i;

type StartOfRow = (row: string, head: string) => EventFields | undefined;

interface Row {
  index: number;
  /** index of the last line of its cells: the next one when mail has wrapped the row */
  cellsEnd: number;
  fields: EventFields;
}

/**
 * Reads a table whose rows are known by their first cells; what follows a row belongs to its description, which stands last.
 * @param shape what the events are said to be read from
 * @param start reads a row, which begins in the line `head`, or answers undefined
 * @param at indexes of the lines that may begin a row or be the second half of one, in order; all when it is not told
 */
export function readEventRows(
  lines: readonly string[],
  shape: string,
  start: StartOfRow,
  at: Iterable<number> = lines.keys(),
): FoundEvent[] {
  const rows = rowsOf(lines, start, at);
  return rows.flatMap((row, place) => {
    const { index, cellsEnd, fields } = row;
    const last = fields.description === undefined ? cellsEnd : lastLine(lines, row, rows[place + 1]?.index);
    const own = fields.description ?? '';
    const text = last > cellsEnd ? [own, ...lines.slice(cellsEnd + 1, last + 1)].join('\n') : own;
    const event = eventOf({ ...fields, description: unquoted(text) }, { line: index + 1, lastLine: last + 1 }, shape);
    return event === undefined ? [] : [event];
  });
}

function rowsOf(lines: readonly string[], start: StartOfRow, at: Iterable<number>): Row[] {
  const rows: Row[] = [];
  /** the line above, while no row has it */
  let half = -1;
  for (const index of at) {
    const row = rowAt(lines, index, half, start);
    if (row) rows.push(row);
    half = row ? -1 : index;
  }
  return rows;
}

/** A row that mail wrapped is read with its second half, once it is known that this half is no row of its own. */
function rowAt(lines: readonly string[], index: number, half: number, start: StartOfRow): Row | undefined {
  const line = lines[index] ?? '';
  const fields = line === '' ? undefined : start(line, line);
  if (fields) return { index, cellsEnd: index, fields };
  const before = half === index - 1 ? (lines[half] ?? '') : '';
  const wrapped = isHalfRow(before) ? start(`${before} ${line}`, before) : undefined;
  return wrapped && { index: half, cellsEnd: index, fields: wrapped };
}

function isHalfRow(line: string): boolean {
  return line.length > 20 && line.length <= LONGEST_HALF && /\d[/.-]\d/.test(line);
}

function lastLine(lines: readonly string[], row: Row, next: number | undefined): number {
  const from = row.cellsEnd;
  const description = row.fields.description ?? '';
  const end = Math.min(next ?? lines.length, from + LONGEST_DESCRIPTION);
  const closed = description.startsWith('"') ? closingQuote(lines, from, end, description) : undefined;
  if (closed !== undefined) return closed;
  const betweenRows = next !== undefined && end === next;
  let last = from;
  for (let index = from + 1; index < end; index += 1) {
    const line = lines[index] ?? '';
    if (OTHER_EVENT.test(line)) break;
    if (line.trim() !== '') last = index;
    else if (!betweenRows && !isHelpSentence(lines[index + 1] ?? '')) break;
  }
  return last;
}

/** The line with the closing quote. Windows NT did not double quotes inside, so one that more text follows closes nothing. */
function closingQuote(lines: readonly string[], from: number, end: number, description: string): number | undefined {
  for (let index = from; index < end; index += 1) {
    const text = index === from ? description.slice(1) : (lines[index] ?? '');
    const next = index + 1 < end ? (lines[index + 1] ?? '') : '';
    if (quotesAtEnd(text) % 2 === 1 && (next.trim() === '' || OTHER_EVENT.test(next))) return index;
  }
  return undefined;
}

function quotesAtEnd(text: string): number {
  const trimmed = text.trimEnd();
  let count = 0;
  while (trimmed.at(-1 - count) === '"') count += 1;
  return count;
}
