import type { PastedFile } from '../../knowledge/recognizer/utterance.ts';
import { fieldNamed, severityOf } from '../../knowledge/recognizer/words/field-names.ts';
import { utf16Of } from '../../knowledge/utf16.ts';

/**
 * A file's bytes as text where they are text: UTF-16 with or without its mark (Registry Editor and Event Viewer write it), else
 * UTF-8, else the code page in which most labels of events are words. Other bytes stay bytes.
 */
export function decodeFile(name: string, bytes: Uint8Array): PastedFile {
  if (isPacked(bytes)) return { name, bytes };
  const utf16 = utf16Of(bytes);
  if (utf16 !== undefined) return { name, text: new TextDecoder(utf16).decode(bytes) };
  if (bytes.includes(0)) return { name, bytes };
  try {
    return { name, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { name, text: new TextDecoder(codePageOf(bytes)).decode(bytes) };
  }
}

/** `PK` of a .zip, and what a .gz begins with: no text begins so. */
const isPacked = (bytes: Uint8Array) =>
  (bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] ?? 9) < 9) || (bytes[0] === 0x1f && bytes[1] === 0x8b);

/** So much of a file is looked at to know its code page, in bytes. */
const START = 4096;

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
