import { type LogWords, type ScreenWords, words } from '../../vocabulary/words.ts';
import type { SettingReading, SettingsRead } from '../recognizer-result.ts';
import { dwordOf } from './dword-text.ts';

const LONGEST_LINE = 512;

/**
 * Reads numbers of settings out of the logs and screens that the vocabulary names: `Set <label> from <n> to <n>` of a log, and
 * `Maximum # of <label>  5` of a screen. Numbers are decimal unless they start with 0x.
 */
export function readShownNumbers(lines: readonly string[]): SettingsRead {
  const { logs, screens } = words();
  const readings: SettingReading[] = [];
  const used: number[] = [];
  lines.forEach((text, index) => {
    const line = index + 1;
    if (text.length > LONGEST_LINE) return;
    for (const log of logs) {
      const wrapped = `${text} ${(lines[index + 1] ?? '').slice(0, LONGEST_LINE)}`;
      const change = changeOf(text, log) ?? (log.verb.test(text) ? changeOf(wrapped, log) : undefined);
      if (change === undefined) continue;
      readings.push({ ...change, from: log.name, past: true, line });
      used.push(line, ...(changeOf(text, log) === undefined ? [line + 1] : []));
      return;
    }
    for (const screen of screens) {
      const shown = shownOnScreen(text, screen);
      if (shown === undefined) continue;
      readings.push({ ...shown, from: screen.name, line });
      used.push(line);
      return;
    }
  });
  return { readings, lines: used };
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
