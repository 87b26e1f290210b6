/** Reads a DWORD as the registry tools print it: `0x5`, `5`, `0x00000005 (5)`; undefined for anything else. */
export function dwordOf(text: string): number | undefined {
  const match = /^(0x[0-9a-f]{1,8}|\d{1,10})(?: ?\(\d{1,10}\))?$/i.exec(text.trim());
  const value = Number(match?.[1] ?? Number.NaN);
  return value <= 0xffff_ffff ? value : undefined;
}

/** Reads the right-hand side of a .reg line, whose digits are always hexadecimal: `dword:00000005`, `hex(4):05,00,00,00`. */
export function regFileDword(text: string): number | undefined {
  const digits = /^dword: ?([0-9a-f]{1,8})$/i.exec(text.trim())?.[1];
  if (digits !== undefined) return Number.parseInt(digits, 16);
  const bytes = /^hex\([45]\):([0-9a-f]{2}),([0-9a-f]{2}),([0-9a-f]{2}),([0-9a-f]{2})$/i.exec(text.trim())?.slice(1);
  if (bytes === undefined) return undefined;
  // hex(4) is little-endian, hex(5) big-endian.
  const bigEndian = /^hex.4/i.test(text.trim()) ? bytes.toReversed() : bytes;
  return Number.parseInt(bigEndian.join(''), 16);
}
