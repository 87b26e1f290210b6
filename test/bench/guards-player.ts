import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// Plays what needs no test runner, in a process of its own: a guard that is switched off may never come to an end.
// It is told the folder of the copy, and for each guard its number and what takes it.

const root = process.argv[2] ?? '.';
const from = (file: string) => import(pathToFileURL(join(root, file)).href);

let off = -1;
let taken = new Set<number>();
Object.assign(globalThis, {
  guardTaken: (guard: number) => {
    taken.add(guard);
    return guard !== off;
  },
});

const { playTranscript } = await from('test/dialogs/transcript.ts');
const { ROWS, caseAfter, decidedBy } = await from('test/dialogs/rules/tried-rows.ts');
const { plainUtterance } = await from('knowledge/recognizer/utterance.ts');

const probes = new Map<string, () => Promise<void>>();
for (const file of globSync('test/transcripts/*.chat', { cwd: root })) {
  const chat = readFileSync(join(root, file), 'utf8');
  probes.set(file, async () => {
    await playTranscript(chat);
  });
}
for (const [id, way, said] of ROWS)
  probes.set(`row ${id}`, async () => {
    if (!decidedBy(await caseAfter(way), plainUtterance(said)).includes(id)) throw new Error(`${id} does not decide`);
  });

/** What takes which guards, with none of them switched off. */
async function baseline(): Promise<Record<string, number[]>> {
  const takes: Record<string, number[]> = {};
  for (const [name, play] of probes) {
    taken = new Set();
    await play();
    takes[name] = [...taken];
  }
  return takes;
}

/** The first of the named probes that notices that a guard is missing. */
async function noticing(guard: number, names: readonly string[]): Promise<string | undefined> {
  off = guard;
  try {
    for (const name of names)
      try {
        await probes.get(name)?.();
      } catch {
        return name;
      }
    return undefined;
  } finally {
    off = -1;
  }
}

process.on('message', async (asked: { guard: number; names: string[] }) => {
  process.send?.({ noticed: await noticing(asked.guard, asked.names) });
});
process.on('disconnect', () => process.exit(0));
process.send?.(await baseline());
