import type { PastedFile } from '../../knowledge/recognizer/utterance.ts';

/**
 * A file's bytes as text where they are text: by its byte order mark (Registry Editor and Event Viewer write UTF-16),
 * else as UTF-8, else in the Windows code page of western Europe, which old logs use. Other bytes stay bytes.
 */
export function decodeFile(name: string, bytes: Uint8Array): PastedFile {
  const utf16 = utf16Of(bytes);
  if (utf16 !== undefined) return { name, text: new TextDecoder(utf16).decode(bytes) };
  if (bytes.includes(0)) return { name, bytes };
  try {
    return { name, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { name, text: new TextDecoder('windows-1252').decode(bytes) };
  }
}

function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const start = bytes.subarray(0, 4096);
  const zeros = start.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
  // Western text in UTF-16 has a zero in every second place, and only there.
  if (zeros > start.length * 0.4 && start.every((byte, index) => byte !== 0 || index % 2 === 1)) return 'utf-16le';
  return undefined;
}
