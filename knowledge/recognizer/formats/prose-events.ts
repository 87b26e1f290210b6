import { words } from '../../vocabulary/words.ts';
import { CAPS } from '../paste/caps.ts';
import { onceForLine } from '../paste/once.ts';
import { isNoEvent } from '../words/not-events.ts';
import { NEAR } from '../words/source-beside.ts';
import { findSources, spokenSources } from '../words/source-names.ts';
import { eventOf } from './event-fields.ts';
import type { FoundEvent, PasteReader } from './paste-reader.ts';
import { isToldId, listedIds, type NumberWord, numbersIn } from './prose-numbers.ts';

/** A row of an event's Data box holds no ids. */
const DATA_ROW = /^\s*[0-9a-f]{4}: ?[0-9a-f]{2}/i;

const NONE: readonly NumberWord[] = [];
const mayTell = onceForLine((line) => /\d/.test(line) && !DATA_ROW.test(line));

/** Reads events out of sentences: "event 4094 from MSExchangeIMC", "4116, 4117 and a DrWatson 4097", "ids 3039 4094 4102". */
export const readProseEvents: PasteReader = (lines) => {
  const numbers = lines.map((line, index): readonly NumberWord[] =>
    line === '' || !mayTell(line) || isNoEvent(line, lines[index + 1]) ? NONE : numbersIn(line.slice(0, CAPS.sentence)),
  );
  const listed = listedIds(lines);
  return numbers.flatMap((ofLine, index) => {
    if (ofLine.length === 0) return [];
    const text = (lines[index] ?? '').slice(0, CAPS.sentence);
    const around = [lines[index - 1] ?? '', text, lines[index + 1] ?? ''].map((one) => one.slice(0, NEAR * 4));
    const meant = ofLine.filter(
      (one) =>
        one.sure || (isToldId(one.eventId) && (listed.get(index)?.has(one.start) || hasContext(text, one, around))),
    );
    return meant.flatMap((one, at) =>
      eventOfNumber(text, one, meant[at + 1]?.start ?? text.length, index, meant.length),
    );
  });
};

function eventOfNumber(text: string, one: NumberWord, next: number, index: number, count: number): FoundEvent[] {
  const at = { line: index + 1, lastLine: index + 1 };
  const description = count === 1 ? text : text.slice(one.start, next);
  const source = one.source?.asWritten.replace(/^Dr\.? ?Watson/i, 'DrWatson');
  const event = eventOf({ id: String(one.eventId), description, ...(source && { source }) }, at, 'prose');
  return event === undefined ? [] : [event];
}

/** A bare id means something when a source or an event is spoken of close to it. */
function hasContext(text: string, one: NumberWord, around: readonly string[]): boolean {
  const near = text.slice(Math.max(0, one.start - NEAR), one.end + NEAR);
  const [before = '', , after = ''] = around;
  return [near, ...(text.length < NEAR ? [before, after] : [])].some(
    (piece) =>
      SPEAKS_OF_EVENTS.test(piece) ||
      words().near.test(piece) ||
      spokenSources(piece).length > 0 ||
      findSources(piece).length > 0,
  );
}

const SPEAKS_OF_EVENTS =
  /\b(?:event ?log|(?:security|system) log|event viewer|app(?:lication)? log|(?:0x)?8004[0-9a-f]{4})\b/i;
