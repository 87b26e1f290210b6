import { readEventJson } from './event-json.ts';
import { readEventXml } from './event-xml.ts';
import { HEADER_SIGN, readBlankedTables, readHeadedTables } from './headed-tables.ts';
import type { SignedReader } from './paste-reader.ts';
import { readPowershellColumns } from './powershell-columns.ts';
import { readPsloglist } from './psloglist.ts';
import { LOOSE_SIGN, ROW_SIGN, readLooseRows, readRows } from './row-formats.ts';

/** The readers of tables and structured exports, most specific first. */
export const TABLE_READERS: readonly SignedReader[] = [
  { read: readEventXml, sign: /</ },
  { read: readEventJson, sign: /\{/ },
  { read: readPowershellColumns, sign: /^\s*-[- ]*$/ },
  { read: readHeadedTables, sign: HEADER_SIGN },
  { read: readPsloglist, sign: /^\s*\[\d/ },
  { read: readRows, sign: ROW_SIGN },
  { read: readLooseRows, sign: LOOSE_SIGN },
  { read: readBlankedTables },
];
