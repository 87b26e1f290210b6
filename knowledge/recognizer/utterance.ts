import { CAPS } from './paste/caps.ts';

/** A button of an earlier reply that somebody pressed. The fields are a stranger's: they are compared, never trusted. */
export interface PressedButton {
  /** case the button was drawn for */
  caseId: string;
  /** number of the turn that drew it; a button of an earlier turn no longer acts */
  turn: number;
  /** what pressing it says, as if typed */
  say: string;
  /** what was filled into the form of its card, by the ids of the fields */
  filled?: Record<string, string>;
}

/** A file that came with a message. Text is already decoded; bytes are given for binary formats only. */
export interface PastedFile {
  name: string;
  text?: string;
  bytes?: Uint8Array;
}

/** What somebody said in one turn: plain text with its line breaks, cut to {@link MAX_UTTERANCE_LENGTH}. */
export interface Utterance {
  text: string;
  /** characters that were cut off, 0 as a rule; the reply says so when it is not */
  cut: number;
  pressed?: PressedButton;
  files: PastedFile[];
  /** images or other things that cannot be read; the reply says so */
  unreadable: string[];
  /** files that came as an address which is not asked, or did not answer; the reply says so */
  elsewhere?: string[];
  /** files that are larger than any that is read; the reply says so */
  tooLarge?: string[];
}

/** What counts as said: the words of a pressed button, else the text. */
export const saidIn = (utterance: Pick<Utterance, 'pressed' | 'text'>): string =>
  utterance.pressed?.say ?? utterance.text;

/** Longest text that one turn reads, in UTF-16 code units. */
export const MAX_UTTERANCE_LENGTH = CAPS.utterance;

/** Everything in words: the text and the files below it, each cut to {@link MAX_UTTERANCE_LENGTH}; lines are counted in this. */
export function textIn({ text, files }: Pick<Utterance, 'files' | 'text'>): string {
  const said = text.slice(0, MAX_UTTERANCE_LENGTH);
  const told = files.flatMap((file) => file.text?.slice(0, MAX_UTTERANCE_LENGTH) ?? []);
  return (said.trim() === '' && told.length > 0 ? told : [said, ...told]).join('\n');
}

/** An utterance of nothing but text, as tests and the command line make it. */
export function plainUtterance(text: string): Utterance {
  const kept = text.slice(0, MAX_UTTERANCE_LENGTH);
  return { text: kept, cut: text.length - kept.length, files: [], unreadable: [] };
}
