// Deeper tables are read as plain lines, so that a cell's text is moved a few times at most, however deep somebody nests them.
const MOST_TABLES = 8;

interface Table {
  /** the lines around the table */
  outside: string[];
  row: string[][];
  inCell: boolean;
}

/** Lines under construction; white space is folded the way a browser shows it, and the cells of a row stand in one line. */
export class TextLines {
  #lines: string[] = [];
  #line: string[] = [];
  #space = false;
  readonly #tables: Table[] = [];
  #tooDeep = 0;

  /** Text in which line breaks and runs of blanks mean one blank. */
  addFolded(text: string): void {
    text.split(/[ \t\r\n\f\u00a0]+/).forEach((word, index) => {
      if (index > 0) this.#space = true;
      if (word !== '') this.#add(word);
    });
  }

  /** Text in which every character counts. */
  addAsIs(text: string): void {
    text.split(/\r?\n/).forEach((line, index) => {
      if (index > 0) this.breakLine();
      if (line !== '') this.#add(line);
    });
  }

  breakLine(): void {
    this.#lines.push(this.#line.join('').trimEnd());
    this.#line = [];
    this.#space = false;
  }

  /** The next text begins a line of its own. */
  endLine(): void {
    this.#space = false;
    if (this.#line.length > 0) this.breakLine();
  }

  /** As {@link endLine}; a paragraph of nothing but a blank is how Outlook and Teams write an empty line. */
  endParagraph(): void {
    if (this.#space && this.#line.length === 0) this.breakLine();
    else this.endLine();
  }

  openTable(): void {
    this.endLine();
    if (this.#tables.length === MOST_TABLES) {
      this.#tooDeep += 1;
      return;
    }
    this.#tables.push({ outside: this.#lines, row: [], inCell: false });
    this.#lines = [];
  }

  openRow(): void {
    if (this.#tables.length === 0) this.openTable();
    this.#endRow();
  }

  openCell(): void {
    if (this.#tables.length === 0) this.openTable();
    this.#endCell();
    const table = this.#tables.at(-1);
    if (table) table.inCell = this.#tooDeep === 0 || table.inCell;
  }

  closeTable(): void {
    if (this.#tooDeep > 0) {
      this.#tooDeep -= 1;
      this.endLine();
      return;
    }
    this.#endRow();
    const table = this.#tables.pop();
    if (!table) return;
    for (const line of this.#lines) table.outside.push(line);
    this.#lines = table.outside;
  }

  /** Everything, without blank lines at either end. */
  text(): string {
    this.#tooDeep = 0;
    while (this.#tables.length > 0) this.closeTable();
    this.endLine();
    return this.#lines.join('\n').replace(/^\n+/, '').trimEnd();
  }

  #add(text: string): void {
    if (this.#space && this.#line.length > 0) this.#line.push(' ');
    this.#space = false;
    this.#line.push(text);
  }

  #endCell(): void {
    this.endLine();
    const table = this.#tables.at(-1);
    if (!table?.inCell || this.#tooDeep > 0) return;
    table.row.push(this.#lines);
    table.inCell = false;
    this.#lines = [];
  }

  #endRow(): void {
    this.#endCell();
    const table = this.#tables.at(-1);
    if (!table || this.#tooDeep > 0) return;
    const [only = [], ...others] = table.row;
    // A row with one cell is layout, and its lines stay lines.
    if (others.length === 0) for (const line of only) table.outside.push(line);
    else table.outside.push(table.row.map((cell) => cell.filter((line) => line !== '').join(' ')).join('\t'));
    table.row = [];
  }
}
