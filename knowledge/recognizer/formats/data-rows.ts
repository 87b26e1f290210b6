/** Prints bytes as Event Viewer's Data box does, eight a row: `0000: 67 06 14 00 1d 01 04 80`. */
export function dataRows(bytes: readonly number[], line: number): { line: number; text: string }[] {
  const rows: { line: number; text: string }[] = [];
  for (let at = 0; at < bytes.length && at < MOST_BYTES; at += 8) {
    const row = bytes.slice(at, at + 8).map((byte) => byte.toString(16).padStart(2, '0'));
    rows.push({ line, text: `${at.toString(16).padStart(4, '0')}: ${row.join(' ')}` });
  }
  return rows;
}

/** Codes stand in the first words; whole crash dumps are not printed. */
const MOST_BYTES = 256;
