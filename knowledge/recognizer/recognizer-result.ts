import type { CodeMention, EventRecord } from './event-record.ts';

/** A reading of a configured number: what a registry export, `reg query`, a screen or a log says. */
export interface SettingReading {
  /** the value name or screen label as written, e.g. `Max Threads(Private+Public)` or `# of directory buffers` */
  name: string;
  /** the registry key, when the paste shows it */
  key?: string;
  value: number | 'absent';
  /** what it was before, when the paste says so */
  previous?: number;
  /** `registry`, or the name of a log or screen in a vocabulary */
  from: string;
  /** it tells what was set then, and not what is set now */
  past?: true;
  line: number;
}

/** Numbers that were read, and the 1-based lines they were read from. */
export interface SettingsRead {
  readings: SettingReading[];
  lines: number[];
}

/** Something that reads like a typing or scanning error; it is offered as a question, never corrected silently. */
export interface Guess {
  kind: 'code' | 'source' | 'event';
  asWritten: string;
  /** what it probably means: `0x8004011d`, `MSExchangeIMC`, `Event ID: 4094` */
  means: string;
  line: number;
}

export interface ScoredIntent {
  name: string;
  /** 0 … 1 */
  score: number;
}

/** What became of a binary event log, in records. */
export interface LogRead {
  /** name of the file */
  name: string;
  read: number;
  /** how many events these are when those that say the same are told once */
  kinds: number;
  /** that are there, or were when the log was whole, and cannot be read */
  damaged: number;
  /** that there was no time for; all are older than those that were read */
  late: number;
}

/**
 * Why a file of an archive was not read: `encrypted`; `archive`: it is one itself; `large`: there was no room to unpack it; `many`: there are
 * more than are read; `long`: its text was cut; `method`: packed in a way that is not known; `damaged`.
 */
export type LeftOut = 'encrypted' | 'archive' | 'large' | 'many' | 'long' | 'method' | 'damaged';

/** What became of an archive, in files. */
export interface ArchiveRead {
  /** name of the archive */
  name: string;
  read: number;
  /** what was left out, by reason, with the name of the first such file ('' for the archive itself) and how many they are */
  left: { why: LeftOut; first: string; count: number }[];
}

/** A line, or words, that an article looks for and the message has. */
export interface Sign {
  /** the name of the entry: words of the article, none of the message */
  mark: string;
  line: number;
}

/** Everything that was recognised in one utterance. Exact entities and the fuzzy intent stand side by side. */
export interface RecognizerResult {
  /** lines of the utterance, blank ones included */
  lines: number;
  /** lines at the end that were not read, since there are too many; the reply says so */
  cutLines?: number;
  /** in the order of the paste, equal ones told once */
  events: EventRecord[];
  /** every code, those inside events included, in the order of the paste, where it stands first in text and in data */
  codes: CodeMention[];
  guesses: Guess[];
  readings: SettingReading[];
  /** names of files that count as evidence, e.g. 3XDW6BQJ, in order, repeats kept */
  files: { name: string; line: number }[];
  /** the sources that are named, of those that people name in words of their own: by an event, by the name, or in words */
  named: string[];
  /** versions of products named in words or by build: `5.5`, `2000` …, without repeats */
  versions: string[];
  /** numbers that may be event ids but stand without any context */
  bareNumbers: { value: number; line: number }[];
  /** 1-based numbers of non-blank lines that nothing was read from */
  unusedLines: number[];
  /** what stands beside the events, where a library of imported articles is there to look it up */
  told?: string;
  /** what articles look for in the message, once somebody has looked */
  signs?: Sign[];
  /** the binary logs among the files */
  logs?: LogRead[];
  /** the archives among the files */
  archives?: ArchiveRead[];
  /** undefined for a paste: an intent is asked only of a short utterance */
  intent?: ScoredIntent;
  /** further requests in the same utterance, in their order */
  alsoMeans?: string[];
  /** examples of what it may mean, when it is understood as nothing for certain; the likeliest first, at most 2 */
  mayMean?: string[];
}
