import { parentPort, workerData } from 'node:worker_threads';
import { EvtxFile } from '@ts-evtx/core';

/** Sources a mail server's failure speaks through; with ten thousand records in a log, the others would crowd them out. */
const TELLING = /Name="(?:MSExchange|ESE|EDB|DrWatson|Application Error|Service Control Manager)/i;
const LONGEST = 1_000_000;
const MOST_OTHERS = 200;

/** The newest records as Event XML, those of telling sources first of all. */
function recordsIn(bytes: Uint8Array): string {
  const telling: string[] = [];
  const others: string[] = [];
  for (const record of new EvtxFile(Buffer.from(bytes)).records()) {
    const xml = xmlOf(record);
    if (xml === undefined) continue;
    const kept = TELLING.test(xml) ? telling : others;
    kept.push(xml);
    if (kept === others && others.length > MOST_OTHERS) others.shift();
  }
  const newest: string[] = [];
  let length = 0;
  for (const xml of (telling.length > 0 ? telling : others).reverse()) {
    length += xml.length + 1;
    if (length > LONGEST) break;
    newest.push(xml);
  }
  return newest.reverse().join('\n');
}

/** A damaged record costs itself alone. */
function xmlOf(record: { renderXml(): string }): string | undefined {
  try {
    return record.renderXml();
  } catch {
    return undefined;
  }
}

parentPort?.postMessage(recordsIn(workerData));
