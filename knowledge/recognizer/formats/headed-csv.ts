import { parse } from 'csv-parse/sync';
import { eventOf } from '../paste/event-fields.ts';
import type { FoundEvent } from '../paste/paste-reader.ts';
import { columnNamed, headerColumns } from '../words/column-names.ts';

const MOST_COLUMNS = 64;
const LONGEST_HEADER = 2048;
/** Bad quotes are skipped this often in one file; each costs a pass over the rest. */
const MOST_FAILURES = 16;

interface CsvRecord {
  cells: string[];
  line: number;
  lastLine: number;
}

/**
 * Reads CSV whose header names an id, a source and a description, cells quoted and running over lines where they must.
 * @param accepts looks at the header cells and says whether this is the CSV wanted
 */
export function readHeadedCsv(lines: readonly string[], accepts: (header: readonly string[]) => boolean): FoundEvent[] {
  const headers = lines.flatMap((line, index) => {
    if (line.length > LONGEST_HEADER || !line.includes(',') || /\d/.test(line)) return [];
    const cells = line.split(',', MOST_COLUMNS).map((cell) => cell.trim().replace(/^"|"$/g, ''));
    return headerColumns(cells) !== undefined ? [{ index, cells }] : [];
  });
  return headers.flatMap(({ index, cells }, at) => {
    if (!accepts(cells)) return [];
    const records = recordsBetween(lines, index + 1, headers[at + 1]?.index ?? lines.length);
    // Rows of another table may follow; theirs are longer or shorter. A cut row may be shorter, but only the last one.
    return records
      .filter(
        (record, place) =>
          record.cells.length === cells.length || (place === records.length - 1 && record.cells.length < cells.length),
      )
      .flatMap((record) => eventIn(record, cells) ?? []);
  });
}

function recordsBetween(lines: readonly string[], from: number, to: number): CsvRecord[] {
  const records: CsvRecord[] = [];
  let done = from;
  const read = (text: string) => {
    const start = done;
    parse(text, {
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
      records.push(...lineAlone(lines[done] ?? '', next));
      done = next;
    }
  }
  return records;
}

function lineAlone(line: string, number: number): CsvRecord[] {
  try {
    return parse(`${line}"`, { relax_quotes: true }).map((cells) => ({ cells, line: number, lastLine: number }));
  } catch {
    return [];
  }
}

function eventIn(record: CsvRecord, header: readonly string[]): FoundEvent | undefined {
  const cell = (...names: string[]): string | undefined => {
    const at = header.findIndex((name) => names.includes(name.toLowerCase()));
    return record.cells[at];
  };
  const named = (column: string): string | undefined =>
    record.cells[header.findIndex((name) => columnNamed(name) === column)];
  // Without this the 32-bit InstanceId would win where it stands first; both give the same number, but EventID may be alone.
  const id = cell('eventid', 'eventcode', 'id') ?? named('id') ?? '';
  const source = named('source');
  if (!source) return undefined;
  const time = named('dateTime') ?? [named('date'), named('time')].filter(Boolean).join(' ');
  const description = named('description') || cell('strings', 'insertionstrings', 'replacementstrings');
  const severity = cell('eventtypename', 'leveldisplayname', 'entrytype') || named('severity');
  const category = named('category');
  const computer = named('computer');
  return eventOf(
    {
      id,
      source,
      time,
      ...(description !== undefined && { description }),
      ...(severity !== undefined && { severity }),
      ...(category !== undefined && { category }),
      ...(computer !== undefined && { computer }),
    },
    { line: record.line, lastLine: record.lastLine },
  );
}
