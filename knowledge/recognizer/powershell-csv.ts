import { readHeadedCsv } from './headed-csv.ts';
import type { PasteReader } from './paste-reader.ts';

const OWN = ['instanceid', 'providername', 'eventidentifier', 'sourcename'];

/** Reads Export-Csv of Get-EventLog, Get-WinEvent and the WMI event class, and Log Parser's CSV, which has the same names. */
export const readPowershellCsv: PasteReader = (lines) =>
  readHeadedCsv(lines, (header) => header.some((cell) => OWN.includes(cell.toLowerCase())));
