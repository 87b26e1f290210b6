/**
 * Splits one row into at most `most` cells; the last one is the untouched rest of the row.
 * Quotes around a cell are taken off. A quote that never closes is taken as a letter, since Windows NT wrote such rows.
 */
export function rowCells(row: string, delimiter: string, most: number): string[] {
  const cells: string[] = [];
  let from = 0;
  while (cells.length < most - 1) {
    const closing = row[from] === '"' ? row.indexOf(`"${delimiter}`, from + 1) : -1;
    const end = closing >= 0 ? closing + 1 : row.indexOf(delimiter, from);
    if (end < 0) break;
    cells.push(unquoted(row.slice(from, end)));
    from = end + delimiter.length;
  }
  cells.push(row.slice(from).trim());
  return cells;
}

/** A cell without the quotes around it and with doubled quotes made single; a lone quote at either end goes too. */
export function unquoted(cell: string): string {
  const text = cell.trim();
  if (!text.startsWith('"')) return text;
  return text
    .slice(1, text.length > 1 && text.endsWith('"') ? -1 : undefined)
    .replaceAll('""', '"')
    .trim();
}

/** A line with more bars is no row: tables of logs have a dozen columns. */
const MOST_BARS = 100;

/** The cells of a row of a Markdown table, `| a | b |`, the outer bars as they may be; undefined for a line that is none. */
export function barCells(line: string): string[] | undefined {
  if (!line.includes('|')) return undefined;
  // Jira doubles the bars of a head.
  const row = /^\s*\|\|/.test(line) ? line.replaceAll('||', '|') : line;
  const cells = row.split('|', MOST_BARS + 2).map((cell) => cell.trim());
  if (cells.length > MOST_BARS + 1) return undefined;
  if (cells[0] === '') cells.shift();
  if (cells.at(-1) === '') cells.pop();
  return cells;
}
