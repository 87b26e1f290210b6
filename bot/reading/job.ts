import type { Diagnosis } from '../../knowledge/diagnose.ts';
import type { RecognizerResult } from '../../knowledge/recognizer/recognizer-result.ts';
import type { PastedFile } from '../../knowledge/recognizer/utterance.ts';
import type { Worded } from '../channels/read-utterance.ts';

/** What a worker of the pool is asked. Plain data: it crosses to another thread. */
export type Job =
  | { what: 'utterance'; text: string; files: PastedFile[] }
  | { what: 'diagnosis'; text: string }
  | { what: 'words'; words: Worded };

/** A job as the worker gets it; into `thread` it writes its thread id when it begins, so that its CPU time can be counted. */
export type Task = Job & { thread: Int32Array<SharedArrayBuffer> };

/** What a worker found in an utterance; small, whatever was in it. */
export interface UtteranceRead {
  is: 'utterance';
  /** without the intent, which is asked where the classifier is trained */
  result: Omit<RecognizerResult, 'intent'>;
  /** names of files in which nothing can be read */
  unreadable: string[];
}

/** A diagnosis as the text that answers the request. */
export interface DiagnosisMade {
  is: 'diagnosis';
  verdict: Diagnosis['verdict'];
  json: string;
}

/** The words of an activity as plain text. */
export interface WordsRead {
  is: 'words';
  text: string;
}

export type JobDone = UtteranceRead | DiagnosisMade | WordsRead;
