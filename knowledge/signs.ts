import { markOf, type SpeaksAgainst, type SpeaksFor } from './article/evidence.ts';
import { findPattern, foldedLines, holdsPattern } from './article/pattern.ts';
import { eventKey } from './evidence/evidence-index.ts';
import type { Knowledge } from './load-knowledge.ts';
import type { EventRecord } from './recognizer/event-record.ts';
import type { Sign } from './recognizer/recognizer-result.ts';
import { textIn, type Utterance } from './recognizer/utterance.ts';
import { NEGATION } from './recognizer/words/small-words.ts';
import { serviceNamed } from './services.ts';

type Item = SpeaksFor | SpeaksAgainst;

/** Text of one event that is looked at, in UTF-16 code units. */
const LONGEST_EVENT = 8192;
/** How far before its words the name of a program may begin, as behind a time and the name of a computer. */
const LONGEST_PREFIX = 300;

/** How many of the signs are lines; words alone are no reason to think of an article. */
export const linesIn = (signs: readonly { mark: string }[] = []): number =>
  signs.filter(({ mark }) => mark.startsWith('line ')).length;

/** What was recognised, with what the articles look for in it. */
export type WithSigns<R> = R & { signs: Sign[] };

/**
 * Looks in what was said for the lines and words that articles describe, and marks the events that are as they describe them. What
 * is noted are words of articles, so nothing of a stranger's text is kept for it. Linear in the text; never throws.
 */
export function withSigns<R extends { events: EventRecord[] }>(
  knowledge: Knowledge,
  found: R,
  utterance: Pick<Utterance, 'files' | 'text'>,
): WithSigns<R> {
  const { marks } = knowledge.index;
  if (marks.size === 0) return { ...found, signs: [] };
  const said = textIn(utterance);
  const lines = said.split(/\r\n|\r|\n/);
  return {
    ...found,
    events: found.events.map((event) => marked(knowledge, event, lines)),
    signs: signsIn(said, marks),
  };
}

function signsIn(said: string, marks: Knowledge['index']['marks']): Sign[] {
  const { text, lineAt } = foldedLines(said);
  return [...marks].flatMap(([mark, item]) => {
    const at = placeOf(text, item, lineAt);
    return at === undefined ? [] : [{ mark, line: lineAt(at) }];
  });
}

/** How many lines may hold the words of an entry without being what it describes. */
const MOST_LINES = 50;

function placeOf(text: string, item: Item, lineAt: (offset: number) => number): number | undefined {
  for (const pattern of item.words ?? []) {
    const found = findPattern(text, pattern);
    if (found && !isDenied(text, found.at)) return found.at;
  }
  if (item.line === undefined) return undefined;
  let found = findPattern(text, item.line);
  for (let tries = 0; found && tries < MOST_LINES; tries += 1) {
    const line = lineAt(found.at);
    if (line === lineAt(found.end - 1) && (!item.program || isOf(item.program, text, found.at, line, lineAt)))
      return found.at;
    found = findPattern(text, item.line, found.at + 1);
  }
  return undefined;
}

/** How far before words a "no" may stand that denies them. */
const NEAR = 30;
const NO = new RegExp(`(?<!\\p{L})${NEGATION}(?!\\p{L})[^.;:!?]{0,30}$`, 'u');

/** Whether a "no" before them says that words are not so: "there is no virus scanner". */
const isDenied = (text: string, at: number) => NO.test(text.slice(Math.max(0, at - NEAR), at));

/** Whether the line names the program before the words: `nginx[812]: …`, `… error nginx: …`. */
function isOf(program: string, text: string, at: number, line: number, lineAt: (offset: number) => number): boolean {
  const from = Math.max(0, at - LONGEST_PREFIX);
  const before = text.slice(from, at);
  const named = findPattern(before, program);
  for (let place = named; place; place = findPattern(before, program, place.at + 1))
    if (lineAt(from + place.at) === line) return true;
  return false;
}

function marked(knowledge: Knowledge, event: EventRecord, lines: readonly string[]): EventRecord {
  const entries = knowledge.index.byKey.get(eventKey(event.eventId)) ?? [];
  const narrow = new Map(
    entries.flatMap(({ item }) => {
      const mark = markOf(item);
      return mark === undefined ? [] : [[mark, item] as const];
    }),
  );
  if (narrow.size === 0) return event;
  const own = lines
    .slice(event.at.line - 1, event.at.lastLine)
    .join('\n')
    .slice(0, LONGEST_EVENT);
  const marks = [...narrow].filter(([, item]) => isAs(knowledge, event, own, item)).map(([mark]) => mark);
  return marks.length > 0 ? { ...event, marks } : event;
}

/** Whether an event says of itself what an entry asks for. */
function isAs(knowledge: Knowledge, event: EventRecord, own: string, item: Item): boolean {
  const said = `${event.description.slice(0, LONGEST_EVENT)}\n${own}`;
  const holds = (patterns: readonly string[] | undefined) => patterns === undefined || holdsPattern(said, patterns);
  return (
    holds(item.service === undefined ? undefined : namesOf(knowledge, item.service)) &&
    holds(item.process === undefined ? undefined : [item.process]) &&
    holds(item.text) &&
    (item.level === undefined || event.severity === undefined || event.severity === item.level) &&
    (item.log === undefined || isInLog(own, item.log)) &&
    Object.entries(item.parameters ?? {}).every(([name, pattern]) => hasParameter(own, said, name, pattern))
  );
}

/** Every name by which logs call a service. */
function namesOf(knowledge: Knowledge, name: string): string[] {
  const service = serviceNamed(knowledge.services, name);
  return service ? [service.name, service.label, ...service.also] : [name];
}

const LOG = /(?:^|\n)[ \t]{0,8}(?:Log Name|Channel|Log)[ \t]{0,8}:[ \t]{0,20}([^\n]{1,80})|<Channel>([^<]{1,80})</i;

/** Whether an event stands in this log; where the paste does not say which, it may. */
function isInLog(own: string, log: string): boolean {
  const told = LOG.exec(own);
  const name = told?.[1] ?? told?.[2];
  return name === undefined || name.trim().toLowerCase() === log.toLowerCase();
}

const DATA = /<Data(?: Name=["']([^"'<>]{1,80})["'])?[^<>]{0,40}>([^<]{0,1000})</g;

/** Whether one of an event's parameters is as asked; where the paste does not keep them apart, the words must stand in the text. */
function hasParameter(own: string, said: string, name: string, pattern: string): boolean {
  const parameters = [...own.matchAll(DATA)];
  if (parameters.length === 0) return holdsPattern(said, [pattern]);
  return parameters.some(
    ([, called, value = ''], at) =>
      (called?.toLowerCase() === name.toLowerCase() || String(at + 1) === name) && holdsPattern(value, [pattern]),
  );
}
