import { shownEventId } from '../formats/shown-event-id.ts';
import { type Field, fieldNamed, fieldOfPath, SEVERITY_WORDS, severityOf } from '../words/field-names.ts';
import { CAPS } from './caps.ts';
import { onceForEqual, onceForLine } from './once.ts';

/** A label at the beginning of a line, and what stands behind it. */
export interface Labelled {
  field: Field;
  /** the letters of the label, lower case, e.g. `eventsource` */
  name: string;
  value: string;
}

const LABEL = /^[ \t]*(\p{L}[\p{L}.'()_# -]{0,60})(?:\t[ \t]*)?(?:[:=]|(?<= -)>)(?!\/\/|\\)(.*)$/u;
/** Labels have at most this many words: "ID de l'événement", "Categoría de la tarea". */
const MOST_WORDS = 4;

/** Reads `Label: value`, `Label = value` and PowerShell's `Label    : value` at the beginning of a line. */
export const labelOf = onceForLine((line): Labelled | undefined => {
  if (!/[:=>]/.test(line)) return undefined;
  const property = propertyOf(line);
  if (property !== undefined) return property;
  const match = LABEL.exec(line.slice(0, CAPS.header));
  const named = match?.[1] === undefined ? undefined : fieldOfPath(match[1]);
  if (match === null || named === undefined) return undefined;
  const value = line.length > CAPS.header ? (match[2] ?? '') + line.slice(2000) : (match[2] ?? '');
  return { ...named, value: withoutQuotes(value.trim()) };
});

/** The value of `Source: "disk"`; a description may hold quotes anywhere. */
const withoutQuotes = (value: string) => /^"([^"]{1,120})"$/.exec(value)?.[1] ?? value;

/** `"ProviderName":  "MSExchangeIMC",`: a line of JSON. A whole object has been read as one, so this is what is left of a cut one. */
function propertyOf(line: string): Labelled | undefined {
  const match = /^[ \t]*"(\w{1,40})" {0,4}: {0,4}/.exec(line.slice(0, 100));
  const named = match?.[1] === undefined ? undefined : fieldNamed(match[1]);
  if (match === null || named === undefined) return undefined;
  const value = line.slice(match[0].length).trim().replace(/,$/, '');
  return { ...named, value: value.replace(/^"/, '').replace(/"$/, '') };
}

/** The event id a value begins with: `4116`, `( 4116 )`, `4116 (0xC0001014)`, `3221229588`. */
export const leadingId = onceForEqual((value): { eventId: number; rest: string } | undefined => {
  const match =
    /^\(? ?(-?\d{1,10}|0x[0-9a-f]{1,8})(?![\w.-]*[\d]| [\dlIO](?= |$))(?: ?\))?[ \t]*[.,;:]?[ \t]*(.*)$/is.exec(value);
  const eventId = match?.[1] === undefined ? undefined : shownEventId(match[1]);
  return eventId === undefined ? undefined : { eventId, rest: match?.[2] ?? '' };
});

/**
 * Breaks one line that holds several labels into one line each: two columns of a dialog, or an event whose line breaks
 * a chat has eaten. Behind a single blank a label counts only when the line names an event id, since sentences have colons too.
 */
export function splitLabels(written: string): string[] {
  // `{Source: srv, EventID: 2019}` is nobody's JSON.
  const line = BRACED.test(written) ? written.trim().slice(1, -1) : written;
  if (line.length > CAPS.joined) return [line];
  if (line.indexOf(':') === line.lastIndexOf(':')) return [withoutStutter(line)];
  const starts = labelStarts(line);
  if (starts.length < 2) return [line];
  const namesId = starts.some(
    ({ field, colon }) => field === 'id' && leadingId(line.slice(colon + 1, colon + 40).trim()),
  );
  // `Source: Kernel-Power Logged: 3/11/2021`: two fields of a dialog, scanned as one line.
  const isHead = starts[0]?.start === 0 && ['source', 'log', 'severity'].includes(starts[0].field);
  const cuts = starts.filter(({ start, colon, field }) => {
    if (start === 0) return false;
    if (namesId) return field !== 'other';
    return (
      /(?:\t| {2})$/.test(line.slice(Math.max(0, start - 2), start)) ||
      (isHead && DATED.has(field) && BEGINS_DATED.test(line.slice(colon + 1, colon + 16)))
    );
  });
  if (cuts.length === 0) return [line];
  const bounds = [0, ...cuts.map((cut) => cut.start), line.length];
  return bounds
    .slice(1)
    .map((end, at) => withoutMarks(line.slice(bounds[at], end)))
    .filter((part) => part !== '');
}

const DATED: ReadonlySet<Field> = new Set(['date', 'dateTime']);
const BEGINS_DATED = /^ ?\d{1,4}[./-] ?\d{1,2}[./-]/;
const BRACED = /^\s*\{\p{L}[^{}"]{8,2000}\}$/u;

/** What stood between two labels of a line and belongs to neither: bars, commas, the brackets of `(Source: DCOM) (EventID: 10005)`. */
function withoutMarks(part: string): string {
  const bare = part
    .trim()
    .replace(/(?:[|;,·•([]| [-–—/]){1,4}$/, '')
    .trimEnd();
  return bare.endsWith(')') && !bare.includes('(') ? bare.slice(0, -1).trimEnd() : bare;
}

/** `Error Event Source: Userenv`: a form that was filled in twice over has the value of the field before in front. */
function withoutStutter(line: string): string {
  const [start] = line.includes(':') ? labelStarts(line) : [];
  if (!start || start.start === 0 || !severityOf(line.slice(0, start.start))) return line;
  // "Error Source: Machine Check Exception" is what a text says of its error.
  return line.slice(start.start, start.colon).includes(' ') ? line.slice(start.start) : line;
}

const ROW_START = new RegExp(
  `(?<!\\S)(?:${SEVERITY_WORDS.map((word) => word.replaceAll('.', '\\.')).join('|')})\\s\\d{1,4}[./-]\\d{1,2}[./-]\\d{1,4},?\\s\\d{1,2}[:.]\\d{2}`,
  'giu',
);

const TWO_DATES = /\d[./-]\d{1,2}[./-]\d.*\d[./-]\d{1,2}[./-]\d/;

const ROW_BEHIND_WORDS = /: (?=\d{1,4}[./-]\d{1,2}[./-]\d{1,4},\d)/;
const IS_WHEN: ReadonlySet<Field> = new Set(['date', 'time', 'dateTime']);
/** A row has more cells than a date and a time. */
const FEWEST_CELLS = 5;

/** "This is in the log: 7/27/1999,7:11:07 AM,…": the words, and the row behind them; a label's own date is none. */
export function rowBehindWords(line: string): string[] {
  const colon = line.length > CAPS.joined ? -1 : line.search(ROW_BEHIND_WORDS);
  if (colon < 0 || labelStarts(line).some((label) => label.colon === colon && IS_WHEN.has(label.field))) return [line];
  const row = line.slice(colon + 2);
  return row.split(',', FEWEST_CELLS).length < FEWEST_CELLS ? [line] : [line.slice(0, colon + 1), row];
}

/** Breaks a line that holds several rows of a list, `Error 9/9/2010 2:43:29 PM NETLOGON 5719 Error 9/9/2010 …`, into one line each. */
export function splitRows(line: string): string[] {
  if (line.length > CAPS.joined || !TWO_DATES.test(line)) return [line];
  const starts = [...line.matchAll(ROW_START)].map(({ index }) => index);
  if (starts.length < 2) return [line];
  const bounds = [...new Set([0, ...starts, line.length])];
  return bounds.slice(1).map((end, at) => line.slice(bounds[at], end).trimEnd());
}

const isDigit = (letter: number) => letter >= 48 && letter <= 57;

/** Where the labels of a line begin, and their colons. */
export function labelStarts(line: string): { start: number; colon: number; field: Field }[] {
  const starts: { start: number; colon: number; field: Field }[] = [];
  let from = 0;
  for (let colon = line.indexOf(':'); colon >= 0; colon = line.indexOf(':', colon + 1)) {
    // Most colons are those of a time.
    const isTime = isDigit(line.charCodeAt(colon - 1));
    const found = isTime || /[\\/]/.test(line[colon + 1] ?? '') ? undefined : labelBefore(line, from, colon);
    if (found === undefined) continue;
    starts.push({ ...found, colon });
    from = colon + 1;
  }
  return starts;
}

const GLUED =
  /[A-Za-z0-9.)](Event (?:Type|Source|Category|ID)|Log Name|Task Category|Description|Computer|Keywords|Source|Category|Level|Type|Date|Time|User|Data)$/;

/** The longest known label that ends at this colon, or undefined. */
function labelBefore(line: string, from: number, colon: number): { start: number; field: Field } | undefined {
  const window = Math.max(from, colon - 40);
  const before = line.slice(window, colon);
  // "4094Source:", "ErrorEvent Source:": a chat has taken the line breaks out and put nothing in their place.
  const glued = GLUED.exec(before)?.[1];
  const stuck = glued === undefined ? undefined : fieldNamed(glued);
  const plain = glued?.includes(' ') ? undefined : plainLabel(before);
  if (plain !== undefined) return { start: window + plain.start, field: plain.field };
  return glued === undefined || stuck === undefined ? undefined : { start: colon - glued.length, field: stuck.field };
}

/** "Process ID", behind a quote: an id of something else. "AM ID: 7036" is a time and an id. */
const ID_OF_OTHER = /(?<![ap])\p{L}{2} $|\p{L}{3} $/iu;

/** The longest known label at the end, words apart from what stands before. */
function plainLabel(before: string): { start: number; field: Field } | undefined {
  const words = [...before.matchAll(/(?<![^\s;,|([])\p{L}[\p{L}.'()-]*/gu)].slice(-MOST_WORDS);
  for (const word of words) {
    const label = before.slice(word.index);
    const known = /^[\p{L}.'() -]+$/u.test(label) ? fieldNamed(label) : undefined;
    if (known?.name === 'id' && ID_OF_OTHER.test(before.slice(0, word.index))) return undefined;
    if (known !== undefined) return { start: word.index, field: known.field };
  }
  return undefined;
}
