import type { SettingReading, SettingsRead } from '../recognizer-result.ts';
import { dwordOf } from './dword-text.ts';

const LONGEST_LINE = 512;
const LABEL = /#|\b(?:threads|buffers|heaps|sessions|percent|users|cache|number of)\b/i;
const THREADS_LABEL = /\b(max|min)(?:imum)? (?:# |number |no\. )?(?:of )?information store threads\b/i;

/**
 * Reads what Performance Optimizer says: `Set <label> from <n> to <n>` of perfopt.log, and the line
 * `Maximum # of information store threads  5` of the perfwiz -r screen. Numbers are decimal unless they start with 0x.
 * @see KB Q172812 and Q183924, which print lines of the log; Q158046 for perfwiz -r
 */
export function readOptimizerLines(lines: readonly string[]): SettingsRead {
  const readings: SettingReading[] = [];
  const used: number[] = [];
  lines.forEach((text, index) => {
    const line = index + 1;
    if (text.length > LONGEST_LINE) return;
    const wrapped = `${text} ${(lines[index + 1] ?? '').slice(0, LONGEST_LINE)}`;
    const change = changeOf(text) ?? (/\bset\b/i.test(text) ? changeOf(wrapped) : undefined);
    if (change !== undefined) {
      readings.push({ ...change, from: 'perfopt.log', line });
      used.push(line, ...(changeOf(text) === undefined ? [line + 1] : []));
      return;
    }
    const shown = shownOnScreen(text);
    if (shown === undefined) return;
    readings.push({ ...shown, from: 'perfwiz', line });
    used.push(line);
  });
  return { readings, lines: used };
}

type Change = Pick<SettingReading, 'name' | 'value' | 'previous'>;

function changeOf(text: string): Change | undefined {
  const rest = /(?:^|[\s:])set (.+)/i.exec(text)?.[1]?.replace(/(?<![.\s])[.\s]+$/, '') ?? '';
  const to = rest.toLowerCase().lastIndexOf(' to ');
  const value = to < 0 ? undefined : dwordOf(rest.slice(to + 4));
  if (value === undefined) return undefined;
  // What stands behind "from" when the value did not exist before is not known, so it may be missing or a word.
  const from = rest.toLowerCase().lastIndexOf(' from ', to);
  const name = rest
    .slice(0, from < 0 ? to : from)
    .trim()
    .replace(/^"(.*)"$/, '$1');
  const previous = from < 0 ? undefined : dwordOf(rest.slice(from + 6, to));
  if (!LABEL.test(name)) return undefined;
  return { name, value, ...(previous !== undefined && { previous }) };
}

/** A label and its number; with two columns the first is the old number. */
function shownOnScreen(text: string): Change | undefined {
  const label = THREADS_LABEL.exec(text);
  if (label === null) return undefined;
  const numbers = text
    .slice(label.index + label[0].length)
    .replace(/[.…:=|_-]+/g, ' ')
    .trim()
    .split(/\s+/);
  const values = numbers.map(dwordOf);
  const value = values.at(-1);
  if (value === undefined || values.length > 2 || values.includes(undefined)) return undefined;
  const previous = values.length === 2 ? values[0] : undefined;
  return { name: label[0], value, ...(previous !== undefined && { previous }) };
}
