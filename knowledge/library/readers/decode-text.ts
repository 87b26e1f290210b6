import { utf16Of } from '../../utf16.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });
/** A page says its encoding this near its beginning. In bytes. */
const HEAD_BYTES = 1024;

/** Text of a file: as its first bytes tell, UTF-8 where it is valid, then as a page says of itself, and otherwise as Windows wrote it. */
export function decodeText(bytes: Uint8Array): string {
  const utf16 = utf16Of(bytes);
  if (utf16 !== undefined) return new TextDecoder(utf16).decode(bytes);
  try {
    return utf8.decode(bytes).replace(/^\uFEFF/, '');
  } catch {
    return new TextDecoder(saidEncoding(bytes)).decode(bytes);
  }
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
