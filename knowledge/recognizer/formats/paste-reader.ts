import type { EventRecord } from '../event-record.ts';

/** An event as a reader finds it; the codes in it and the spelling of its source are settled afterwards, in one place. */
export type FoundEvent = Omit<EventRecord, 'codes' | 'sourceAsWritten'> & {
  /** lines of the Data block as written, when the shape has one */
  data?: { line: number; text: string }[];
  /** where others share its lines: its own text, in which its codes stand */
  within?: string;
};

/**
 * Reads one paste format, or all of a kind.
 * @param lines the normalised paste, never changed; lines that an earlier reader has claimed are empty strings
 * @returns the events of this format, in order; their `at` ranges do not overlap. Never throws; linear in the text.
 */
export type PasteReader = (lines: readonly string[]) => FoundEvent[];

/** A reader and what at least one line must have for it to find anything: most pastes need few readers. */
export interface SignedReader {
  read: PasteReader;
  sign?: RegExp;
}

/** The lines, those of the events empty, as the next reader sees them. */
export function withoutLines(lines: readonly string[], events: readonly FoundEvent[]): readonly string[] {
  if (events.length === 0) return lines;
  const rest = [...lines];
  for (const { at } of events) rest.fill('', at.line - 1, at.lastLine);
  return rest;
}
