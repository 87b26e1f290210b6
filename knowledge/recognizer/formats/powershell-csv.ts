import type { PasteReader } from '../paste/paste-reader.ts';
import { readHeadedCsv } from './headed-csv.ts';

const OWN = ['instanceid', 'providername', 'eventidentifier', 'sourcename'];

/** Reads Export-Csv of Get-EventLog, Get-WinEvent and the WMI event class, and Log Parser's CSV, which has the same names. */
export const readPowershellCsv: PasteReader = (lines) =>
  readHeadedCsv(lines, (header) => header.some((cell) => OWN.includes(cell.toLowerCase())));
