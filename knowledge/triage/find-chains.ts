import type { EventSeverity } from './event-file.ts';
import { MINUTE } from './event-times.ts';
import type { TimedLine } from './fold-lines.ts';
import { type ChainPattern, type NoisePattern, patterns } from './patterns.ts';

/** A well-known run of events that was found. */
export interface TriageChain {
  /** of the pattern */
  id: string;
  title: string;
  severity: EventSeverity;
  /** keys of the lines that explain the others, first in time first */
  causes: string[];
  /** keys of the lines that follow from them; empty where the causes repeat alone */
  effects: string[];
  says: string;
  next: string;
}

const DEFAULT_WITHIN = 60;
/** Two services write an event of the same second in either order. */
const SLACK = 2 * MINUTE;

/** Seconds between two lines: 0 where they overlap, undefined where nobody can tell. */
function gap(a: TimedLine, b: TimedLine): number | undefined {
  if (a.from === undefined || b.from === undefined || a.to === undefined || b.to === undefined) return undefined;
  return Math.max(0, a.from - b.to, b.from - a.to);
}

const near = (a: TimedLine, b: TimedLine, minutes: number) => (gap(a, b) ?? 0) <= minutes * MINUTE;

function shared(a: TimedLine, b: TimedLine, kind: string): boolean {
  const values = (line: TimedLine) =>
    line.parameters.filter((one) => one.kind === kind).map(({ value }) => diskNumber(value));
  const [here, there] = [values(a), values(b)];
  return here.length === 0 || there.length === 0 || here.some((value) => there.includes(value));
}

/** `\Device\Harddisk1\DR1`, `\Device\Harddisk1` and `Disk 1` are one disk. */
function diskNumber(value: string): string {
  const number = /^(?:\\Device\\Harddisk|Disk )(\d+)/i.exec(value)?.[1];
  return number === undefined ? value.toLowerCase() : `disk ${number}`;
}

function fits(pattern: ChainPattern, cause: TimedLine, effect: TimedLine): boolean {
  if (cause === effect || !near(cause, effect, pattern.within ?? DEFAULT_WITHIN)) return false;
  if (pattern.timed && gap(cause, effect) === undefined) return false;
  const after = pattern.order && cause.from !== undefined && effect.to !== undefined && cause.from > effect.to + SLACK;
  return !after && (pattern.shares === undefined || shared(cause, effect, pattern.shares));
}

const named = (lines: readonly TimedLine[], names: readonly string[]) =>
  lines.filter(({ name }) => names.includes(name));
const total = (lines: readonly TimedLine[]) => lines.reduce((sum, { times }) => sum + times, 0);

/** In time where that can be told, in the paste otherwise. */
export const byTime = (a: TimedLine, b: TimedLine): number => (a.from ?? 0) - (b.from ?? 0) || a.line - b.line;

function chainOf(pattern: ChainPattern, lines: readonly TimedLine[]): TriageChain | undefined {
  const all = named(lines, pattern.causes).filter(
    ({ texts }) =>
      pattern.needs === undefined || texts.some((text) => text.toLowerCase().includes(pattern.needs ?? '')),
  );
  if (all.length === 0 || total(all) < (pattern.times ?? 1)) return undefined;
  if (
    named(lines, pattern.unless).some((line) =>
      all.some((cause) => near(cause, line, pattern.within ?? DEFAULT_WITHIN)),
    )
  )
    return undefined;
  const effects = named(lines, pattern.effects).filter((effect) => all.some((cause) => fits(pattern, cause, effect)));
  if (effects.length === 0 && pattern.effects.length > 0) return undefined;
  const causes = all.filter((cause) => effects.length === 0 || effects.some((effect) => fits(pattern, cause, effect)));
  const { id, title, severity, says, next } = pattern;
  const keys = (some: readonly TimedLine[]) => some.toSorted(byTime).map(({ key }) => key);
  return { id, title, severity, says, next, causes: keys(causes), effects: keys(effects) };
}

const SERIOUS = { act: 2, watch: 1, noise: 0 } as const;

/** A pattern that wants a word of the text says more of the same lines than one that does not. */
const isNarrower = (a: TriageChain, b: TriageChain): boolean => {
  const needs = (chain: TriageChain) => patterns().chains.find(({ id }) => id === chain.id)?.needs !== undefined;
  return needs(a) && !needs(b);
};

/**
 * A chain says nothing new when another one, at least as serious, names all of its lines that are no noise, and more, or just
 * those and knows more of them.
 */
function isWithin(chain: TriageChain, other: TriageChain, noise: ReadonlySet<string>): boolean {
  if (SERIOUS[chain.severity] > SERIOUS[other.severity]) return false;
  const tells = ({ causes, effects }: TriageChain) => [...causes, ...effects].filter((key) => !noise.has(key));
  const lines = new Set(tells(other));
  const mine = tells(chain);
  const more = lines.size > mine.length || (lines.size === mine.length && isNarrower(other, chain));
  return more && mine.every((key) => lines.has(key));
}

/** Every chain among the lines, without those that another one contains. */
export function findChains(lines: readonly TimedLine[]): TriageChain[] {
  const found = patterns().chains.flatMap((pattern) => chainOf(pattern, lines) ?? []);
  const noise = new Set(lines.filter(({ severity }) => severity === 'noise').map(({ key }) => key));
  return found.filter((chain) => !found.some((other) => other !== chain && isWithin(chain, other, noise)));
}

function isNoise(pattern: NoisePattern, line: TimedLine, lines: readonly TimedLine[]): boolean {
  if (!pattern.events.includes(line.name) || line.times > (pattern.times ?? Number.POSITIVE_INFINITY)) return false;
  if (named(lines, pattern.unless).length > 0) return false;
  if (pattern.beside.length === 0) return true;
  // Only what is known to be near is a reason to leave something alone.
  return named(lines, pattern.beside).some(
    (other) => (gap(line, other) ?? Number.POSITIVE_INFINITY) <= (pattern.within ?? DEFAULT_WITHIN) * MINUTE,
  );
}

/** Why a line may be left alone here; undefined when no pattern says so. */
export function noiseReason(line: TimedLine, lines: readonly TimedLine[]): string | undefined {
  return patterns().noise.find((pattern) => isNoise(pattern, line, lines))?.because;
}
