import { parseRegistryKey } from '../../registry-path.ts';
import { words } from '../../vocabulary/words.ts';
import { CAPS } from '../paste/caps.ts';
import { onceButForTime } from '../paste/once.ts';
import type { SettingReading, SettingsRead } from '../recognizer-result.ts';

/** How far above its error message the command may stand: reg.exe 3.0 prints a banner between two blank lines. */
const COMMAND_ABOVE = 6;

const REG_SAYS_MISSING = /unable to find the specified registry|n.a pas trouv. la cl|no ha podido encontrar la clave/i;
const REG_SAYS_MISSING_IN_GERMAN = [/registrierungsschl.{1,2}ssel/i, /nicht/i];
const SAYS_MISSING =
  /\b(?:not found|cannot be found|could not be found|not present|does not exist|doesn['’]t exist|not there|is absent|is missing)\b/i;

const regSaysMissing = (text: string) =>
  REG_SAYS_MISSING.test(text) || REG_SAYS_MISSING_IN_GERMAN.every((part) => part.test(text));
const saysMissing = onceButForTime((line) => SAYS_MISSING.test(line) || regSaysMissing(line));

/** Reads that a value does not exist: the answer of reg.exe to a query that names it, or the name beside "not found". */
export function readMissingValues(lines: readonly string[]): SettingsRead {
  const readings: SettingReading[] = [];
  const used: number[] = [];
  lines.forEach((text, index) => {
    const line = index + 1;
    if (text.length > CAPS.header || !saysMissing(text)) return;
    const named = SAYS_MISSING.test(text) ? words().settings.named.exec(text)?.[0] : undefined;
    if (named !== undefined) {
      readings.push({ name: named, value: 'absent', from: 'registry', line });
      used.push(line);
    } else if (regSaysMissing(text)) {
      const query = queryAbove(lines, index);
      if (query === undefined) return;
      readings.push({
        name: query.name,
        ...(query.key && { key: query.key }),
        value: 'absent',
        from: 'registry',
        line,
      });
      used.push(query.line, line);
    }
  });
  return { readings, lines: used };
}

function queryAbove(lines: readonly string[], index: number): { name: string; key?: string; line: number } | undefined {
  for (let above = index; above >= 0 && above >= index - COMMAND_ABOVE; above -= 1) {
    const text = (lines[above] ?? '').slice(0, CAPS.header);
    const command = /\breg(?:\.exe)? query /i.exec(text);
    if (command === null) continue;
    const query = text.slice(command.index + command[0].length);
    const path = /^(?:"([^"]+)"|(\S+))/.exec(query);
    const whole = path?.[1] ?? path?.[2] ?? '';
    const asked = /\/v (?:"([^"]+)"|(\S+))/i.exec(query);
    // reg.exe of the NT 4 resource kit takes the value as the last part of the path (KB Q187515).
    const cut = asked === null ? whole.lastIndexOf('\\') : whole.length;
    const name = asked?.[1] ?? asked?.[2] ?? whole.slice(cut + 1);
    const key = parseRegistryKey(whole.slice(0, cut));
    return name === '' ? undefined : { name, ...(key && { key }), line: above + 1 };
  }
  return undefined;
}
