import { triage } from '../triage.ts';
import type { EventSeverity } from './event-file.ts';
import type { TriageEvent, TriageLine } from './fold-lines.ts';

/** What the events amount to, as `POST /api/diagnose` answers it. Events are named `source id`, the source as it was written. */
export interface TriageAnswer {
  /** the event that explains the others, or the first in time that wants somebody */
  first?: string;
  chains: { id: string; title: string; says: string; next: string; causes: string[]; effects: string[] }[];
  /** each kind once, what matters most first; `unknown`: nobody has described it */
  lines: {
    event: string;
    severity: EventSeverity | 'unknown';
    times: number;
    line: number;
    means?: string;
    next?: string;
    /** why it may be left here */
    because?: string;
    /** where what it means is known from */
    from?: string;
    /** programs, services, disks and so on that it names */
    names?: string[];
  }[];
  /** kinds that are not told, of the least weight */
  more?: number;
  /** what events of several kinds name */
  shared: { kind: string; value: string; events: string[] }[];
}

const LONGEST_NAME = 120;

const nameOf = ({ source, known, eventId }: TriageLine) =>
  [(source ?? known?.source ?? '').slice(0, LONGEST_NAME), eventId].filter((part) => part !== '').join(' ');

function lineTold(line: TriageLine): TriageAnswer['lines'][number] {
  const { known, because, parameters } = line;
  return {
    event: nameOf(line),
    severity: line.severity,
    times: line.times,
    line: line.line,
    ...(known && { means: known.means, next: known.next, from: known.from }),
    ...(because !== undefined && { because }),
    ...(parameters.length > 0 && { names: parameters.map(({ value }) => value) }),
  };
}

/**
 * The triage of some events within so many bytes of JSON; undefined where there is nothing to say: no event that somebody has
 * described, or no room.
 */
export function triageAnswer(events: readonly TriageEvent[], bytes: number): TriageAnswer | undefined {
  const found = triage(events);
  if (!found.lines.some(({ known }) => known)) return undefined;
  const names = new Map(found.lines.map((line) => [line.key, nameOf(line)]));
  const told = (keys: readonly string[]) => keys.flatMap((key) => names.get(key) ?? []);
  const first = names.get(found.first ?? '');
  const frame: TriageAnswer = {
    ...(first !== undefined && { first }),
    chains: found.chains.map(({ id, title, says, next, causes, effects }) => {
      return { id, title, says, next, causes: told(causes), effects: told(effects) };
    }),
    lines: [],
    shared: found.shared.map(({ kind, value, lines }) => ({ kind, value, events: told(lines) })),
  };
  let room = bytes - Buffer.byteLength(JSON.stringify(frame)) - 30;
  const lines = found.lines.map(lineTold).filter((line) => {
    room -= Buffer.byteLength(JSON.stringify(line)) + 1;
    return room >= 0;
  });
  if (lines.length === 0) return undefined;
  const more = found.more + found.lines.length - lines.length;
  return { ...frame, lines, ...(more > 0 && { more }) };
}
