/** A file in a .zip archive. */
export interface ZipEntry {
  name: string;
  isEncrypted: boolean;
  /** 0 stored, 8 deflated; others are not unpacked */
  method: number;
  /** what its head says of its size, in bytes: a claim of whoever made the archive */
  size: number;
  /** its bytes as they are stored; undefined where they do not lie in the archive */
  packed: Uint8Array | undefined;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
/** Larger lists of files are no logs that somebody collected. */
const MOST_HEADS = 10_000;

/** Whether bytes begin as a .zip archive does, an empty one included. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5) && bytes[3] === bytes[2] + 1;

/**
 * The files that the directory of a .zip archive lists (APPNOTE 4.3.12), without unpacking anything.
 * @returns `isWhole` false where the directory is missing, cut, or longer than anybody's. Never throws
 */
export function zipEntries(bytes: Uint8Array): { entries: ZipEntry[]; isWhole: boolean } {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  if (end === undefined) return { entries: [], isWhole: false };
  const told = view.readUInt16LE(end + 10);
  const entries: ZipEntry[] = [];
  let at = view.readUInt32LE(end + 16);
  while (entries.length < Math.min(told, MOST_HEADS) && at + 46 <= end && view.readUInt32LE(at) === CENTRAL) {
    const [name, extra, comment] = [28, 30, 32].map((field) => view.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    entries.push(entryAt(view, at, name));
    at += 46 + name + extra + comment;
  }
  return { entries, isWhole: entries.length === told };
}

/** Where the end of the directory begins; a comment may stand behind it. */
function endOf(view: Buffer): number | undefined {
  const first = Math.max(0, view.length - END_LENGTH - LONGEST_COMMENT);
  for (let at = view.length - END_LENGTH; at >= first; at -= 1) if (view.readUInt32LE(at) === END) return at;
  return undefined;
}

function entryAt(view: Buffer, at: number, nameLength: number): ZipEntry {
  const flags = view.readUInt16LE(at + 8);
  return {
    name: view.toString('utf8', at + 46, at + 46 + nameLength),
    isEncrypted: (flags & 1) === 1,
    method: view.readUInt16LE(at + 10),
    size: view.readUInt32LE(at + 24),
    packed: packedAt(view, view.readUInt32LE(at + 42), view.readUInt32LE(at + 20)),
  };
}

function packedAt(view: Buffer, local: number, length: number): Uint8Array | undefined {
  if (local + 30 > view.length || view.readUInt32LE(local) !== LOCAL) return undefined;
  const from = local + 30 + view.readUInt16LE(local + 26) + view.readUInt16LE(local + 28);
  return from + length <= view.length ? view.subarray(from, from + length) : undefined;
}
