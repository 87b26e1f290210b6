import type { PasteReader } from '../paste/paste-reader.ts';
import { readBlankedList } from './blanked-list.ts';
import { readDumpelRows } from './dumpel-rows.ts';
import { readElogdumpRows } from './elogdump-rows.ts';
import { readEventXml } from './event-xml.ts';
import { readEventqueryCsv } from './eventquery-csv.ts';
import { readEventqueryTable } from './eventquery-table.ts';
import { readExportList } from './export-list.ts';
import { readPowershellColumns } from './powershell-columns.ts';
import { readPowershellCsv } from './powershell-csv.ts';
import { readPowershellEventLogTable } from './powershell-event-log-table.ts';
import { readPowershellJson } from './powershell-json.ts';
import { readPowershellWinEventTable } from './powershell-win-event-table.ts';
import { readPsloglist, readPsloglistRows } from './psloglist.ts';
import { readSavedLogRows } from './saved-log-rows.ts';
import { readVistaTable } from './vista-table.ts';

/** The readers of tables and structured exports, most specific first. */
export const TABLE_READERS: readonly { shape: string; read: PasteReader }[] = [
  { shape: 'event-xml', read: readEventXml },
  { shape: 'powershell-json', read: readPowershellJson },
  { shape: 'powershell-csv', read: readPowershellCsv },
  { shape: 'eventquery-csv', read: readEventqueryCsv },
  { shape: 'powershell-columns', read: readPowershellColumns },
  { shape: 'psloglist', read: readPsloglist },
  { shape: 'psloglist-rows', read: readPsloglistRows },
  { shape: 'dumpel-rows', read: readDumpelRows },
  { shape: 'saved-log-rows', read: readSavedLogRows },
  { shape: 'elogdump-rows', read: readElogdumpRows },
  { shape: 'vista-table', read: readVistaTable },
  { shape: 'export-list', read: readExportList },
  { shape: 'powershell-event-log-table', read: readPowershellEventLogTable },
  { shape: 'powershell-win-event-table', read: readPowershellWinEventTable },
  { shape: 'eventquery-table', read: readEventqueryTable },
  { shape: 'blanked-list', read: readBlankedList },
];
