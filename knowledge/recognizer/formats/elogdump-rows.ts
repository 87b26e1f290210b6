import type { EventFields } from '../paste/event-fields.ts';
import type { PasteReader } from '../paste/paste-reader.ts';
import { severityOf } from '../words/severity-words.ts';
import { readEventRows } from './event-rows.ts';
import { type EventColumn, rowFields } from './row-layout.ts';

const COLUMNS: readonly EventColumn[] = ['date', 'time', 'source', 'id', 'severity', 'computer', 'description'];

/** Reads rows with the id behind the source and the type as a number: `4/3/2002,2:17:51 AM,MSExchangeIMC,4094,1,MAIL7,…`. */
export const readElogdumpRows: PasteReader = (lines) => readEventRows(lines, rowStart);

function rowStart(line: string): EventFields | undefined {
  if (!/^\s*"?\d/.test(line)) return undefined;
  const fields = rowFields(line, ',', COLUMNS) ?? rowFields(line, '\t', COLUMNS);
  const isRow = fields !== undefined && severityOf(fields.severity ?? '') && /[a-z]/i.test(fields.computer ?? '');
  return isRow ? fields : undefined;
}
