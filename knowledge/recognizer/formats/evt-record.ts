import { CAPS } from '../paste/caps.ts';
import { severityOfType } from '../words/field-names.ts';
import { dataRows } from './data-rows.ts';
import { folded } from './event-fields.ts';
import type { FoundEvent } from './paste-reader.ts';

/** Bytes of an EVENTLOGRECORD before its source name. */
export const FIXED_PART = 56;
const MOST_STRINGS = 64;

// One for all: to make one takes longer than to decode with it.
const UTF16 = new TextDecoder('utf-16le');

/** One record of an .evt file as its bytes say it. */
export interface EvtRecord {
  /** running number the event log service gave it */
  number: number;
  eventId: number;
  /** 1 error, 2 warning, 4 information, 8 and 16 audits */
  type: number;
  category: number;
  /** seconds since 1970, UTC */
  seconds: number;
  source: string;
  computer: string;
  strings: string[];
  data: number[];
}

/**
 * Reads one EVENTLOGRECORD; a cut one is read as far as it goes.
 * @param bytes from the length field on, as many as there are
 * @returns undefined when not even a source name is there
 * @see "EVENTLOGRECORD structure" in Microsoft's Windows documentation
 */
export function readEvtRecord(bytes: Uint8Array): EvtRecord | undefined {
  const [source, computer] = sourceAndComputer(bytes);
  if (source === undefined) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const dataLength = view.getUint32(48, true);
  const dataOffset = view.getUint32(52, true);
  // A data offset means nothing when there is no data; old logs leave garbage there.
  const hasData = dataLength > 0 && dataOffset >= FIXED_PART && dataOffset < bytes.length;
  return {
    number: recordNumber(bytes),
    seconds: view.getUint32(12, true),
    eventId: view.getUint32(20, true) & 0xffff,
    type: view.getUint16(24, true),
    category: view.getUint16(28, true),
    source,
    computer: computer ?? '',
    strings: stringsAt(bytes, view.getUint32(36, true), Math.min(view.getUint16(26, true), MOST_STRINGS)),
    data: hasData
      ? [...bytes.subarray(dataOffset, Math.min(dataOffset + Math.min(dataLength, 1024), bytes.length))]
      : [],
  };
}

/** Whether a source name stands where one must: then it is a record, however little else of it is there. */
export const isEvtRecord = (bytes: Uint8Array): boolean => sourceAndComputer(bytes)[0] !== undefined;

/** The running number; of bytes that {@link isEvtRecord}. */
export const recordNumber = (bytes: Uint8Array): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(8, true);

function sourceAndComputer(bytes: Uint8Array): [source?: string, computer?: string] {
  if (bytes.length < FIXED_PART + 2) return [];
  const [source = '', computer = ''] = stringsAt(bytes, FIXED_PART, 2);
  return /^[\p{L}\p{N}][\p{L}\p{N} ._()&:/\\-]{0,255}$/u.test(source) ? [source, computer] : [];
}

/** The record as an event; its line is its ordinal in the file. The description is the insertion strings: an .evt holds no message. */
export function eventOfRecord(record: EvtRecord, ordinal: number): Omit<FoundEvent, 'shape'> {
  const severity = severityOfType(record.type);
  return {
    eventId: record.eventId,
    source: record.source,
    ...(severity && { severity }),
    ...(record.category > 0 && { category: `(${record.category})` }),
    time: new Date(record.seconds * 1000).toISOString().replace('.000', ''),
    ...(record.computer !== '' && { computer: record.computer }),
    description: folded(record.strings.join(' ')),
    ...(record.data.length > 0 && { data: dataRows(record.data, ordinal) }),
    at: { line: ordinal, lastLine: ordinal },
  };
}

function stringsAt(bytes: Uint8Array, offset: number, count: number): string[] {
  const strings: string[] = [];
  let from = offset;
  while (strings.length < count && from >= FIXED_PART && from + 1 < bytes.length) {
    let to = from;
    const most = Math.min(bytes.length - 1, from + 2 * CAPS.sentence);
    while (to < most && (bytes[to] || bytes[to + 1])) to += 2;
    strings.push(UTF16.decode(bytes.subarray(from, to)));
    from = to + 2;
  }
  return strings;
}
