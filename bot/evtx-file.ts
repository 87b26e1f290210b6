import { Worker } from 'node:worker_threads';
import type { PastedFile, Utterance } from '../knowledge/recognizer/utterance.ts';

/** What reading one file may cost. Real logs of 1 to 2 MB take a second; a few take twenty, and nobody waits that long. */
const MOST_MS = 8000;
const MOST_MEMORY_MB = 256;

/** Whether the bytes begin as an .evtx file of Windows Vista and later does. */
export function isEvtxFile(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, 8)) === 'ElfFile\0';
}

/**
 * Replaces every .evtx file by the Event XML of its records, which the recognizer reads like any other. The library that
 * takes the binary format apart runs in a worker with a limit of time and memory: the file is a stranger's.
 * @returns the utterance with those files as text; one that could not be read is named in `unreadable`. Never rejects.
 */
export async function withEventLogsRead(utterance: Utterance): Promise<Utterance> {
  if (!utterance.files.some((file) => file.bytes && isEvtxFile(file.bytes))) return utterance;
  const read = await Promise.all(utterance.files.map(textOf));
  return {
    ...utterance,
    files: utterance.files.flatMap((file, at) => read[at] ?? (isUnread(file) ? [] : [file])),
    unreadable: [
      ...utterance.unreadable,
      ...utterance.files.filter((file, at) => isUnread(file) && !read[at]).map((file) => file.name),
    ],
  };
}

const isUnread = (file: PastedFile) => file.bytes !== undefined && isEvtxFile(file.bytes);

async function textOf(file: PastedFile): Promise<PastedFile | undefined> {
  if (!file.bytes || !isEvtxFile(file.bytes)) return undefined;
  const text = await recordsOf(file.bytes);
  return text === undefined ? undefined : { name: file.name, text };
}

function recordsOf(bytes: Uint8Array): Promise<string | undefined> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./evtx-worker.ts', import.meta.url), {
      workerData: bytes,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
      // What the library would print is about a stranger's file.
      stdout: true,
      stderr: true,
    });
    const timer = setTimeout(() => finish(undefined), MOST_MS);
    const finish = (text: string | undefined) => {
      clearTimeout(timer);
      resolve(text);
      void worker.terminate();
    };
    worker.once('message', (text) => finish(typeof text === 'string' && text !== '' ? text : undefined));
    worker.once('error', () => finish(undefined));
    worker.once('exit', () => finish(undefined));
  });
}
