import { EvtxFile } from '@ts-evtx/core';
import type { PastedFile, Utterance } from '../../knowledge/recognizer/utterance.ts';

/** What a file gave: the Event XML of its records, '' for none, and why that is not all of it. */
export interface EventLog {
  text: string;
  lacks: 'nothing' | 'what is damaged' | 'what came too late';
}

/** CPU time within which a log is read, in ms; then what came so far counts. */
const MOST_MS = 1400;
/** Sources a mail server's failure speaks through; with ten thousand records in a log, the others would crowd them out. */
const TELLING = /Name="(?:MSExchange|ESE|EDB|DrWatson|Application Error|Service Control Manager)/i;
const LONGEST = 1_000_000;
const MOST_OTHERS = 200;
const HEADER = 4096;
const CHUNK = 65_536;

/** Whether the bytes begin as an .evtx file of Windows Vista and later does. */
export function isEvtxFile(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, 8)) === 'ElfFile\0';
}

/**
 * Replaces every .evtx file by the Event XML of its records, which the recognizer reads like any other. Of one
 * that is damaged or takes too long, what came is taken. Never throws.
 * @returns the files as text; one that gave nothing is named in `unreadable`, one that did not give all in `inPart`
 */
export function readEventLogs(
  files: readonly PastedFile[],
): Pick<Utterance, 'files' | 'unreadable'> & { inPart: NonNullable<Utterance['inPart']> } {
  const read: ReturnType<typeof readEventLogs> = { files: [], unreadable: [], inPart: [] };
  const until = cpuMs() + MOST_MS;
  for (const file of files) {
    if (!file.bytes || !isEvtxFile(file.bytes)) {
      read.files.push(file);
      continue;
    }
    const { text, lacks } = readEventLog(file.bytes, Math.max(0, until - cpuMs()));
    if (text === '') read.unreadable.push(file.name);
    else read.files.push({ name: file.name, text });
    if (text !== '' && lacks !== 'nothing')
      read.inPart.push({ name: file.name, why: lacks === 'what is damaged' ? 'damaged' : 'late' });
  }
  return read;
}

/** CPU time of this thread so far, in ms. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/**
 * Reads the records of an .evtx file, as far as they can be read. Never throws.
 * @param mostMs how much CPU time it may take; then what came so far counts
 */
export function readEventLog(bytes: Uint8Array, mostMs = MOST_MS): EventLog {
  const until = cpuMs() + mostMs;
  const kept: Kept = { telling: [], others: [] };
  const whole = wholeChunks(bytes);
  let lacks: EventLog['lacks'] = whole.length === bytes.length ? 'nothing' : 'what is damaged';
  try {
    for (const chunk of new EvtxFile(whole).chunks()) {
      if (cpuMs() > until) return { text: newest(kept), lacks: 'what came too late' };
      if (!chunk.checkMagic() || !readChunk(chunk.records(), kept)) lacks = 'what is damaged';
    }
  } catch {
    lacks = 'what is damaged';
  }
  return { text: newest(kept), lacks };
}

interface Kept {
  telling: string[];
  others: string[];
}

/** The newest records as Event XML, those of telling sources first of all. */
function newest({ telling, others }: Kept): string {
  const kept: string[] = [];
  let length = 0;
  for (const xml of (telling.length > 0 ? telling : others).toReversed()) {
    length += xml.length + 1;
    if (length > LONGEST) break;
    kept.push(xml);
  }
  return kept.reverse().join('\n');
}

/** A damaged record costs itself alone, a damaged chunk what stands behind the damage in it. False when it was damaged. */
function readChunk(records: Iterable<{ renderXml(): string }>, kept: Kept): boolean {
  let isWhole = true;
  try {
    for (const record of records) {
      try {
        keep(record.renderXml(), kept);
      } catch {
        isWhole = false;
      }
    }
    return isWhole;
  } catch {
    return false;
  }
}

function keep(xml: string, { telling, others }: Kept): void {
  const kept = TELLING.test(xml) ? telling : others;
  kept.push(xml);
  if (kept === others && others.length > MOST_OTHERS) others.shift();
}

/** The library leaves out a chunk that is cut off; filled up with zeros, it gives the records before the cut. */
function wholeChunks(bytes: Uint8Array): Buffer {
  const chunks = Math.ceil(Math.max(0, bytes.length - HEADER) / CHUNK);
  const whole = Buffer.alloc(HEADER + chunks * CHUNK);
  whole.set(bytes);
  return whole;
}
