import type { PasteReader } from '../paste/paste-reader.ts';
import { readEventRows } from './event-rows.ts';
import { listedRow } from './listed-rows.ts';
import type { EventColumn } from './row-layout.ts';

const USUAL: readonly EventColumn[] = ['severity', 'dateTime', 'source', 'id', 'category', 'description'];

/** Reads what Event Viewer of Windows Vista and later saves or copies as CSV or text; its last column, the text, usually has no header. */
export const readVistaTable: PasteReader = (lines) =>
  readEventRows(
    lines,
    listedRow(USUAL, (columns) => {
      const at = columns.indexOf('description');
      if (!columns.includes('dateTime') || (at >= 0 && at < columns.length - 1)) return undefined;
      return at < 0 ? [...columns, 'description'] : columns;
    }),
  );
