/** So much of a file is looked at to know how it is written, in bytes; even, since a letter may take two. */
const START = 4096;

/** In which UTF-16 bytes are written, with or without its mark; undefined for any other encoding, and for what is no text. */
export function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
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
