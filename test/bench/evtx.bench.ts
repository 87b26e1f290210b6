import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { EventRecord } from '../../knowledge/recognizer/event-record.ts';
import { readLogs } from '../../knowledge/recognizer/read-logs.ts';
import { growEvtx } from '../fixtures/grow-evtx.ts';

/** Real logs that lie beside the tree and not in it, with what two reference readers found in them. */
const SHARED = path.resolve(import.meta.dirname, '../../../shared/data/evtx');
const MIB = 1024 * 1024;
/** What the pool gives one job, in ms of CPU. */
const LIMIT_MS = 2000;

const Expected = z.array(
  z.object({
    file: z.string(),
    records: z.number(),
    events: z.array(z.object({ source: z.string().nullable(), eventId: z.number().nullable(), count: z.number() })),
  }),
);

const plain = (source: string | null | undefined) => (source ?? '').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** How many of the (source, id) of the references are told as often, and by how many records the others differ. */
function compared(right: z.infer<typeof Expected>[number]['events'], events: readonly EventRecord[]) {
  const told = new Map<string, number>();
  for (const { source, eventId, repeats } of events) {
    const key = `${eventId} ${plain(source)}`;
    told.set(key, (told.get(key) ?? 0) + (repeats?.times ?? 1));
  }
  const known = right.filter(({ eventId }) => eventId !== null);
  const less = known.filter(({ source, eventId, count }) => (told.get(`${eventId} ${plain(source)}`) ?? 0) < count);
  return { same: known.length - less.length, of: known.length, less };
}

/** Binary logs: records, ids and sources against the references; and how much of a large one is read in its time. */
export async function run(print: (line: string) => void): Promise<void> {
  if (!existsSync(SHARED)) return print(`The logs are not at hand (${SHARED}); nothing was measured.`);
  const folder = mkdtempSync(path.join(tmpdir(), 'faultline-evtx-'));
  try {
    execFileSync('tar', ['--zstd', '-xf', path.join(SHARED, 'logs.tar.zst'), '-C', folder]);
    const all = Expected.parse(JSON.parse(readFileSync(path.join(SHARED, 'expected.json'), 'utf8')));
    const find = (name: string) =>
      execFileSync('find', [folder, '-name', name], { encoding: 'utf8' }).split('\n')[0] ?? '';
    print('file                                  references   read  damaged  kinds  source+id as often');
    for (const { file, records, events } of all) {
      const { events: told, logs } = readLogs([{ name: file, bytes: readFileSync(find(file)) }], 0, () => true);
      const [log] = logs;
      const { same, of, less } = compared(events, told);
      const cells = [records, log?.read ?? 0, log?.damaged ?? 0, log?.kinds ?? 0].map((count) =>
        String(count).padStart(8),
      );
      print(`${file.padEnd(38)}${cells.join(' ')}   ${same} of ${of}`);
      for (const { source, eventId, count } of less) print(`    fewer than ${count} of ${eventId} ${source}`);
    }
    const seed = readFileSync(find('2-vss_7-System.evtx'));
    print('\nsize      records  read  not read  ms of CPU   heap and buffers, MiB');
    for (const size of [20, 100]) {
      const bytes = growEvtx(seed, size * MIB);
      readLogs([{ name: 'warm', bytes: growEvtx(seed, 2 * MIB) }], 0, () => true);
      const before = process.cpuUsage();
      const memory = process.memoryUsage();
      const isInTime = () => spent(before) < LIMIT_MS * 0.85;
      const { logs } = readLogs([{ name: 'large', bytes }], 0, isInTime);
      const used = process.memoryUsage();
      const [log] = logs;
      const grown = (used.heapUsed + used.arrayBuffers - memory.heapUsed - memory.arrayBuffers) / MIB;
      print(
        `${size} MiB   ${(log?.read ?? 0) + (log?.late ?? 0)}  ${log?.read}  ${log?.late}  ${spent(before).toFixed(0)}  ${grown.toFixed(0)}`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function spent(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}
