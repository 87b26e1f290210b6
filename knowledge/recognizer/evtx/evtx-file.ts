import { Buffer } from 'node:buffer';
import { BinaryXml } from './binary-xml.ts';
import { readEvtxRecord } from './evtx-record.ts';
import type { FoundRecord } from './found-record.ts';

const HEADER = 4096;
const CHUNK = 65_536;
const FIRST_RECORD = 512;
/** Bytes of a record before its binary XML, and behind it. */
const RECORD_HEAD = 24;
const RECORD_TAIL = 4;
const SIGNATURE = Buffer.from('**\0\0', 'latin1');
/** The clock is asked after so many records. */
const STRETCH = 32;

/** What became of a log. */
export interface EvtxRead {
  /** records that were read */
  read: number;
  /** records that are there, or were when the log was whole, and cannot be read */
  damaged: number;
  /** records that there was no time for; they are older than all that were read */
  late: number;
}

/** Whether the bytes begin as an .evtx log of Windows Vista and later does. */
export function isEvtxFile(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(8, bytes.byteLength)).toString('latin1') === 'ElfFile\0';
}

/**
 * Reads an .evtx log, the newest records first, also one that was copied while it was written, is cut or damaged in parts.
 * What the header of the file says does not count: in a live copy it is old. Never throws.
 * @param take gets each event; its line is the place of its record in the log
 * @param isInTime asked now and then; when it says no, the rest is left
 * @see "[MS-EVEN6]: EventLog Remoting Protocol", binary XML; the frame around it is that of the files of Windows
 */
export function readEvtxFile(
  bytes: Uint8Array,
  take: (event: FoundRecord) => void,
  isInTime: () => boolean = () => true,
): EvtxRead {
  const chunks = chunksOf(bytes).toSorted((a, b) => b.numbers.last - a.numbers.last);
  const result: EvtxRead = { read: 0, damaged: 0, late: 0 };
  const reading: Reading = { take, isInTime, seen: new Set(), oldest: chunks.at(-1)?.ids.first ?? 0 };
  let inTime = true;
  for (const chunk of chunks) {
    if (inTime) inTime = readChunk(chunk, reading, result);
    else result.late += lengthOf(chunk.numbers);
  }
  result.damaged = Math.max(0, expectedOf(chunks, bytes.byteLength) - result.read - result.late);
  return result;
}

/** How many records the log has or had: also those of a chunk between others that cannot be found any more. */
function expectedOf(chunks: readonly Chunk[], size: number): number {
  const [newest, oldest] = [chunks[0], chunks.at(-1)];
  if (!newest || !oldest) return 0;
  const span = lengthOf({ first: oldest.numbers.first, last: newest.numbers.last });
  const told = chunks.reduce((sum, { numbers }) => sum + lengthOf(numbers), 0);
  return span <= size / RECORD_HEAD ? Math.max(span, told) : told;
}

const lengthOf = ({ first, last }: Range) => last - first + 1;

interface Range {
  first: number;
  last: number;
}

interface Chunk {
  view: DataView;
  bytes: Buffer;
  /** its records as its head counts them: without a gap, whatever was left out when the log was saved */
  numbers: Range;
  /** numbers that the records themselves bear */
  ids: Range;
}

interface Reading {
  take: (event: FoundRecord) => void;
  isInTime: () => boolean;
  /** numbers of the records read */
  seen: Set<number>;
  oldest: number;
}

/** Every chunk that says it is one, wherever the file is cut. */
function chunksOf(bytes: Uint8Array): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = HEADER; at + FIRST_RECORD <= bytes.byteLength; at += CHUNK) {
    const size = Math.min(CHUNK, bytes.byteLength - at);
    const own = Buffer.from(bytes.buffer, bytes.byteOffset + at, size);
    if (own.toString('latin1', 0, 8) !== 'ElfChnk\0') continue;
    const [numbers, ids] = [rangeAt(own, 8), rangeAt(own, 24)];
    // An empty one says that it ends before it begins; one that has more records than bytes is none.
    if (lengthOf(numbers) < 1 || lengthOf(numbers) > CHUNK / RECORD_HEAD) continue;
    chunks.push({ view: new DataView(own.buffer, own.byteOffset, size), bytes: own, numbers, ids });
  }
  return chunks;
}

const rangeAt = (bytes: Buffer, at: number): Range => ({
  first: Number(bytes.readBigUInt64LE(at)),
  last: Number(bytes.readBigUInt64LE(at + 8)),
});

/** Reads the records of a chunk, the newest first. False when there was no time for all. */
function readChunk(chunk: Chunk, reading: Reading, result: EvtxRead): boolean {
  const records = recordsOf(chunk).reverse();
  const xml = new BinaryXml(chunk.view);
  for (const [index, { at, end, number }] of records.entries()) {
    if (index % STRETCH === 0 && !reading.isInTime()) {
      result.late += records.length - index;
      return false;
    }
    if (reading.seen.has(number)) continue;
    const event = readEvtxRecord(xml, at + RECORD_HEAD, end - RECORD_TAIL, number - reading.oldest + 1);
    if (!event) continue;
    reading.seen.add(number);
    result.read += 1;
    reading.take(event);
  }
  return true;
}

interface RecordFrame {
  at: number;
  end: number;
  number: number;
}

/** Where the records of a chunk stand. Behind one that is damaged, the next signature is looked for. */
function recordsOf({ bytes, ids }: Chunk): RecordFrame[] {
  const free = bytes.readUInt32LE(48);
  // What stands behind is left over from a log before this one.
  const end = free > FIRST_RECORD && free <= bytes.length ? free : bytes.length;
  const records: RecordFrame[] = [];
  for (let at = FIRST_RECORD; at >= 0 && at + RECORD_HEAD + RECORD_TAIL <= end; ) {
    const size = sizeAt(bytes, at, end);
    const number = size > 0 ? Number(bytes.readBigUInt64LE(at + 8)) : -1;
    if (number >= ids.first && number <= ids.last) records.push({ at, end: at + size, number });
    at = size > 0 ? at + size : bytes.indexOf(SIGNATURE, at + 8);
  }
  return records;
}

/** The size of a record that begins here, 0 when none does. */
function sizeAt(bytes: Buffer, at: number, end: number): number {
  if (bytes.compare(SIGNATURE, 0, 4, at, at + 4) !== 0) return 0;
  const size = bytes.readUInt32LE(at + 4);
  return size >= RECORD_HEAD + RECORD_TAIL && at + size <= end ? size : 0;
}
