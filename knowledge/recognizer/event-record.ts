import type { FamilyId } from '../codes/code-families.ts';
import type { Hresult } from '../hresult.ts';

/** A status code found in a paste. */
export interface CodeMention {
  code: Hresult;
  /** the family of the number, where its place tells it: 0x7e beside the word bugcheck is a stop code */
  as?: FamilyId;
  /** `text`: in words; `data`: in the event's binary Data, read little-endian */
  where: 'text' | 'data';
  /** 1-based line of the paste */
  line: number;
  /** the characters it was read from, for "did you mean …?" and for quoting */
  asWritten: string;
}

export type Severity = 'error' | 'warning' | 'information' | 'success audit' | 'failure audit';

/** That an event was there more than once; its own time and lines are those of the first. */
export interface Repeats {
  /** how often altogether, 2 and more */
  times: number;
  /** 1-based line of the paste on which the last of them begins */
  lastLine: number;
  /** dates and times as written, first and last in time where they can be compared, and in the paste otherwise */
  firstTime?: string;
  lastTime?: string;
}

/** One event out of a paste, whatever shape it was pasted in: what every reader returns. */
export interface EventRecord {
  /** the id as Event Viewer shows it, 0 … 65535: high bits are masked off */
  eventId: number;
  /** the event source in its usual spelling, when the paste names one */
  source?: string;
  /** the source as it stood in the paste, only when it was taken for a misspelling of `source` */
  sourceAsWritten?: string;
  severity?: Severity;
  category?: string;
  /** date and time as written; formats are too many to trust, so it is never computed with */
  time?: string;
  computer?: string;
  /** the message or the insertion strings, white space folded; '' when there is none */
  description: string;
  codes: CodeMention[];
  /** 1-based lines of the paste that belong to this event */
  at: { line: number; lastLine: number };
  /** which reader read it, e.g. `windows-2000-copy`; for the bench and for bug reports */
  shape: string;
  /** the entries of articles that it is as described by; words of articles, none of the paste */
  marks?: readonly string[];
  /** this record stands for several that say the same */
  repeats?: Repeats;
}
