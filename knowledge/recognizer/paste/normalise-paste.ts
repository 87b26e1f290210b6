import { CAPS } from './caps.ts';
import { htmlToText } from './html-to-text.ts';
import { joinLabels, labelledRow } from './join-labels.ts';
import { onceForLine } from './once.ts';
import { labelOf, labelStarts, rowBehindWords, splitLabels, splitRows } from './split-labels.ts';
import { unescapedXml } from './unescaped-xml.ts';

/** A paste made fit for the readers: `lineOf[index]` is the 1-based line of the paste that `lines[index]` came from. Only blank lines may be missing. */
export interface NormalPaste {
  lines: string[];
  lineOf: number[];
  /** lines behind the {@link MOST_LINES} that are read, 0 as a rule */
  cutLines: number;
  /** how many lines the text has */
  written: number;
}

/** What ends a line beside LF: also what Unicode and old printers take for it, so that no reader meets one inside a line. */
const LINE_END = /\r\n?|[\v\f\u0085\u2028\u2029]/g;

/** The lines of a text of any origin, as people see them. */
export const linesOf = (text: string): string[] => text.replace(LINE_END, '\n').split('\n');

/**
 * So many lines that say something are read of one text, as so many characters are. A line costs each reader a look, however
 * little stands in it; a log of this size has as many.
 */
export const MOST_LINES = 50_000;

/** Of more blank lines in a row than this, the rest says nothing more. */
const MOST_BLANK = 5;

const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const BLANKS = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
const CONTROLS = /[^\P{Cc}\t]/gu;
const HTML_TAG = /<(?:html|body|table|t[rdh]|d[ltd]|p|div|span|pre|ul|li)[\s>]/gi;

/**
 * Undoes what mail, chats and word processors do to a text: quoting marks, Markdown, HTML, typographic characters,
 * labels that lost their line breaks. What the text says is not touched; codes and ids are corrected nowhere.
 * @param text of any length and kind; work is linear in it. Never throws.
 */
export function normalisePaste(text: string): NormalPaste {
  const written = linesOf(text);
  const lines = new PlainLines(written.length);
  const raw = looksLikeHtml(text) ? linesOf(htmlToText(text)) : written;
  for (let index = 0; index < raw.length; index += 1) lines.take(raw[index] ?? '', index);
  return lines.done();
}

/** A line without its quoting marks, in pieces. */
interface PlainLine {
  pieces: readonly string[];
  /** what stands at its end and belongs to the next line; '' as a rule */
  label: string;
}

/** A log says "Event Type: Error" a thousand times. */
const plainLine = onceForLine((raw) => parted(unquoted(raw)));

function parted(line: string): PlainLine {
  const label = hangingLabel(line);
  return { pieces: pieces(label === '' ? line : line.slice(0, line.length - label.length)), label };
}

class PlainLines {
  readonly #paste: NormalPaste;
  #blank = 0;
  /** one that stood alone at the end of the line before */
  #label = '';

  constructor(written: number) {
    this.#paste = { lines: [], lineOf: [], cutLines: 0, written };
  }

  take(raw: string, index: number): void {
    if (this.#paste.lines.length >= MOST_LINES) {
      if (raw.trim() !== '') this.#paste.cutLines += 1;
      return;
    }
    const { pieces, label } = this.#label === '' ? plainLine(raw) : this.#behindLabel(unquoted(raw), index);
    this.#label = label;
    for (const piece of pieces) {
      this.#blank = piece === '' ? this.#blank + 1 : 0;
      if (this.#blank <= MOST_BLANK) this.#add(piece, index + 1);
    }
  }

  done(): NormalPaste {
    if (this.#label !== '') this.#add(this.#label, this.#paste.lineOf.at(-1) ?? 1);
    return { ...this.#paste, lines: joinLabels(this.#paste.lines) };
  }

  /** A label at the end of the line above belongs to this line, or else stands alone. */
  #behindLabel(line: string, index: number): PlainLine {
    if (labelOf(line) === undefined) return parted(`${this.#label} ${line}`);
    this.#add(this.#label, index);
    return parted(line);
  }

  #add(line: string, lineOf: number): void {
    this.#paste.lines.push(line);
    this.#paste.lineOf.push(lineOf);
  }
}

function looksLikeHtml(text: string): boolean {
  const start = text.slice(0, CAPS.start);
  return !/<Event[\s>]/.test(start) && (start.match(HTML_TAG) ?? []).length >= 2;
}

/** Mail wraps lines between a label and its value: "Event Category: None Event ID:". The label belongs to the next line; '' when there is none. */
function hangingLabel(line: string): string {
  if (line.length > LONGEST_WRAPPED || !line.endsWith(':') || line.indexOf(':') === line.length - 1) return '';
  const start = labelStarts(line).at(-1);
  return start && start.start > 0 && start.colon === line.length - 1 ? line.slice(start.start) : '';
}

const LONGEST_WRAPPED = 100;

function pieces(line: string): string[] {
  const parts = line.includes('<') && /<br/i.test(line) ? line.split(/<br ?\/?>/i) : [line];
  return parts.flatMap((part) =>
    part === ''
      ? ''
      : part.includes(' N="')
        ? serialised(part)
        : rowBehindWords(labelledRow(withoutMarkdown(part)))
            .flatMap(splitRows)
            .flatMap(splitLabels),
  );
}

const PROPERTY = /<\w{1,5} N="(\w{1,40})">([^<]*)</g;

/** `<I32 N="Id">7000</I32>`: the properties of an object as PowerShell's Export-Clixml writes them. */
function serialised(line: string): string[] {
  const properties = [...line.matchAll(PROPERTY)].map(([, name, value]) => `${name}: ${value}`);
  return properties.length > 0 ? properties : [line];
}

const NOT_PLAIN = /[^\t -~]/;

/** Typographic characters as those that people type. */
const plainLetters = (raw: string) =>
  raw
    .replace(INVISIBLE, '')
    .replace(BLANKS, ' ')
    .replace(CONTROLS, ' ')
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u2018\u2019\u201a\u201b\u2032]/g, "'")
    .replace(/[\u201c-\u201f\u2033\u00ab\u00bb]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll('\u2026', '...')
    // Consoles draw their tables.
    .replace(/[\u2502\u2503\u2551]/g, '|');

function unquoted(raw: string): string {
  const line = NOT_PLAIN.test(raw) ? plainLetters(raw) : raw;
  // A bar alone in front is how old mail programs quote; with more bars it is a table.
  const quoting = line.indexOf('|') === line.lastIndexOf('|') ? /^(?:[ \t]*[>|])+ ?/ : /^(?:[ \t]*>)+ ?/;
  const bare = withoutBlanksAtEnd(/[>|]/.test(line) ? line.replace(quoting, '') : line);
  if (!bare.includes('&')) return bare;
  // Inside mark-up the entities belong to the XML reader; a blank is a blank anywhere.
  const spaced = bare.replace(/&nbsp;/gi, ' ');
  return /<\/?[a-z]/i.test(spaced) ? spaced : unescapedXml(spaced);
}

/** Tabs stay: they are empty cells. A regular expression would look at every run of blanks in the line. */
function withoutBlanksAtEnd(line: string): string {
  let end = line.length;
  while (line[end - 1] === ' ') end -= 1;
  return line.slice(0, end);
}

/** The mark of a list in front of a label, `- ` or `2. `. */
const LISTED = /^\s*(?:-|\d{1,2}[.)])[ \t]+(?=\S)/;
/** What scanning makes of the icon in front of a level: `@ Warning 3/4/2021`. */
const ICON = /^\s{0,8}(?:[@©®⚠❌ⓘ!]|\(!\)|\/!\\)\s{1,4}(?=\p{L}{3,16}[ \t]\d)/u;
const BB_CODE = /\[\/?(?:b|i|u|quote|code|color)\]/gi;

function withoutMarkdown(line: string): string {
  if (/^\s*(?:```|~~~)/.test(line)) return '';
  const listed = LISTED.exec(line)?.[0];
  const icon = ICON.exec(line.slice(0, 80))?.[0].length;
  if (icon !== undefined) return line.slice(icon);
  if (listed !== undefined && labelOf(line.slice(listed.length))) return line.slice(listed.length);
  if (!/[*`\\•·#[]/.test(line)) return line;
  return (
    line
      .replace(/^\s*[*•·]\s+(?=\S)/, '')
      .replace(/^\s*#{1,6} +(?=\S)/, '')
      .replace(/\\(?=[<>_*#[\]])/g, '')
      .replaceAll('**', '')
      .replace(BB_CODE, '')
      .replaceAll('`', '')
      // A backslash at the end is a line break of Markdown; after a comma it is the continuation of a .reg file.
      .replace(/(?<![,\\])\\$/, '')
  );
}
