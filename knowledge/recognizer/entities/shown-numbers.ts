import { type LogWords, type ScreenWords, words } from '../../vocabulary/words.ts';
import { CAPS } from '../paste/caps.ts';
import { onceButForTime } from '../paste/once.ts';
import type { SettingReading, SettingsRead } from '../recognizer-result.ts';
import { dwordOf } from './dword-text.ts';

/**
 * Reads numbers of settings out of the logs and screens that the vocabulary names: `Set <label> from <n> to <n>` of a log, and
 * `Maximum # of <label>  5` of a screen. Numbers are decimal unless they start with 0x.
 */
export function readShownNumbers(lines: readonly string[]): SettingsRead {
  const readings: SettingReading[] = [];
  const used: number[] = [];
  lines.forEach((text, index) => {
    if (text.length > CAPS.line || !mayShow(text)) return;
    const found = loggedAt(text, lines[index + 1] ?? '') ?? onScreenAt(text);
    if (found === undefined) return;
    const line = index + 1;
    readings.push({ ...found.reading, line });
    used.push(line, ...(found.isWrapped ? [line + 1] : []));
  });
  return { readings, lines: used };
}

/** Whether a log or a screen may stand in a line; it is only looked at closely then. */
const mayShow = onceButForTime(
  (line) =>
    words().logs.some(({ verb, change }) => verb.test(line) || change.test(line)) ||
    words().screens.some(({ label }) => label.test(line)),
);

interface Found {
  reading: Omit<SettingReading, 'line'>;
  /** the line below belongs to it */
  isWrapped: boolean;
}

/** A change that a log notes. */
function loggedAt(text: string, below: string): Found | undefined {
  for (const log of words().logs) {
    const here = changeOf(text, log);
    const wrapped = `${text} ${below.slice(0, CAPS.line)}`;
    const change = here ?? (log.verb.test(text) ? changeOf(wrapped, log) : undefined);
    if (change) return { reading: { ...change, from: log.name, past: true }, isWrapped: here === undefined };
  }
  return undefined;
}

function onScreenAt(text: string): Found | undefined {
  for (const screen of words().screens) {
    const shown = shownOnScreen(text, screen);
    if (shown) return { reading: { ...shown, from: screen.name }, isWrapped: false };
  }
  return undefined;
}

type Change = Pick<SettingReading, 'name' | 'value' | 'previous'>;

function changeOf(text: string, { change, label }: LogWords): Change | undefined {
  const rest = change.exec(text)?.[1]?.replace(/(?<![.\s])[.\s]+$/, '') ?? '';
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
  if (!label.test(name)) return undefined;
  return { name, value, ...(previous !== undefined && { previous }) };
}

/** A label and its number; with two columns the first is the old number. */
function shownOnScreen(text: string, screen: ScreenWords): Change | undefined {
  const label = screen.label.exec(text);
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
