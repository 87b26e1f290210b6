import { byTime, findChains, noiseReason, type TriageChain } from './triage/find-chains.ts';
import { foldLines, type TimedLine, type TriageEvent, type TriageLine } from './triage/fold-lines.ts';
import type { Parameter } from './triage/parameters.ts';

export type { EventExplanation } from './triage/explain-event.ts';
export { explainEvent } from './triage/explain-event.ts';
export type { TriageChain, TriageEvent, TriageLine };

/** A program, service, disk or account that events of several kinds name. */
export interface Shared extends Parameter {
  /** keys of the lines */
  lines: string[];
}

/** What a set of events amounts to. Lines are named by their keys. */
export interface Triage {
  /** every kind of event once, what matters most first, noise last */
  lines: TriageLine[];
  /** kinds beyond the {@link MOST_LINES} that are told, of the least weight */
  more: number;
  /** how many events there were altogether */
  events: number;
  /** the well-known runs among them, the one that explains most first */
  chains: TriageChain[];
  /** the line that explains others, or, without a chain, the first in time of those that want somebody; undefined where nothing does */
  first?: string;
  /** lines that nothing ties to what the first explains, and that want somebody all the same: problems of their own */
  apart: string[];
  /** what lines of several kinds name, most lines first */
  shared: Shared[];
}

/** Kinds of events of the longest triage; chains and shared names are bounded as well. */
export const MOST_LINES = 120;
const MOST_CHAINS = 6;
const MOST_SHARED = 4;

/** Keys that follow from a chain, by way of others too. */
function reach(chain: TriageChain, chains: readonly TriageChain[]): Set<string> {
  const reached = new Set(chain.effects);
  for (let before = -1; before !== reached.size; ) {
    before = reached.size;
    for (const other of chains)
      if (other !== chain && other.causes.some((key) => reached.has(key)))
        for (const key of other.effects) reached.add(key);
  }
  return reached;
}

const MOST_APART = 3;

/** What wants somebody and does not follow from the first chain: the heads of other chains, and lines of none. */
function apartFrom(chains: readonly TriageChain[], lines: readonly TimedLine[]): string[] {
  const [first, ...others] = chains;
  if (!first) return [];
  const tied = new Set([...first.causes, ...reach(first, chains)]);
  const own = others.filter(({ causes, effects }) => ![...causes, ...effects].some((key) => tied.has(key)));
  const inChains = new Set(chains.flatMap(({ causes, effects }) => [...causes, ...effects]));
  const alone = lines.filter(({ key, severity }) => severity === 'act' && !inChains.has(key)).map(({ key }) => key);
  return [...new Set([...own.flatMap(({ causes }) => causes.slice(0, 1)), ...alone])].slice(0, MOST_APART);
}

const SEVERITY = { act: 0, watch: 1, noise: 2 } as const;

/** The chain that explains most, and earliest, comes first; one that follows from another comes after it. */
function ordered(chains: readonly TriageChain[], lines: ReadonlyMap<string, TimedLine>): TriageChain[] {
  const told = chains.map((chain) => {
    const cause = lines.get(chain.causes[0] ?? '');
    const follows = chains.some((other) => other !== chain && chain.causes.every((key) => other.effects.includes(key)));
    return { chain, follows, reach: reach(chain, chains).size, cause };
  });
  return told
    .toSorted(
      (a, b) =>
        SEVERITY[a.chain.severity] - SEVERITY[b.chain.severity] ||
        Number(a.follows) - Number(b.follows) ||
        b.reach - a.reach ||
        (a.cause && b.cause ? byTime(a.cause, b.cause) : 0),
    )
    .map(({ chain }) => chain);
}

const IS_BAD = new Set<string | undefined>(['error', 'failure audit', 'warning', undefined]);

/** Smaller is more important. */
function rank(line: TimedLine, causes: readonly string[], effects: ReadonlySet<string>): number {
  const place = causes.indexOf(line.key);
  if (line.severity === 'noise') return 900;
  if (place >= 0) return place;
  if (effects.has(line.key)) return 400;
  if (line.severity === 'act') return 200;
  if (line.severity === 'watch') return 500;
  return IS_BAD.has(line.level) ? 300 : 600;
}

/** A line as it is told: what only the finding needs stays behind. */
function told({ from: _from, to: _to, texts: _texts, name: _name, ...line }: TimedLine): TriageLine {
  return line;
}

const SHARABLE: ReadonlySet<string> = new Set(['service', 'process', 'module', 'disk', 'account', 'volume']);
/** Modules that only pass on what others did, and programs that host everything. */
const EVERYWHERE = /^(?:ntdll|kernelbase|kernel32|ucrtbase|msvcrt|clr|mscorwks|svchost|lsass|services|c:$)(?:\.\w+)?$/i;

function sharedNames(lines: readonly TimedLine[]): Shared[] {
  const named = lines
    .filter(({ severity }) => severity !== 'noise')
    .flatMap((line) => line.parameters.map((parameter) => ({ ...parameter, key: line.key })))
    .filter(({ kind, value }) => SHARABLE.has(kind) && !EVERYWHERE.test(value));
  return [...Map.groupBy(named, ({ value }) => value.toLowerCase())]
    .flatMap(([, all]) => {
      const keys = [...new Set(all.map(({ key }) => key))];
      const [first] = all;
      return first && keys.length > 1 ? [{ kind: first.kind, value: first.value, lines: keys }] : [];
    })
    .toSorted((a, b) => b.lines.length - a.lines.length)
    .slice(0, MOST_SHARED);
}

/**
 * What a set of events amounts to: folded by source and id, ordered by what matters, with the runs that are well known, what
 * explains the others, and what may be left alone. Pure and bounded.
 */
export function triage(events: readonly TriageEvent[]): Triage {
  const folded = foldLines(events);
  const quiet = folded.map((line) => {
    const because = line.severity === 'noise' ? undefined : noiseReason(line, folded);
    return because === undefined ? line : { ...line, severity: 'noise' as const, because };
  });
  const byKey = new Map(quiet.map((line) => [line.key, line]));
  const worth = quiet.filter(({ because }) => because === undefined);
  const chains = ordered(findChains(worth), byKey).slice(0, MOST_CHAINS);
  const causes = [...new Set(chains.flatMap((chain) => chain.causes))];
  const effects = new Set(chains.flatMap((chain) => chain.effects));
  const lines = quiet.toSorted(
    (a, b) => rank(a, causes, effects) - rank(b, causes, effects) || byTime(a, b) || b.times - a.times,
  );
  const alarming = lines.filter(({ severity }) => severity === 'act');
  const first = chains[0]?.causes[0] ?? alarming.toSorted(byTime)[0]?.key;
  return {
    lines: lines.slice(0, MOST_LINES).map(told),
    more: Math.max(0, lines.length - MOST_LINES),
    events: quiet.reduce((sum, { times }) => sum + times, 0),
    chains,
    apart: apartFrom(chains, lines),
    ...(first !== undefined && { first }),
    shared: sharedNames(quiet),
  };
}

/** {@link triage} by what is known of the events alone, whatever the log itself calls them. */
export const triaged = (events: readonly TriageEvent[]): Triage =>
  triage(events.map(({ severity: _level, ...event }) => event));
