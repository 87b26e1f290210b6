import { BASES } from '../article.ts';
import { type Hresult, toHresult } from '../hresult.ts';
import { dottedNumber, type FamilyId, isFamily, writtenNumber } from './code-families.ts';

/** One code with what it says. */
export interface KnownCode {
  family: FamilyId;
  /** the number, unsigned; of a JET error its 32-bit form, of a Win32 error the number itself */
  code: Hresult;
  /** the name in its header; undefined where no header has one, as for the information store's own numbers */
  symbol?: string;
  /** other names of the same code */
  also: readonly string[];
  /** one sentence of our own; undefined where only the name is known */
  meaning?: string;
  /** KB numbers, or the header that defines it */
  source: string;
  /** set when the source is not a KB article */
  basis?: (typeof BASES)[number];
  /** Exchange articles of the archive that show the code, in any way of writing it; undefined where nobody counted */
  articles?: number;
}

/** The lines of a table that are codes, or every problem as `file:line — what to do`. */
export type TableRead = { ok: true; codes: KnownCode[] } | { ok: false; problems: string[] };

const NAME = /^[A-Za-z]\w+$/;

/** Number and names, the first column. */
function named(column: string, family: FamilyId): Pick<KnownCode, 'code' | 'symbol' | 'also'> | string {
  const [number = '', symbol, ...also] = column.split(' ');
  const dotted = family === 'smtp' ? dottedNumber(number) : undefined;
  if (dotted === undefined && !/^(?:0x[0-9a-fA-F]{8}|-?\d{1,5})$/.test(number))
    return 'write 0x and eight digits, or a decimal number';
  const code = toHresult(dotted ?? Number(number));
  if (code === undefined) return 'write a number of 32 bits';
  const wrong = [symbol, ...also].find((name) => name !== undefined && !NAME.test(name));
  if (wrong !== undefined) return `"${wrong}" is no name as a header spells it`;
  return { code, also, ...(symbol !== undefined && { symbol }) };
}

const isBasis = (word: string): word is (typeof BASES)[number] => BASES.some((basis) => basis === word);

/** `Q123456, Q234567`, or `general: winsock.h`, the third column; empty: the header that stands beside the family. */
function sourced(column: string, header: string): Pick<KnownCode, 'source' | 'basis'> | string {
  if (column === '') return header === '' ? 'say where it is from' : { source: header, basis: 'general' };
  const [, basis, source] = /^([a-z]+): (.+)$/.exec(column) ?? [];
  if (basis !== undefined && source !== undefined)
    return isBasis(basis) ? { source, basis } : `"${basis}" is none of ${BASES.join(', ')}`;
  return /^Q\d{6}(?:, Q\d{6})*$/.test(column) ? { source: column } : 'write KB numbers, or `general:` and the source';
}

/** Most lines are a number with a name, read without looking at each letter twice. */
function nameOnly(line: string, { family, header }: Part): KnownCode | undefined {
  const blank = line.indexOf(' ');
  const number = blank < 0 || header === '' ? Number.NaN : Number(line.slice(0, blank));
  const code = toHresult(number);
  if (code === undefined || line.includes(' ', blank + 1)) return undefined;
  return { family, code, also: NO_NAMES, source: header, basis: 'general', symbol: line.slice(blank + 1) };
}

const NO_NAMES: readonly string[] = [];

/** One line: `number NAME other names | sentence. | source | articles`. Everything behind the number may be left out. */
function readLine(line: string, part: Part): KnownCode | string {
  const simple = nameOnly(line, part);
  if (simple !== undefined && NAME.test(simple.symbol ?? '')) return simple;
  const { family, header } = part;
  const [names = '', meaning = '', source = '', articles = '', more] = line.split(' | ');
  const first = named(names, family);
  if (typeof first === 'string') return first;
  const said = described(meaning, first.symbol);
  if (typeof said === 'string') return said;
  const from = sourced(source, header);
  if (typeof from === 'string') return from;
  if (more !== undefined || !/^\d*$/.test(articles)) return 'write how many articles in the last column, or nothing';
  return { family, ...first, ...from, ...said, ...(articles !== '' && { articles: Number(articles) }) };
}

/** The sentence, the second column; empty where there is a name. */
function described(column: string, symbol: string | undefined): Pick<KnownCode, 'meaning'> | string {
  if (column === '') return symbol === undefined ? 'write a name, a sentence, or both' : {};
  return /^\S.*\.$/.test(column) ? { meaning: column } : 'write one sentence with a full stop';
}

/**
 * Reads a table of codes: `[family] header` opens a part, each line below it is a code, `#` is a remark.
 * A file of its own, not YAML: thousands of lines are read in a few milliseconds, the first time a code is asked for.
 * @param name the file name as problems show it
 */
export function readCodeTable(name: string, text: string): TableRead {
  const codes: KnownCode[] = [];
  const problems: string[] = [];
  const seen = new Map<FamilyId, Set<number | string>>();
  let part: Part | string = 'write the family above it, such as [win32] winerror.h';
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '' || line.startsWith('#')) continue;
    if (line.startsWith('[')) part = readPart(line);
    const read = typeof part === 'string' ? part : readBelow(part, line, seen);
    if (typeof read === 'string') problems.push(`${name}:${index + 1} — ${read}`);
    else if (read) codes.push(read);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, codes };
}

/** A line of a part; undefined for its own head. */
function readBelow(
  part: Part,
  line: string,
  seen: Map<FamilyId, Set<number | string>>,
): KnownCode | string | undefined {
  if (line.startsWith('[')) return undefined;
  const read = readLine(line, part);
  return typeof read === 'string' ? read : (twice(read, seen) ?? read);
}

/** The head of a part: the family of the codes below it, and the header they are from. */
interface Part {
  family: FamilyId;
  header: string;
}

function readPart(line: string): Part | string {
  const [, family = '', header = ''] = /^\[([a-z0-9]+)\] ?(.*)$/.exec(line) ?? [];
  return isFamily(family) ? { family, header } : `there is no family "${family}"; see code-families.ts`;
}

/** One number may have several names, but is described once. */
function twice({ family, code, meaning, symbol = '' }: KnownCode, seen: Map<FamilyId, Set<number | string>>) {
  const own = seen.get(family) ?? new Set();
  seen.set(family, own);
  const key = meaning === undefined ? symbol : code;
  if (own.has(key)) return `${writtenNumber(family, code)} stands here twice; keep one`;
  own.add(key);
  return undefined;
}
