import { Buffer } from 'node:buffer';
import { CAPS } from '../paste/caps.ts';

/** Types of values in binary XML, as the format numbers them. */
const TYPE = { string: 1, ansi: 2, binary: 14, guid: 15, fileTime: 17, systemTime: 18, sid: 19 } as const;
/** A piece of binary XML in the place of a value. */
export const EMBEDDED_XML = 0x21;
/** Set in the type of an array. */
const ARRAY = 0x80;
/** Most bytes of a binary value. */
const MOST_BYTES = 1024;

const latin1 = new TextDecoder('latin1');

/** Reads a value of so many bytes out of a chunk. */
type Reader = (view: DataView, at: number, size: number) => string;

/** Numbers, by type; a value that is too short is none. */
const NUMBERS: Record<number, [size: number, read: Reader]> = {
  3: [1, (view, at) => String(view.getInt8(at))],
  4: [1, (view, at) => String(view.getUint8(at))],
  5: [2, (view, at) => String(view.getInt16(at, true))],
  6: [2, (view, at) => String(view.getUint16(at, true))],
  7: [4, (view, at) => String(view.getInt32(at, true))],
  8: [4, (view, at) => String(view.getUint32(at, true))],
  9: [8, (view, at) => String(view.getBigInt64(at, true))],
  10: [8, (view, at) => String(view.getBigUint64(at, true))],
  11: [4, (view, at) => String(view.getFloat32(at, true))],
  12: [8, (view, at) => String(view.getFloat64(at, true))],
  13: [4, (view, at) => String(view.getUint32(at, true) !== 0)],
  15: [16, guid],
  16: [4, (view, at, size) => `0x${hex(size === 8 ? view.getBigUint64(at, true) : view.getUint32(at, true), 1)}`],
  17: [8, (view, at) => fileTime(view, at)],
  18: [16, systemTime],
  20: [4, (view, at) => `0x${hex(view.getUint32(at, true), 1)}`],
  21: [8, (view, at) => `0x${hex(view.getBigUint64(at, true), 1)}`],
};

/** A value as Event XML shows it, '' for one that is empty or cannot be read. Arrays stand with a blank between their parts. */
export function valueText(view: DataView, at: number, size: number, type: number): string {
  if (size <= 0 || at < 0 || at + size > view.byteLength) return '';
  const one = type & ~ARRAY;
  if (one === TYPE.string) return utf16(view, at, size, (type & ARRAY) !== 0);
  if (one === TYPE.ansi)
    return latin1
      .decode(bytesOf(view, at, Math.min(size, CAPS.sentence)))
      .replaceAll('\0', ' ')
      .trim();
  if (one === TYPE.binary) return hexOf(bytesOf(view, at, Math.min(size, MOST_BYTES)));
  if (one === TYPE.sid) return sid(view, at, size);
  const number = NUMBERS[one];
  if (!number || size < number[0]) return '';
  if ((type & ARRAY) === 0) return number[1](view, at, size);
  const parts: string[] = [];
  for (let part = 0; (part + 1) * number[0] <= size && parts.length < 64; part += 1)
    parts.push(number[1](view, at + part * number[0], number[0]));
  return parts.join(' ');
}

/** A text in UTF-16, without what ends it; the parts of an array end in a zero each. */
export function utf16(view: DataView, at: number, size: number, isArray = false): string {
  const length = Math.min(size >> 1, CAPS.sentence);
  const codes: number[] = [];
  for (let index = 0; index < length; index += 1) {
    const code = view.getUint16(at + 2 * index, true);
    if (code === 0 && !isArray) break;
    codes.push(code === 0 ? 32 : code);
  }
  return String.fromCharCode(...codes).trimEnd();
}

const EPOCH_MS = 11_644_473_600_000;

/** 100 ns since 1601 as a time of ISO 8601, '' outside of what a clock can show. */
function fileTime(view: DataView, at: number): string {
  const ticks = view.getUint32(at + 4, true) * 2 ** 32 + view.getUint32(at, true);
  const ms = Math.floor(ticks / 10_000) - EPOCH_MS;
  return ms > -EPOCH_MS && ms < 8e13 ? new Date(ms).toISOString() : '';
}

function systemTime(view: DataView, at: number): string {
  const [year = 0, month = 1, , day = 1, hour, minute, second, ms] = Array.from({ length: 8 }, (_, part) =>
    view.getUint16(at + 2 * part, true),
  );
  const time = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  return Number.isNaN(time) || year > 9999 ? '' : new Date(time).toISOString();
}

function guid(view: DataView, at: number): string {
  const tail = hexOf(bytesOf(view, at + 8, 8));
  const head = [
    hex(view.getUint32(at, true), 8),
    hex(view.getUint16(at + 4, true), 4),
    hex(view.getUint16(at + 6, true), 4),
  ];
  return `{${[...head, tail.slice(0, 4), tail.slice(4)].join('-')}}`.toUpperCase();
}

function sid(view: DataView, at: number, size: number): string {
  if (size < 8) return '';
  const parts = Math.min(view.getUint8(at + 1), Math.floor((size - 8) / 4), 15);
  const authority = view.getUint16(at + 2) * 2 ** 32 + view.getUint32(at + 4);
  const rest = Array.from({ length: parts }, (_, part) => view.getUint32(at + 8 + 4 * part, true));
  return ['S', view.getUint8(at), authority, ...rest].join('-');
}

const hex = (value: number | bigint, digits: number) => value.toString(16).padStart(digits, '0');
const hexOf = (bytes: Buffer) => bytes.toString('hex').toUpperCase();
const bytesOf = (view: DataView, at: number, size: number) => Buffer.from(view.buffer, view.byteOffset + at, size);
