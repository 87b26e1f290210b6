import { readEventJson } from './event-json.ts';
import { readEventXml } from './event-xml.ts';
import { readBlankedTables, readHeadedTables } from './headed-tables.ts';
import type { PasteReader } from './paste-reader.ts';
import { readPowershellColumns } from './powershell-columns.ts';
import { readPsloglist } from './psloglist.ts';
import { ROW_READERS } from './row-formats.ts';

/** The readers of tables and structured exports, most specific first. */
export const TABLE_READERS: readonly PasteReader[] = [
  readEventXml,
  readEventJson,
  readPowershellColumns,
  readHeadedTables,
  readPsloglist,
  ...ROW_READERS,
  readBlankedTables,
];
