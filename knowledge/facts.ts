import type { Hresult } from './hresult.ts';
import type { Repeats } from './recognizer/event-record.ts';

/** What is known about one failure, as far as matching needs it. A stored case and a fresh paste both have this shape. */
export interface Facts {
  events: readonly {
    eventId: number;
    source?: string | undefined;
    /** what the event says, as far as it is known */
    text?: string | undefined;
    codes: readonly { code: Hresult | number; where: 'text' | 'data'; line: number }[];
    line: number;
    time?: string | undefined;
    severity?: string | undefined;
    /** the entries of articles that it is as described by */
    marks?: readonly string[] | undefined;
    /** it stands for several that say the same */
    repeats?: Repeats | undefined;
  }[];
  codes: readonly { code: Hresult | number; where: 'text' | 'data'; line: number }[];
  readings: readonly {
    name: string;
    value: number | 'absent';
    /** `registry`, `said`, or the name of a log or screen */
    from: string;
    /** it tells what was set then */
    past?: true | undefined;
    /** the registry key it stood under, when that was shown */
    key?: string | undefined;
  }[];
  /** lines and words of the message that articles look for */
  signs?: readonly { mark: string; line: number }[] | undefined;
  /** what was said beside the events, where imported articles are looked for */
  told?: string | undefined;
  /** names of files that count as evidence */
  files: readonly string[];
  /** sources that are named somewhere, by an event or in words */
  named?: readonly string[] | undefined;
  /** question id to option id, as far as somebody answered; `unknown` for "I don't know" */
  answers: Readonly<Record<string, string>>;
}
