import { knownCode } from '../../codes/known-codes.ts';
import { type Hresult, toHresult } from '../../hresult.ts';
import type { CodeMention } from '../event-record.ts';
import { CAPS } from '../paste/caps.ts';
import { onceForEqual } from '../paste/once.ts';

/**
 * The codes in an event's Data, bytes or words, read little-endian as Windows stores them: `67 06 14 00 15 01 04 80`
 * holds 0x80040115 in its second word.
 * @param rows rows of the Data box as written, or one run of hex digits as Event XML has it
 */
export function codesInData(rows: readonly { line: number; text: string }[]): CodeMention[] {
  return rows.flatMap(({ line, text }) =>
    codesOfRow(text).map((code): CodeMention => ({ code, where: 'data', line, asWritten: text.slice(0, 60) })),
  );
}

const codesOfRow = onceForEqual((row): readonly Hresult[] => words(row).flatMap((word) => codeOf(word) ?? []));

function words(row: string): number[] {
  const text = row.replace(/^\s*[0-9a-f]{4,8}:/i, '').trim();
  const run = /^[0-9a-f]{8,}$/i.exec(text.slice(0, CAPS.header))?.[0];
  if (run !== undefined && run.length > 8) return fromBytes(run.match(/../g) ?? []);
  const cells = text.split(/\s+/);
  const isWords = /^[0-9a-f]{8}$/i.test(cells[0] ?? '');
  const kind = isWords ? /^[0-9a-f]{8}$/i : /^[0-9a-f]{2}$/i;
  // The printed letters behind the bytes are no bytes: the first cell that is none ends the row.
  const end = cells.findIndex((cell) => !kind.test(cell));
  const own = cells.slice(0, Math.min(end < 0 ? cells.length : end, isWords ? 8 : 16));
  return isWords ? own.map((cell) => Number.parseInt(cell, 16)) : fromBytes(own);
}

function fromBytes(bytes: readonly string[]): number[] {
  const found: number[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    found.push(
      Number.parseInt(
        bytes
          .slice(at, at + 4)
          .toReversed()
          .join(''),
        16,
      ),
    );
  }
  return found;
}

/** Other words of the Data (places in the program, sizes) look like anything, so only known and usual failures count. */
function codeOf(word: number): Hresult | undefined {
  const code = toHresult(word);
  if (code === undefined || code < 0x8000_0000) return undefined;
  return knownCode(code) !== undefined || [0x8004, 0x8007].includes(code >>> 16) ? code : undefined;
}
