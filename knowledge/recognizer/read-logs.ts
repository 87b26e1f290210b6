import type { EventRecord } from './event-record.ts';
import { isEvtxFile, readEvtxFile } from './evtx/evtx-file.ts';
import { RecordFold } from './evtx/fold-records.ts';
import { isEvtFile, readEvtFile } from './formats/evt-file.ts';
import type { LogRead } from './recognizer-result.ts';
import type { PastedFile } from './utterance.ts';

/** Whether a file is a binary event log of any Windows. */
export const isLogFile = (bytes: Uint8Array): boolean => isEvtFile(bytes) || isEvtxFile(bytes);

/**
 * Reads the binary event logs among some files, the newest records first; records that say the same are told once.
 * Never throws.
 * @param linesBefore what stands before them in the utterance: the records count as its lines
 * @param isInTime asked now and then; when it says no, what was read so far counts
 */
export function readLogs(
  files: readonly PastedFile[],
  linesBefore: number,
  isInTime: () => boolean,
): { events: EventRecord[]; logs: LogRead[] } {
  const events: EventRecord[] = [];
  const logs: LogRead[] = [];
  for (const { name, bytes } of files) {
    if (!bytes || !isLogFile(bytes)) continue;
    const read = isEvtxFile(bytes) ? readEvtx(bytes, isInTime) : readEvt(bytes, isInTime);
    events.push(...read.events.map((event) => moved(event, linesBefore)));
    logs.push({ name, kinds: read.events.length, ...read.log });
  }
  return { events, logs };
}

type Read = { events: EventRecord[]; log: Omit<LogRead, 'kinds' | 'name'> };

function readEvtx(bytes: Uint8Array, isInTime: () => boolean): Read {
  const fold = new RecordFold('evtx-file');
  const log = readEvtxFile(bytes, (event) => fold.add(event), isInTime);
  return { events: fold.events(), log };
}

function readEvt(bytes: Uint8Array, isInTime: () => boolean): Read {
  const fold = new RecordFold('evt-file');
  const { events: records, late } = readEvtFile(bytes, isInTime);
  for (const event of records.toReversed()) fold.add(event);
  return { events: fold.events(), log: { read: records.length, damaged: 0, late } };
}

function moved(event: EventRecord, by: number): EventRecord {
  const { at, codes, repeats } = event;
  return {
    ...event,
    at: { line: at.line + by, lastLine: at.lastLine + by },
    codes: codes.map((code) => ({ ...code, line: code.line + by })),
    ...(repeats && { repeats: { ...repeats, lastLine: repeats.lastLine + by } }),
  };
}
