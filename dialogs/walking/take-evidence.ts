import { type EvidenceIndex, isEvidence } from '../../knowledge/evidence/evidence-index.ts';
import { versionOption } from '../../knowledge/recognizer/entities/read-versions.ts';
import type { EventRecord, Repeats } from '../../knowledge/recognizer/event-record.ts';
import { timesOf } from '../../knowledge/recognizer/fold-events.ts';
import type { RecognizerResult } from '../../knowledge/recognizer/recognizer-result.ts';
import type { Known, StoredEvent } from './case.ts';

// A case is stored with every turn, so it keeps what a diagnosis needs and not the whole log.
const MOST_EVENTS = 120;
const MOST_CODES = 60;
const MOST_READINGS = 40;
const MOST_FILES = 60;
const MOST_NAMED = 10;
const MOST_SIGNS = 60;
const MOST_MARKS = 20;
const LONGEST_TEXT = 300;
const LONGEST_TOLD = 1500;

function stored(event: EventRecord): StoredEvent {
  return {
    eventId: event.eventId,
    ...(event.source !== undefined && { source: event.source }),
    ...(event.computer !== undefined && { computer: event.computer.slice(0, 80) }),
    ...(event.time !== undefined && { time: event.time.slice(0, 60) }),
    text: event.description.slice(0, LONGEST_TEXT),
    codes: event.codes.slice(0, 10).map((code) => ({ ...code, asWritten: code.asWritten.slice(0, 60) })),
    line: event.at.line,
    ...(event.severity !== undefined && { severity: event.severity }),
    ...(event.marks && { marks: event.marks.slice(0, MOST_MARKS) }),
    ...(event.repeats && { repeats: storedRepeats(event.repeats) }),
  };
}

const storedRepeats = ({ times, lastLine, firstTime, lastTime }: Repeats): Repeats => ({
  times,
  lastLine,
  ...(firstTime !== undefined && { firstTime: firstTime.slice(0, 60) }),
  ...(lastTime !== undefined && { lastTime: lastTime.slice(0, 60) }),
});

/** Whether there is an event which says all that this one says. The same one, counted further, is news. */
const isThere = (known: readonly StoredEvent[], event: StoredEvent) =>
  known.some((there) => same(there, event) && timesOf([there]) >= timesOf([event]));

const same = (a: StoredEvent, b: StoredEvent) =>
  a.eventId === b.eventId &&
  a.source === b.source &&
  a.time === b.time &&
  a.computer === b.computer &&
  a.text === b.text;

/** Adds what one utterance showed to what is known. */
export function takeEvidence(
  known: Known,
  result: RecognizerResult,
  index: EvidenceIndex,
): { known: Known; newEvents: number } {
  const events = result.events.map(stored);
  const fresh = events.filter((event) => !isThere(known.events, event));
  const [version] = result.versions;
  const answers: Known['answers'] = result.versions.length === 1 && version ? { version: versionOption(version) } : {};
  // The very same paste again must not turn one file into "always the same file".
  const files = fresh.length > 0 || events.length === 0 ? result.files.map((file) => file.name) : [];
  const more: Known = {
    events,
    codes: result.codes.map((code) => ({ ...code, asWritten: code.asWritten.slice(0, 60) })),
    readings: result.readings.map(({ name, value, from, past, key }) => ({
      name: name.slice(0, 120),
      value,
      from,
      ...(past && { past }),
      ...(key !== undefined && { key: key.slice(0, 300) }),
    })),
    ...(result.signs && result.signs.length > 0 && { signs: result.signs }),
    ...(result.told && { told: result.told }),
    files,
    answers,
    ...(result.named.length > 0 && { named: result.named.slice(0, MOST_NAMED) }),
  };
  return { known: joinKnown(known, more, index), newEvents: fresh.length };
}

/** Puts two sets of facts together; an answer that was given stays. */
export function joinKnown(first: Known, second: Known, index: EvidenceIndex): Known {
  const fresh = second.events.filter((event) => !isThere(first.events, event));
  const codes = new Map([...second.codes, ...first.codes].map((code) => [`${code.code} ${code.where}`, code]));
  const events = [...first.events.filter((event) => !fresh.some((longer) => same(longer, event))), ...fresh];
  const signs = [...(first.signs ?? []), ...(second.signs ?? [])].filter(
    ({ mark }, at, all) => all.findIndex((one) => one.mark === mark) === at,
  );
  const told = [...new Set([first.told ?? '', second.told ?? ''])].join('\n').trim().slice(0, LONGEST_TOLD);
  const named = [...new Set([...(first.named ?? []), ...(second.named ?? [])])].slice(0, MOST_NAMED);
  const more = first.more || second.more || events.length > MOST_EVENTS;
  return {
    events: telling(events, index),
    codes: [...codes.values()].slice(0, MOST_CODES),
    readings: [...first.readings, ...second.readings].slice(-MOST_READINGS),
    ...(signs.length > 0 && { signs: signs.slice(0, MOST_SIGNS) }),
    ...(told !== '' && { told }),
    files: [...first.files, ...second.files].slice(0, MOST_FILES),
    answers: { ...second.answers, ...first.answers },
    ...(named.length > 0 && { named }),
    ...(more && { more: true as const }),
  };
}

/** As many events as a case keeps. Those that an article names come first: they must not be lost behind ten thousand others. */
function telling(events: readonly StoredEvent[], index: EvidenceIndex): StoredEvent[] {
  if (events.length <= MOST_EVENTS) return [...events];
  const isNamed = (event: StoredEvent) => isEvidence(index, event.eventId);
  return [...events.filter(isNamed), ...events.filter((event) => !isNamed(event))].slice(0, MOST_EVENTS);
}
