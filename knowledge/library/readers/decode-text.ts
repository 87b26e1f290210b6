const utf8 = new TextDecoder('utf-8', { fatal: true });
/** A page says its encoding this near its beginning. In bytes. */
const HEAD_BYTES = 1024;
/** How files begin whose encoding stands in them. */
const MARKS: readonly { bytes: readonly number[]; encoding: string }[] = [
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
];

/** Text of a file: as its first bytes tell, UTF-8 where it is valid, then as a page says of itself, and otherwise as Windows wrote it. */
export function decodeText(bytes: Uint8Array): string {
  const marked = MARKS.find((mark) => mark.bytes.every((byte, at) => bytes[at] === byte)) ?? unmarked(bytes);
  if (marked) return new TextDecoder(marked.encoding).decode(bytes);
  try {
    return utf8.decode(bytes).replace(/^\uFEFF/, '');
  } catch {
    return new TextDecoder(saidEncoding(bytes)).decode(bytes);
  }
}

/** Two bytes a character without a mark: every other byte of the beginning is nothing. */
function unmarked(bytes: Uint8Array): { encoding: string } | undefined {
  const head = bytes.subarray(0, 64);
  if (head.length < 4) return undefined;
  const isNothing = (odd: number) => head.every((byte, at) => at % 2 !== odd || byte === 0);
  if (isNothing(1)) return { encoding: 'utf-16le' };
  return isNothing(0) ? { encoding: 'utf-16be' } : undefined;
}

function saidEncoding(bytes: Uint8Array): string {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, HEAD_BYTES));
  const said = /charset ?= ?["']?([\w-]{2,30})/i.exec(head)?.[1] ?? '';
  try {
    const { encoding } = new TextDecoder(said);
    // Bytes that are no UTF-8 are none, whatever the page says.
    return encoding === 'utf-8' ? 'windows-1252' : encoding;
  } catch {
    return 'windows-1252';
  }
}
