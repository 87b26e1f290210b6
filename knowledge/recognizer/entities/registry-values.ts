import { parseRegistryKey } from '../../registry-path.ts';
import { CAPS } from '../paste/caps.ts';
import { onceButForTime } from '../paste/once.ts';
import type { SettingReading, SettingsRead } from '../recognizer-result.ts';
import { dwordOf, regFileDword } from './dword-text.ts';

/** What every line of a registry export, a query or an editor has; most lines of a log have none of it. */
const SIGN =
  /^\s*(?:["[]|hk|key name:|listing of|regedit4|windows registry|! reg\.exe|(?:name|type|data):)|REG_DWORD|0x[0-9a-f]{8} \(/i;
const mayBeRegistry = onceButForTime((line) => SIGN.test(line));

/**
 * Reads DWORD values out of .reg text, `reg query` output (every version of reg.exe), rows copied from either editor,
 * and regedt32's Save Subtree As. Strings and binary values are left alone.
 * @see KB Q161678, Q219602
 */
export function readRegistryValues(lines: readonly string[]): SettingsRead {
  const readings: SettingReading[] = [];
  const used: number[] = [];
  let key: string | undefined;
  let pending: number[] = [];
  let saved: Saved | undefined;

  for (let index = 0; index < lines.length; index += 1) {
    const text = lines[index] ?? '';
    const line = index + 1;
    if (text.length > CAPS.header || !mayBeRegistry(text)) continue;
    const headed = keyLine(lines, index);
    if (headed !== undefined) {
      key = headed.key;
      pending = headed.lines.map((offset) => line + offset);
      continue;
    }
    const row = rowIn(text, line, saved, key !== undefined);
    saved = row.saved ?? saved;
    if (row.value) {
      readings.push({ ...row.value, ...(key && { key }), from: 'registry', line });
      used.push(...pending);
      pending = [];
    }
    used.push(...(row.lines ?? []));
  }
  return { readings, lines: used };
}

/** The name above a value, as regedt32 saves it. */
interface Saved {
  name: string;
  line: number;
}

/** What a line below a key says: a value, the lines it stands in, or the name of one that follows. */
function rowIn(
  text: string,
  line: number,
  saved: Saved | undefined,
  underKey: boolean,
): { value?: NamedValue | undefined; lines?: number[]; saved?: Saved } {
  if (/^\s*(REGEDIT4|Windows Registry Editor Version 5\.00|! REG\.EXE VERSION [\d.]+)\s*$/i.test(text))
    return { lines: [line] };
  const [, part, rest = ''] = /^\s*(Name|Type|Data):(.*)$/.exec(text) ?? [];
  const isOfSaved = part === 'Data' && saved?.line === line - 2;
  const value = isOfSaved ? savedValue(saved?.name ?? '', rest) : valueRow(text, underKey);
  return {
    ...(value && { value, lines: isOfSaved ? [line - 2, line - 1, line] : [line] }),
    ...(part === 'Name' && { saved: { name: rest.trim(), line } }),
  };
}

interface NamedValue {
  name: string;
  value: number;
}

function savedValue(name: string, data: string): NamedValue | undefined {
  const value = dwordOf(data);
  return name && value !== undefined ? { name, value } : undefined;
}

/** `[HKEY_…]`, a bare key as `reg query` prints it, `Key Name: …`, or `Listing of […]` of the NT 4 resource kit. */
function keyLine(lines: readonly string[], index: number): { key: string; lines: number[] } | undefined {
  const text = (lines[index] ?? '').trim();
  const next = (lines[index + 1] ?? '').trim();
  // Mail wraps long keys; the export itself never does.
  const wrapped = text.startsWith('[') && !text.endsWith(']') && next.endsWith(']');
  const whole = wrapped ? text + next : text;
  const inner = /^(?:\[|Key Name:|Listing of \[)([^\][]+)\]?$/i.exec(whole)?.[1] ?? whole;
  // regedt32 prints the key without its root; SYSTEM and SOFTWARE stand below one root only.
  const rooted = /^(SYSTEM|SOFTWARE)\\/i.test(inner.trim()) && inner !== whole ? `HKLM\\${inner.trim()}` : inner;
  const key = /^\s*HK/i.test(rooted) ? parseRegistryKey(rooted) : undefined;
  return key === undefined ? undefined : { key, lines: wrapped ? [0, 1] : [0] };
}

function valueRow(text: string, underKey: boolean): NamedValue | undefined {
  const quoted = /^\s*"((?:[^"\\]|\\.)+)"\s?=(.+)$/.exec(text);
  if (quoted !== null) {
    const value = regFileDword(quoted[2] ?? '');
    return value === undefined ? undefined : { name: (quoted[1] ?? '').replace(/\\(.)/g, '$1'), value };
  }
  const [before = '', after] = splitAt(text, 'REG_DWORD');
  if (after === undefined) return underKey || /^\s*max/i.test(text) ? editorRow(text) : undefined;
  const name = before.replace(/(?<![\s:])[\s:]+$/, '').trim();
  if (name === '') return typeFirst(after);
  // A sentence about "a REG_DWORD 5" is no row: rows stand below a key or keep their columns apart.
  if (!underKey && !/(\t|\s\s|:\s?)$/.test(before) && !/^max/i.test(name)) return undefined;
  return savedValue(name.replace(/^"|"$/g, ''), after.replace(/^\s*:/, ''));
}

/** reg.exe of the NT 4 resource kit prints the type first. */
function typeFirst(after: string): NamedValue | undefined {
  const words = after.trim().split(/\s+/);
  const data = words.pop() ?? '';
  return savedValue(words.join(' '), data);
}

/** regedit of NT 4 has no type column: `Max Threads(Private+Public)  0x00000005 (5)`. */
function editorRow(text: string): NamedValue | undefined {
  const at = text.search(/0x[0-9a-f]{8} \(/i);
  return at > 0 ? savedValue(text.slice(0, at).trim(), text.slice(at)) : undefined;
}

function splitAt(text: string, mark: string): [string, string?] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + mark.length)];
}
