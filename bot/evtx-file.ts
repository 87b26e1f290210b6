import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { PastedFile, Utterance } from '../knowledge/recognizer/utterance.ts';
import type { EvtxProgress } from './evtx-worker.ts';

/** What a file gave: the Event XML of its records, '' for none, and why that is not all of it. */
export interface EventLog {
  text: string;
  lacks: 'nothing' | 'what is damaged' | 'what came too late';
}

/** What reading one file may cost. Real logs of 1 to 2 MB take a second; a few take twenty, and nobody waits that long. */
const MOST_MS = 8000;
const MOST_MEMORY_MB = 256;

/** Whether the bytes begin as an .evtx file of Windows Vista and later does. */
export function isEvtxFile(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, 8)) === 'ElfFile\0';
}

/**
 * Replaces every .evtx file by the Event XML of its records, which the recognizer reads like any other. Of one
 * that is damaged or takes too long, what came is taken.
 * @returns the utterance with those files as text; one that gave nothing is named in `unreadable`, one that did not give
 * all in `inPart`. Never rejects.
 */
export async function withEventLogsRead(utterance: Utterance): Promise<Utterance> {
  if (!utterance.files.some((file) => file.bytes && isEvtxFile(file.bytes))) return utterance;
  const read = await Promise.all(
    utterance.files.map(async (file) => ({
      file,
      log: file.bytes && isEvtxFile(file.bytes) ? await readEventLog(file.bytes) : undefined,
    })),
  );
  const inPart = read.flatMap(({ file: { name }, log }) =>
    log && log.text !== '' && log.lacks !== 'nothing'
      ? [{ name, why: log.lacks === 'what is damaged' ? ('damaged' as const) : ('late' as const) }]
      : [],
  );
  return {
    ...utterance,
    files: read.flatMap(({ file, log }): PastedFile[] => {
      if (!log) return [file];
      return log.text === '' ? [] : [{ name: file.name, text: log.text }];
    }),
    unreadable: [...utterance.unreadable, ...read.flatMap(({ file, log }) => (log?.text === '' ? [file.name] : []))],
    ...(inPart.length > 0 && { inPart }),
  };
}

const Progress: z.ZodType<EvtxProgress> = z.object({ text: z.string(), done: z.boolean(), damaged: z.boolean() });

/**
 * Reads the records of an .evtx file, as far as they can be read. The library that takes the binary format apart runs in
 * a worker with a limit of time and memory: the file is a stranger's. Never rejects.
 * @param mostMs how long it may take; then what came so far counts
 */
export function readEventLog(bytes: Uint8Array, mostMs = MOST_MS): Promise<EventLog> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./evtx-worker.ts', import.meta.url), {
      workerData: bytes,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
      // What the library would print is about a stranger's file.
      stdout: true,
      stderr: true,
    });
    let text = '';
    const finish = (lacks: EventLog['lacks']) => {
      clearTimeout(timer);
      resolve({ text, lacks });
      void worker.terminate();
    };
    const timer = setTimeout(() => finish('what came too late'), mostMs);
    worker.on('message', (message) => {
      const progress = Progress.safeParse(message).data;
      if (progress === undefined) return;
      text = progress.text;
      if (progress.done) finish(progress.damaged ? 'what is damaged' : 'nothing');
    });
    worker.once('error', () => finish('what is damaged'));
    worker.once('exit', () => finish('what is damaged'));
  });
}
