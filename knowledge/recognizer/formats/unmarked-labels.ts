import { eventMeaning } from '../../event-table.ts';
import { CAPS } from '../paste/caps.ts';
import { onceForLine } from '../paste/once.ts';
import { type Labelled, leadingId } from '../paste/split-labels.ts';
import { deniedIn, isDenied } from '../words/denials.ts';
import { fieldNamed } from '../words/field-names.ts';
import { namesKnownEvent } from '../words/known-event.ts';
import { labelsOther } from '../words/other-numbers.ts';
import { findSource } from '../words/source-names.ts';
import { isSourceName } from '../words/stated-sources.ts';
import { numbersIn } from './prose-numbers.ts';

/** `Event ID 4116`, `Event ID (4116)`, `Event ID = 4116`, `Event ID - 4116`, `ID 6067 MSExchangeGWRtr, …`, `Source MSExchangeIMC` without a colon. */
export const heading = onceForLine((line): Labelled | undefined => {
  const source = /^\s*(?:(?:event )?source|quelle|origine|origen)[ \t]+(?:- )?(\S.{0,63})$/i.exec(line)?.[1];
  const named = source === undefined ? undefined : findSource(source);
  if (named && named.start === 0 && named.end === source?.trimEnd().length)
    return { field: 'source', name: 'source', value: named.asWritten };
  if (source !== undefined && /^[A-Z][\w-]*$/.test(source) && isSourceName(source))
    return { field: 'source', name: 'source', value: source };
  const match =
    /^\s*(?:event ?id|event|id)\b[ \t]*(?:[-=#(][ \t]*)?(\(? ?\d{1,10}\b(?! ?[,;+&/] ?\d| (?:and|or|then|to|und) \d).*)$/i.exec(
      line.slice(0, CAPS.line),
    );
  if (!match?.[1] || leadingId(match[1]) === undefined) return undefined;
  if (isDenied(deniedIn(line.slice(0, CAPS.line)), line.search(/\d/))) return undefined;
  // Two ids in one line are a sentence, and read as one.
  const another = /\bevents?\b[^.]{0,12}\d{3,5}|\b(?:and|then|or|und)\b[^.]{0,12}\b\d{4,5}\b/i.test(match[1].slice(4));
  return another ||
    namesKnownEvent(match[1].slice(4)) ||
    numbersIn(line.slice(0, CAPS.line)).filter(({ sure }) => sure).length > 1
    ? undefined
    : { field: 'id', name: TITLE.test(line) ? 'event' : 'eventid', value: match[1] + line.slice(400) };
});

/** `Event 7031, Service Control Manager`: the title of Event Viewer's window. */
const TITLE = /^\s{0,40}event \d/i;

/** A label in any language, as long as it is one: no sentence is that short. */
const ANY_LABEL = /^[ \t]*([^:=\s\d"'<>[\]][^:=\t\d"'<>[\]]{0,39})(?:[:=]|(?=\t))[ \t]*(\S.{0,63})$/;

const anyLabel = onceForLine((line): { label: string; value: string } | undefined => {
  const [, label = '', written = ''] = ANY_LABEL.exec(line) ?? [];
  const value = written.trim();
  return value !== '' && /\p{L}/u.test(label) ? { label, value } : undefined;
});

/**
 * A line with a label that no list has, known by its value: exactly a known source, or, once that has been read, exactly the id
 * of an event that the source writes.
 * @param source the source of the open event, when it has one and no id yet
 */
export function strangeLabel(line: string, source: string | undefined): Labelled | undefined {
  const any = line.length > 120 ? undefined : anyLabel(line);
  if (any === undefined) return undefined;
  const { label, value } = any;
  const found = /^[A-Z]/i.test(value) ? findSource(value) : undefined;
  if (found && !found.misspelt && found.start === 0 && found.end === value.length)
    return { field: 'source', name: label, value };
  const isOwn =
    source !== undefined &&
    !labelsOther(label) &&
    /^\d{4,5}$/.test(value) &&
    eventMeaning(source, Number(value)) !== undefined;
  return isOwn ? { field: 'id', name: label, value } : undefined;
}

const NAME = /^\s*\[ ?Name ?\]\s{0,8}(\S.{0,63})$/;
const FRIENDLY_ID = /^\s*[-+] ?EventID\b\s{0,8}(\d{1,5})\s*$/;
const FRIENDLY =
  /^\s*(?:[-+] ?)?(?:\[ ?\w{1,20} ?\]|(Level|Task|Opcode|Keywords|TimeCreated|EventRecordID|Correlation|Execution|Channel|Computer|Security|Version|EventData)\b) {0,8}(.{0,200})$/;

/**
 * The lines of the "Friendly View" of Windows Vista and later, which has no colons: `[ Name]  MSExchangeIMC`, `- EventID 4094`.
 * @param inside whether the view has begun; before its first line nothing but that line is looked for
 */
export function friendlyLabel(line: string, inside: boolean): Labelled | undefined {
  if (line.length > CAPS.line || !(inside || line.includes('['))) return undefined;
  const name = NAME.exec(line)?.[1]?.trim();
  if (name !== undefined) return { field: 'source', name: '[name]', value: name };
  if (!inside) return undefined;
  const id = FRIENDLY_ID.exec(line)?.[1];
  if (id !== undefined) return { field: 'id', name: 'eventid', value: id };
  const match = FRIENDLY.exec(line);
  if (match === null) return undefined;
  const field = fieldNamed(match[1] ?? '')?.field ?? 'other';
  return { field, name: (match[1] ?? '[]').toLowerCase(), value: (match[2] ?? '').trim() };
}
