import { Buffer } from 'node:buffer';
import { eventOfRecord, FIXED_PART, isEvtRecord, readEvtRecord, recordNumber } from './evt-record.ts';
import type { FoundEvent } from './paste-reader.ts';

const SIGNATURE = Buffer.from('LfLe', 'latin1');
const END_RECORD = Buffer.from('2800000011111111222222223333333344444444', 'hex');
const HEADER_LENGTH = 0x30;
const LONGEST_RECORD = 0x10_0000;
const DIRTY = 1;

/** Whether the bytes begin as an .evt file of Windows NT, 2000 or 2003 does. */
export function isEvtFile(bytes: Uint8Array): boolean {
  return fileOf(bytes).subarray(4, 8).equals(SIGNATURE);
}

/** How many records are read between two looks at the time. */
const AT_ONCE = 64;

/**
 * Reads a binary .evt log of Windows NT, 2000 or 2003, also one that is dirty, wrapped, cut or damaged.
 * @param isInTime asked now and then; when it says no, the newest records that were read so far count
 * @returns its events, oldest first; `at.line` is the ordinal of the record. `late`: older records that were not read.
 * Never throws.
 * @see "Event Log File Format" in Microsoft's Windows documentation
 */
export function readEvtFile(
  bytes: Uint8Array,
  isInTime: () => boolean = () => true,
): { events: Omit<FoundEvent, 'shape'>[]; late: number } {
  const file = fileOf(bytes);
  const inUse = isEvtFile(bytes) ? recordsIn(file, areaInUse(file)) : [];
  // Whatever the header says is void when nothing stands there.
  const records = inOrder(inUse.length > 0 ? inUse : recordsIn(file, undefined));
  const events: Omit<FoundEvent, 'shape'>[] = [];
  let at = records.length;
  while (at > 0 && (at % AT_ONCE !== 0 || isInTime())) {
    at -= 1;
    const record = readEvtRecord(records[at] ?? new Uint8Array());
    if (record) events.push(eventOfRecord(record, at + 1));
  }
  return { events: events.reverse(), late: at };
}

function fileOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A part of the file as the header gives it; `oldest` behind `end` means that the log has wrapped. */
interface Area {
  oldest: number;
  end: number;
}

/**
 * The part that is in use; the rest may hold records of a log that was cleared or has wrapped.
 * The header of a dirty file is as old as the last start of the service, so there the end record is asked.
 */
function areaInUse(file: Buffer): Area | undefined {
  if (file.length < HEADER_LENGTH) return undefined;
  if ((file.readUInt32LE(36) & DIRTY) === 0) return plausibleArea(file, 16);
  for (let end = file.lastIndexOf(END_RECORD); end >= 0; end = end === 0 ? -1 : file.lastIndexOf(END_RECORD, end - 1)) {
    const area = end + 28 <= file.length ? plausibleArea(file, end + 20) : undefined;
    // An end record that says it stands elsewhere is a leftover.
    if (area?.end === end) return area;
  }
  return undefined;
}

/** Header and end record both hold the offset of the oldest record and, next to it, that of the end record. */
function plausibleArea(file: Buffer, at: number): Area | undefined {
  const area = { oldest: file.readUInt32LE(at), end: file.readUInt32LE(at + 4) };
  const plausible = [area.oldest, area.end].every((offset) => offset >= HEADER_LENGTH && offset <= file.length);
  return plausible ? area : undefined;
}

/** The bytes of each record, as they stand in the file. */
function recordsIn(file: Buffer, area: Area | undefined): Uint8Array[] {
  const records: Uint8Array[] = [];
  let found = file.indexOf(SIGNATURE, 0);
  while (found >= 0) {
    const start = found - 4;
    const length = start >= 0 ? lengthAt(file, start) : 0;
    const bytes =
      length > 0 && (area === undefined || isInside(start, area)) ? bytesOf(file, start, length) : undefined;
    const record = bytes && isEvtRecord(bytes) ? bytes : undefined;
    if (record !== undefined) records.push(record);
    // The next signature is looked for behind a whole record, but inside a damaged one.
    const whole = record !== undefined && isClosed(file, start, length);
    found = file.indexOf(SIGNATURE, whole ? start + length : found + 4);
  }
  return records;
}

function isInside(start: number, { oldest, end }: Area): boolean {
  return oldest <= end ? start >= oldest && start < end : start >= oldest || start < end;
}

/** The length a record claims, or 0 when no record can have it; that of the header, 48, is one of those. */
function lengthAt(file: Buffer, start: number): number {
  const length = file.readUInt32LE(start);
  return length > FIXED_PART && length <= LONGEST_RECORD && length % 4 === 0 ? length : 0;
}

/** The bytes of a record. The last one of a wrapped file runs over its end and goes on behind the header. */
function bytesOf(file: Buffer, start: number, length: number): Uint8Array {
  if (isClosed(file, start, length)) return file.subarray(start, start + length);
  const missing = start + length - file.length;
  const isLast = missing >= 4 && file.indexOf(SIGNATURE, start + 8) < 0;
  const rest = file.subarray(HEADER_LENGTH, HEADER_LENGTH + missing);
  if (isLast && rest.length === missing && rest.readUInt32LE(missing - 4) === length) {
    return Buffer.concat([file.subarray(start), rest]);
  }
  return untilNext(file, start, length);
}

/** A record without its closing length was cut or overwritten: it ends where the next one starts. */
function untilNext(file: Buffer, start: number, length: number): Uint8Array {
  const next = file.subarray(start + 8, start + length).indexOf(SIGNATURE);
  return file.subarray(start, start + (next < 0 ? length : next + 4));
}

function isClosed(file: Buffer, start: number, length: number): boolean {
  const copy = start + length - 4;
  return copy + 4 <= file.length && file.readUInt32LE(copy) === length;
}

/** By record number, each number once: a wrapped log starts in the middle of the file. */
function inOrder(records: readonly Uint8Array[]): Uint8Array[] {
  const byNumber = new Map(records.map((record) => [recordNumber(record), record]));
  return [...byNumber].sort(([a], [b]) => a - b).map(([, record]) => record);
}
