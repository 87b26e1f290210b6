import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { eventKnowledge, knownEvent } from '../../knowledge/triage/known-events.ts';
import { patterns } from '../../knowledge/triage/patterns.ts';
import { ownCases, sharedCases } from './wild.ts';

const LOGS = path.resolve(import.meta.dirname, '../../../shared/data/evtx/expected.json');
// The reference reader left its own error lines among the counts: those have no id.
const Expected = z.array(
  z.object({
    file: z.string(),
    events: z.array(z.object({ source: z.string(), eventId: z.number().nullable(), count: z.number() })),
  }),
);
interface Counted {
  source: string;
  eventId: number;
  count: number;
}

const percent = (part: number, all: number) => `${((100 * part) / Math.max(1, all)).toFixed(1)} %`;

/** How many of some events, and of their kinds, are known; every kind that is not. */
function told(name: string, all: readonly Counted[], print: (line: string) => void): void {
  const kinds = [...Map.groupBy(all, ({ source, eventId }) => `${source} ${eventId}`)].map(([kind, same]) => {
    const [first] = same;
    return {
      kind,
      count: same.reduce((sum, { count }) => sum + count, 0),
      known: first !== undefined && knownEvent(first.source, first.eventId) !== undefined,
    };
  });
  const known = kinds.filter((one) => one.known);
  const records = (some: typeof kinds) => some.reduce((sum, { count }) => sum + count, 0);
  print(
    `${name}: ${known.length} of ${kinds.length} kinds (${percent(known.length, kinds.length)}), ${records(known)} of ${records(kinds)} records (${percent(records(known), records(kinds))}) known`,
  );
  for (const { kind, count } of kinds.filter((one) => !one.known).toSorted((a, b) => b.count - a.count))
    print(`  not known: ${kind} x ${count}`);
}

const ofCases = (cases: ReturnType<typeof ownCases>): Counted[] =>
  cases.flatMap(({ events }) =>
    events.flatMap(({ source, eventId }) => (source === null ? [] : [{ source, eventId, count: 1 }])),
  );

/** How much of what logs and pastes hold is known, and that every line says where from. */
export async function run(print: (line: string) => void): Promise<void> {
  const { events, sources } = eventKnowledge();
  const all = [...events.values()];
  const without = all.filter(({ from }) => from.trim() === '');
  const { chains, noise } = patterns();
  print(
    `${all.length} events of ${new Set(all.map(({ source }) => source)).size} sources (${sources.size} names); ${without.length} without where it is known from`,
  );
  print(
    (['act', 'watch', 'noise'] as const)
      .map((severity) => `${severity} ${all.filter((one) => one.severity === severity).length}`)
      .join(', '),
  );
  print(`${chains.length} chains, ${noise.length} patterns of noise`);
  if (existsSync(LOGS)) {
    const logs = Expected.parse(JSON.parse(readFileSync(LOGS, 'utf8')));
    const records = logs.flatMap((log) =>
      log.events.flatMap(({ source, eventId, count }) => (eventId === null ? [] : [{ source, eventId, count }])),
    );
    told('real logs', records, print);
  } else print('real logs: not at hand');
  const shared = sharedCases();
  if (shared.length > 0) told('shared pastes', ofCases(shared), print);
  told('own pastes', ofCases(ownCases()), print);
}
