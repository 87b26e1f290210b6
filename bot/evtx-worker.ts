import { parentPort, workerData } from 'node:worker_threads';
import { EvtxFile } from '@ts-evtx/core';

/** What was read so far; `damaged` when something behind it, or before it, cannot be. */
export interface EvtxProgress {
  text: string;
  done: boolean;
  damaged: boolean;
}

/** Sources a mail server's failure speaks through; with ten thousand records in a log, the others would crowd them out. */
const TELLING = /Name="(?:MSExchange|ESE|EDB|DrWatson|Application Error|Service Control Manager)/i;
const LONGEST = 1_000_000;
const MOST_OTHERS = 200;
/** How often what was read so far is handed over: a record may take longer than anybody waits. */
const EVERY_MS = 500;
const HEADER = 4096;
const CHUNK = 65_536;

const telling: string[] = [];
const others: string[] = [];

/** The newest records as Event XML, those of telling sources first of all. */
function newest(): string {
  const kept: string[] = [];
  let length = 0;
  for (const xml of (telling.length > 0 ? telling : others).toReversed()) {
    length += xml.length + 1;
    if (length > LONGEST) break;
    kept.push(xml);
  }
  return kept.reverse().join('\n');
}

/** Reads all records that can be read, and hands over what came so far now and then. */
function readAll(bytes: Uint8Array): void {
  let handedOver = Number.NEGATIVE_INFINITY;
  const readOne = () => {
    if (performance.now() - handedOver < EVERY_MS) return;
    handOver(false, damaged);
    handedOver = performance.now();
  };
  const whole = wholeChunks(bytes);
  let damaged = whole.length !== bytes.length;
  try {
    for (const chunk of new EvtxFile(whole).chunks()) {
      if (!chunk.checkMagic() || !readChunk(chunk.records(), readOne)) damaged = true;
    }
  } catch {
    damaged = true;
  }
  handOver(true, damaged);
}

/** A damaged record costs itself alone, a damaged chunk what stands behind the damage in it. False when it was damaged. */
function readChunk(records: Iterable<{ renderXml(): string }>, readOne: () => void): boolean {
  let isWhole = true;
  try {
    for (const record of records) {
      try {
        keep(record.renderXml());
        readOne();
      } catch {
        isWhole = false;
      }
    }
    return isWhole;
  } catch {
    return false;
  }
}

function keep(xml: string): void {
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

function handOver(done: boolean, damaged: boolean): void {
  const progress: EvtxProgress = { text: newest(), done, damaged };
  parentPort?.postMessage(progress);
}

readAll(workerData);
