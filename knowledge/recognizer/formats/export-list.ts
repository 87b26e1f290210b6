import type { PasteReader } from '../paste/paste-reader.ts';
import { readEventRows } from './event-rows.ts';
import { listedRow } from './listed-rows.ts';
import type { EventColumn } from './row-layout.ts';

const USUAL: readonly EventColumn[] = ['severity', 'date', 'time', 'source', 'category', 'id', 'user', 'computer'];

/** Reads Export List of Windows 2000, XP and 2003: the visible columns, without any description. */
export const readExportList: PasteReader = (lines) =>
  readEventRows(
    lines,
    listedRow(USUAL, (columns) =>
      columns.includes('dateTime') || columns.includes('description') ? undefined : columns,
    ),
  );
