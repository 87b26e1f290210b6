import type { PastedFile } from '../../knowledge/recognizer/utterance.ts';
import { fieldNamed, severityOf } from '../../knowledge/recognizer/words/field-names.ts';

/**
 * A file's bytes as text where they are text: UTF-16 with or without its mark (Registry Editor and Event Viewer write it), else
 * UTF-8, else the code page in which most labels of events are words. Other bytes stay bytes.
 */
export function decodeFile(name: string, bytes: Uint8Array): PastedFile {
  const utf16 = utf16Of(bytes);
  if (utf16 !== undefined) return { name, text: new TextDecoder(utf16).decode(bytes) };
  if (bytes.includes(0)) return { name, bytes };
  try {
    return { name, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { name, text: new TextDecoder(codePageOf(bytes)).decode(bytes) };
  }
}

/** So much of a file is looked at to know how it is written, in bytes; even, since a letter may take two. */
const START = 4096;

function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const start = bytes.subarray(0, START);
  if (isUtf16(start, 1)) return 'utf-16le';
  return isUtf16(start, 0) ? 'utf-16be' : undefined;
}

/** Text of any script has digits, blanks and line ends: in UTF-16 they have a zero in their upper half, and no lower half has one. */
function isUtf16(start: Uint8Array, upper: 0 | 1): boolean {
  const zeros = start.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
  if (zeros < start.length / 40 || start.some((byte, index) => byte === 0 && index % 2 !== upper)) return false;
  const text = new TextDecoder(upper === 1 ? 'utf-16le' : 'utf-16be').decode(start.subarray(0, start.length & ~1));
  return !UNWRITTEN.test(text.slice(0, -1));
}

/** Control characters, halves of pairs, what no script uses: no text has them. */
const UNWRITTEN = /[^\P{C}\t\r\n\f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\ufffd/u;

/** Western Europe first; then Cyrillic, of windows and consoles, central Europe, Greek, Turkish, Japanese, Chinese, Korean. */
const CODE_PAGES = [
  ...['windows-1252', 'windows-1251', 'ibm866', 'windows-1250', 'windows-1253', 'windows-1254'],
  ...['shift_jis', 'gb18030', 'big5', 'euc-kr'],
];
const PARTS = /[\t\r\n,;:"|=]+/;

function codePageOf(bytes: Uint8Array): string {
  const start = bytes.subarray(0, START);
  const known = (page: string) =>
    new TextDecoder(page)
      .decode(start)
      .split(PARTS)
      .filter((part) => NOT_ASCII.test(part) && (fieldNamed(part.trim()) ?? severityOf(part))).length;
  const [best = ''] = CODE_PAGES.map((page) => [page, known(page)] as const).toSorted((a, b) => b[1] - a[1])[0] ?? [];
  return best;
}

const NOT_ASCII = /[^ -~]/;
