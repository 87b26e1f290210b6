import { type Field, fieldNamed } from '../words/field-names.ts';
import { CAPS } from './caps.ts';
import { onceForLine } from './once.ts';
import { labelOf, leadingId } from './split-labels.ts';

/** Values are short; a sentence below a label is text. */
const LONGEST_VALUE = 120;
const MOST_BLANK = 2;
/** Fields whose value may stand below their label; a description does so anyhow, and is told apart by its reader. */
const BELOW: ReadonlySet<Field> = new Set([
  ...(['id', 'source', 'severity', 'category', 'date', 'time', 'dateTime', 'user', 'computer', 'log'] as const),
]);

/** `Event ID:` and nothing behind it, or the same without its colon as web pages and consoles print it. */
const LABEL_ALONE = /^(\p{L}[\p{L}.'() -]{0,38})([:=]?)$/u;

interface Pair {
  label: number;
  value: number;
  field: Field;
  text: string;
  marked: boolean;
}

/**
 * Puts a value that stands below its label behind it, and a label that was cut in two together; the lines that it came from
 * become empty, so every line keeps its number.
 */
export function joinLabels(lines: readonly string[]): string[] {
  const joined = withWholeLabels(lines);
  for (const { label, value, text } of kept(pairsIn(joined))) {
    joined[label] = text;
    joined[value] = '';
  }
  return joined;
}

function pairsIn(lines: readonly string[]): Pair[] {
  const pairs: Pair[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const pair = pairAt(lines, index);
    if (pair === undefined) continue;
    pairs.push(pair);
    index = pair.value;
  }
  return pairs;
}

function pairAt(lines: readonly string[], index: number): Pair | undefined {
  const alone = labelAlone(lines[index] ?? '');
  if (alone === undefined) return undefined;
  const { label, field, marked } = alone;
  // Among labels with values beside them one without is empty; only these two never are.
  if (hasValue(before(lines, index)) && field !== 'id' && field !== 'source') return undefined;
  const value = valueBelow(lines, index, field);
  if (value === undefined) return undefined;
  return { label: index, value, field, text: `${label.trim()}: ${(lines[value] ?? '').trim()}`, marked };
}

const labelAlone = onceForLine((line): { label: string; field: Field; marked: boolean } | undefined => {
  const [, label, mark] = (line.length <= 48 && LABEL_ALONE.exec(line.trim())) || [];
  const field = label === undefined ? undefined : fieldNamed(label)?.field;
  return label !== undefined && field !== undefined && BELOW.has(field)
    ? { label, field, marked: mark !== '' }
    : undefined;
});

const hasValue = (line: string) => (labelOf(line)?.value ?? '') !== '';

/** The last line above that says something. */
function before(lines: readonly string[], index: number): string {
  let above = index - 1;
  while (above >= index - MOST_BLANK && (lines[above] ?? '').trim() === '') above -= 1;
  return lines[above] ?? '';
}

/** The line with the value: the next one that says something, when it is no label itself and can be a value of this field. */
function valueBelow(lines: readonly string[], label: number, field: Field): number | undefined {
  let index = label + 1;
  while (index <= label + MOST_BLANK && (lines[index] ?? '').trim() === '') index += 1;
  const value = (lines[index] ?? '').trim();
  if (value === '' || value.length > LONGEST_VALUE || labelOf(value) || fieldNamed(value.replace(/:$/, '')))
    return undefined;
  return field === 'id' && leadingId(value) === undefined ? undefined : index;
}

/** A bare word is a label only in a run of pairs that names an id and one thing more. */
function kept(pairs: readonly Pair[]): Pair[] {
  const runs: Pair[][] = [];
  for (const pair of pairs) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (run && before && pair.label - before.value <= MOST_BLANK + 1) run.push(pair);
    else runs.push([pair]);
  }
  return runs.flatMap((run) => {
    const isEvent = run.length > 1 && run.some(({ field }) => field === 'id');
    return run.filter(({ marked }) => marked || isEvent);
  });
}

const FIRST_HALF = /(?:^|\s)(\p{L}{2,20})\s*$/u;
const SECOND_HALF = /^\s*(\p{L}[\p{L}' -]{1,24}?)\s?:/u;

const firstHalf = onceForLine((line) => FIRST_HALF.exec(line.slice(-40))?.[1]);
const secondHalf = onceForLine((line) => SECOND_HALF.exec(line.slice(0, 48))?.[1]);

/** "Event" at the end of a line and "Category: General" in the next: mail has wrapped between the words of a label. */
function withWholeLabels(lines: readonly string[]): string[] {
  const whole = [...lines];
  for (let index = 0; index + 1 < whole.length; index += 1) {
    const second = secondHalf(whole[index + 1] ?? '');
    const line = whole[index] ?? '';
    const first = second === undefined ? undefined : firstHalf(line);
    if (first === undefined || labelOf(line)?.value === first) continue;
    if (fieldNamed(`${first} ${second}`) === undefined) continue;
    whole[index] = line.slice(0, line.lastIndexOf(first)).trimEnd();
    whole[index + 1] = `${first} ${(whole[index + 1] ?? '').trimStart()}`;
  }
  return whole;
}

/** A short cell without a colon, then a tab or two blanks, then one more. */
function twoColumns(text: string): string[] | undefined {
  const gap = text.search(/\t| {2}/);
  if (gap < 2 || gap > 40 || text.length > CAPS.line || /[:|]/.test(text.slice(0, gap))) return undefined;
  const value = text.slice(gap).trim();
  return /^[:=]|\t/.test(value) ? undefined : [text.slice(0, gap), value];
}

/** A row of a table of two columns, a label and its value: `| Event ID | 4116 |`, `Event ID<tab>4116`. */
export function labelledRow(line: string): string {
  const bars = line.includes('|') ? line.split('|', 5).map((cell) => cell.trim()) : undefined;
  const cells = bars
    ? bars.filter((cell, at) => cell !== '' || (at > 0 && at < bars.length - 1))
    : twoColumns(line.trim());
  const [label = '', value = ''] = cells ?? [];
  if (cells?.length !== 2 || value === '' || /^-+:?$|: *\| */.test(value) || value.includes('  ')) return line;
  const name = label
    .replace(/^- (?=\p{L})/u, '')
    .replace(/[:=]$/, '')
    .trim();
  return fieldNamed(name) && !fieldNamed(value) && !fieldNamed(value.split(/\s/, 1)[0] ?? '')
    ? `${name}: ${value}`
    : line;
}
