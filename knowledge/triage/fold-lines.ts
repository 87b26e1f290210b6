import type { FamilyId } from '../codes/code-families.ts';
import type { Hresult } from '../hresult.ts';
import type { Repeats } from '../recognizer/event-record.ts';
import { repeatsOf, timesOf } from '../recognizer/fold-events.ts';
import { type EventSeverity, foldedSource, type KnownEvent } from './event-file.ts';
import { eventTimes } from './event-times.ts';
import { eventsOfId, knownEvent, sourceNamed } from './known-events.ts';
import { type Parameter, parametersIn } from './parameters.ts';

/** One event as a paste or a stored case has it. */
export interface TriageEvent {
  eventId: number;
  source?: string | undefined;
  text?: string | undefined;
  severity?: string | undefined;
  codes: readonly { code: Hresult | number; as?: FamilyId | undefined }[];
  line: number;
  time?: string | undefined;
  repeats?: Repeats | undefined;
}

/** All events of one source with one id. */
export interface TriageLine {
  /** names the line in this triage */
  key: string;
  eventId: number;
  /** as the paste writes it; undefined where it names none */
  source?: string;
  /** what is known about the event; undefined for one that nobody has described */
  known?: KnownEvent;
  /** `unknown`: nobody has described it */
  severity: EventSeverity | 'unknown';
  /** what the log itself calls the first of them */
  level?: string;
  times: number;
  /** as written, first and last */
  firstTime?: string;
  lastTime?: string;
  /** 1-based line of the paste on which the first of them begins */
  line: number;
  /** programs, services, disks and so on that they name, each once */
  parameters: Parameter[];
  /** each once, the first few */
  codes: { code: number; as?: FamilyId }[];
  /** why it may be left here, where a pattern says so */
  because?: string;
}

/** A line with what only the finding of patterns needs. */
export interface TimedLine extends TriageLine {
  /** seconds on the scale of this paste: when the first and the last were there; undefined where nobody can tell */
  from?: number;
  to?: number;
  texts: readonly string[];
  /** `source id` in the usual spelling, where the event is known */
  name: string;
}

const MOST_CODES = 5;
const MOST_PARAMETERS = 8;
const MOST_TEXTS = 30;

const LEVEL_SEVERITY = 'unknown' as const;

/** What is known of an event; without its source only where one source alone uses the id. */
function knownOf(source: string | undefined, id: number): KnownEvent | undefined {
  if (source !== undefined) return knownEvent(source, id);
  const [only, ...others] = eventsOfId(id);
  return others.length === 0 ? only : undefined;
}

/** Sources under which the same thing is written in different Windows versions are one line. */
const keyOf = ({ source, eventId }: TriageEvent) =>
  `${source === undefined ? '' : foldedSource(sourceNamed(source)?.name ?? source)} ${eventId}`;

/** The first and last second of some events; both ends of each repeated one count. */
function span(seconds: readonly (number | undefined)[]): { from: number; to: number } | undefined {
  const there = seconds.filter((one) => one !== undefined);
  return there.length === 0 ? undefined : { from: Math.min(...there), to: Math.max(...there) };
}

/**
 * Events folded by source and id, in the order of the paste.
 * @param events at most a few hundred: recognition has folded those that say the same
 */
export function foldLines(events: readonly TriageEvent[]): TimedLine[] {
  const ends = events.flatMap(({ time, repeats }) => [repeats?.firstTime ?? time, repeats?.lastTime ?? time]);
  const seconds = eventTimes(ends);
  const placed = events.map((event, index) => ({
    event,
    seconds: [seconds[2 * index], seconds[2 * index + 1]],
  }));
  return [...Map.groupBy(placed, ({ event }) => keyOf(event))].flatMap(([key, same]) => {
    const [first] = same;
    if (!first) return [];
    return [
      lineOf(
        key,
        same.map(({ event }) => event),
        span(same.flatMap((one) => one.seconds)),
      ),
    ];
  });
}

function lineOf(
  key: string,
  events: readonly TriageEvent[],
  when: { from: number; to: number } | undefined,
): TimedLine {
  const [first] = events;
  const { eventId = 0, source, line = 0, severity: level } = first ?? {};
  const known = knownOf(source, eventId);
  const texts = events.slice(0, MOST_TEXTS).flatMap(({ text }) => (text ? [text] : []));
  const repeats = repeatsOf(events);
  const codes = new Map(events.flatMap((event) => event.codes.map((one) => [one.code, one] as const)));
  const parameters = new Map(
    texts
      .flatMap((text) => parametersIn(known?.takes ?? ['process', 'disk'], text))
      .map((one) => [`${one.kind} ${one.value.toLowerCase()}`, one]),
  );
  const firstTime = repeats?.firstTime ?? first?.time;
  return {
    key,
    eventId,
    ...(source !== undefined && { source }),
    ...(known && { known }),
    severity: known?.severity ?? LEVEL_SEVERITY,
    ...(level && { level }),
    times: timesOf(events),
    ...(firstTime !== undefined && { firstTime }),
    ...(repeats?.lastTime !== undefined && { lastTime: repeats.lastTime }),
    line,
    parameters: [...parameters.values()].slice(0, MOST_PARAMETERS),
    codes: [...codes.values()].slice(0, MOST_CODES).map(({ code, as }) => ({ code, ...(as && { as }) })),
    ...(when && { from: when.from, to: when.to }),
    texts,
    name: known ? `${known.source} ${known.id}` : key,
  };
}
