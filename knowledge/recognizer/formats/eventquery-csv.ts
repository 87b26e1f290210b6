import type { PasteReader } from '../paste/paste-reader.ts';
import { readHeadedCsv } from './headed-csv.ts';

/** Reads `eventquery.vbs /FO CSV`: a quoted header with Event and ComputerName; the text only with /V. */
export const readEventqueryCsv: PasteReader = (lines) =>
  readHeadedCsv(lines, (header) => header.includes('Event') && header.includes('ComputerName'));
