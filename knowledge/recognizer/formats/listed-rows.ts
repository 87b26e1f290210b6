import type { EventFields } from '../paste/event-fields.ts';
import { rowCells } from '../paste/row-cells.ts';
import { headerColumns } from '../words/column-names.ts';
import { type EventColumn, rowFields } from './row-layout.ts';

const MOST_COLUMNS = 24;

/**
 * Makes a row reader for a list that Event Viewer exports: tabs, commas, semicolons or bars between cells.
 * @param usual the columns when no header says otherwise
 * @param ofHeader takes the columns a header names and gives those of the rows below it, or undefined when it is another list
 */
export function listedRow(
  usual: readonly EventColumn[],
  ofHeader: (columns: readonly EventColumn[]) => readonly EventColumn[] | undefined,
): (line: string) => EventFields | undefined {
  let columns = usual;
  return (text) => {
    // Markdown tables, as chats make them of pasted lists.
    const line = text.includes('|')
      ? text
          .split('|')
          .map((cell) => cell.trim())
          .join('\t')
          .trim()
      : text;
    for (const delimiter of ['\t', ',', ';']) {
      if (!line.includes(delimiter)) continue;
      const named = /\d/.test(line) ? undefined : headerColumns(rowCells(line, delimiter, MOST_COLUMNS));
      if (named !== undefined) {
        columns = ofHeader(named) ?? columns;
        return undefined;
      }
      const fields = rowFields(line, delimiter, columns) ?? rowFields(line, delimiter, usual);
      if (fields !== undefined) return fields;
    }
    return undefined;
  };
}
