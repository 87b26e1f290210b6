import { versionOption } from '../knowledge/diagnose.ts';
import { type EvidenceIndex, isEvidence } from '../knowledge/evidence-index.ts';
import type { EventRecord } from '../knowledge/recognizer/event-record.ts';
import type { RecognizerResult } from '../knowledge/recognizer/recognizer-result.ts';
import type { Known, StoredEvent } from './case.ts';

// A case is stored with every turn, so it keeps what a diagnosis needs and not the whole log.
const MOST_EVENTS = 120;
const MOST_CODES = 60;
const MOST_READINGS = 40;
const MOST_SPOOL_FILES = 60;
const LONGEST_TEXT = 300;

function stored(event: EventRecord): StoredEvent {
  return {
    eventId: event.eventId,
    ...(event.source !== undefined && { source: event.source }),
    ...(event.computer !== undefined && { computer: event.computer.slice(0, 80) }),
    ...(event.time !== undefined && { time: event.time.slice(0, 60) }),
    text: event.description.slice(0, LONGEST_TEXT),
    codes: event.codes.slice(0, 10).map((code) => ({ ...code, asWritten: code.asWritten.slice(0, 60) })),
    line: event.at.line,
  };
}

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
  const fresh = result.events.map(stored).filter((event) => !known.events.some((there) => same(there, event)));
  // Records that an article names come first: they must not be lost behind ten thousand others.
  const telling = fresh.filter((event) => isEvidence(index, event.eventId));
  const others = fresh.filter((event) => !isEvidence(index, event.eventId));
  const [version] = result.versions;
  const answers =
    result.versions.length === 1 && version && known.answers['version'] === undefined
      ? { ...known.answers, version: versionOption(version) }
      : known.answers;
  // The very same paste again must not turn one spool file into "always the same file".
  const spool = fresh.length > 0 || result.events.length === 0 ? result.spoolFiles.map((file) => file.name) : [];
  return {
    known: {
      events: [...known.events, ...telling, ...others].slice(0, MOST_EVENTS),
      codes: [
        ...known.codes,
        ...result.codes
          .filter((code) => !known.codes.some((there) => there.code === code.code && there.where === code.where))
          .map((code) => ({ ...code, asWritten: code.asWritten.slice(0, 60) })),
      ].slice(0, MOST_CODES),
      readings: [
        ...known.readings,
        ...result.readings.map(({ name, value, from }) => ({ name: name.slice(0, 120), value, from })),
      ].slice(-MOST_READINGS),
      spoolFiles: [...known.spoolFiles, ...spool].slice(0, MOST_SPOOL_FILES),
      answers,
    },
    newEvents: fresh.length,
  };
}

/** Puts two sets of facts together, for "it is the same case". */
export function joinKnown(first: Known, second: Known): Known {
  return {
    events: [
      ...first.events,
      ...second.events.filter((event) => !first.events.some((there) => same(there, event))),
    ].slice(0, MOST_EVENTS),
    codes: [...first.codes, ...second.codes].slice(0, MOST_CODES),
    readings: [...first.readings, ...second.readings].slice(-MOST_READINGS),
    spoolFiles: [...first.spoolFiles, ...second.spoolFiles].slice(0, MOST_SPOOL_FILES),
    answers: { ...second.answers, ...first.answers },
  };
}
