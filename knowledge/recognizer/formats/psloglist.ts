import type { EventFields } from './event-fields.ts';
import { eventOf } from './event-fields.ts';
import type { FoundEvent, PasteReader } from './paste-reader.ts';

/** Reads psloglist of Sysinternals: `[5123] MSExchangeIMC`, then indented fields, then the text. */
export const readPsloglist: PasteReader = (lines) => {
  const heads = lines.flatMap((line, index) => {
    const source = /^\s*\[\d{1,10}\] (\S.{0,63})$/.exec(line)?.[1];
    return source === undefined ? [] : [{ index, source }];
  });
  return heads.flatMap(({ index, source }, at) => blockAt(lines, index, source, heads[at + 1]?.index) ?? []);
};

const FIELD_OF: Record<string, keyof EventFields> = { Type: 'severity', Computer: 'computer', Time: 'time', ID: 'id' };

function blockAt(
  lines: readonly string[],
  from: number,
  source: string,
  next: number | undefined,
): FoundEvent | undefined {
  const fields: EventFields = { id: '', source };
  let last = from + 1;
  for (; last < from + 9; last += 1) {
    const line = lines[last] ?? '';
    const timeAndId = /^\s*Time:\s*(\S.{0,40}?)[ \t]ID:\s*(\d{1,10})\s*$/.exec(line.slice(0, 120));
    // The two stand in one line, but a paste that was normalised has them in two.
    const one = /^\s*(Type|Computer|User|Time|ID):\s*(\S.*)$/.exec(line);
    if (one === null) break;
    if (timeAndId !== null) Object.assign(fields, { time: timeAndId[1], id: timeAndId[2] });
    else Object.assign(fields, { [FIELD_OF[one[1] ?? ''] ?? 'user']: (one[2] ?? '').trim() });
  }
  const end = Math.min(next ?? lines.length, last + 60);
  const text: string[] = [];
  while (last < end && (lines[last] ?? '').trim() !== '') text.push(lines[last++] ?? '');
  return eventOf({ ...fields, description: text.join(' ') }, { line: from + 1, lastLine: last }, 'psloglist');
}
