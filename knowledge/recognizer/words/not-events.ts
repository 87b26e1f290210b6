import { knownEvent } from '../../triage/known-events.ts';
import { CAPS } from '../paste/caps.ts';
import { onceButForTime } from '../paste/once.ts';
import type { Field } from './field-names.ts';
import { isListedSource } from './provider-names.ts';
import { findSource } from './source-names.ts';

/** Commands and queries name the events that somebody looks for, not those that were found. */
const QUERY =
  /\bwevtutil(?:\.exe)?\s|\bGet-(?:WinEvent|EventLog)\b|-FilterHashtable\b|\*\[(?:System|EventData)|<(?:Select|Query|Suppress) |<QueryList>|\bEventID ?(?:=|-eq) ?\d{1,5} (?:or|and)\b|\bevent_?(?:id|code) in ?\(|^\s*index=\w+ .*\bEventCode=|\beventquery(?:\.vbs)? \/|\beventcreate(?:\.exe)? \/|^\s*event_id: \d.*, ?-\d|^\s*\$\w{1,40} ?= ?/i;
/** Lines of programs, calls of programs and requests to a web server: their numbers are those of whoever wrote them. */
const PROGRAM =
  /^\s*(?:#define |(?:const|let|var|static|public|private|def|function|export|import) [^={(]*[={(]|(?:else )?(?:if|while|for|switch) ?\()/;
const REQUEST = /\b(?:GET|POST|PUT|HEAD|DELETE|PATCH|OPTIONS) \//;
const OPTION = /\s--(?=[a-z])/;
const isOfProgram = (line: string) =>
  PROGRAM.test(line) ||
  (line.includes(' /') && REQUEST.test(line)) ||
  (line.includes(' --') && line.split(OPTION, 3).length > 2);
/** A web event of ASP.NET stands inside the event that reports it, and has a code of its own. */
const WEB_CODE = /^\s*(?:event ?code|ereigniscode)\s?:\s?\d/i;
const WEB_MESSAGE = /^\s*(?:event ?message|ereignismeldung)\s?:/i;

const OF_WEB = /asp\.net|web event|unhandled exception/i;
/** Whether a number is the code of a web event that a sentence tells of, by the text in front of it. */
export const isWebCode = (text: string, start: number): boolean =>
  /\bevent ?code:? $/i.test(text.slice(Math.max(0, start - 16), start)) && OF_WEB.test(text);

const isQuery = onceButForTime((line) => QUERY.test(line) || isOfProgram(line));

/**
 * Whether a line only looks as if it told of an event: a query, or the number of a web event. This is the one place for lines; what a
 * number in a sentence is otherwise, `other-numbers.ts` knows.
 * @param next the line below
 */
export function isNoEvent(line: string, next: string | undefined): boolean {
  if (line === '' || line.length > CAPS.header) return false;
  return isQuery(line) || (WEB_CODE.test(line) && WEB_MESSAGE.test(next ?? ''));
}

/** Labels that only an event has; a plain `id` and `source` are anybody's. */
const TELLING: readonly Field[] = ['description', 'date', 'dateTime', 'log', 'computer', 'category', 'strings'];

/** Whether labels are those of settings, `source=app` and `id=1014`, by their names and the values of their fields. */
export function isOfSettings(
  { labels, fields }: { labels: ReadonlySet<string>; fields: ReadonlyMap<Field, string> },
  id: number,
): boolean {
  const isPlain = labels.has('id') && labels.has('source') && !labels.has('eventid');
  if (!isPlain || TELLING.some((field) => fields.get(field))) return false;
  const source = fields.get('source') ?? '';
  return source !== '' && !findSource(source) && !isListedSource(source) && !knownEvent(source, id);
}
