import { recognizeUtterance } from '../../knowledge/recognizer/recognize.ts';
import type { RecognizerResult } from '../../knowledge/recognizer/recognizer-result.ts';
import { saidIn, type Utterance } from '../../knowledge/recognizer/utterance.ts';
import type { Vocabulary } from '../../knowledge/vocabulary/vocabulary-file.ts';
import { speaking } from '../../knowledge/vocabulary/words.ts';

/**
 * Why something was not read. `busy`: too much waits already; `late`: it took longer than anything may; `large`: it needed
 * more memory than anything may.
 */
export type Unread = 'busy' | 'late' | 'large';

/** What was said with everything that was recognised in it; or why it was not read. */
export type Read = { is: 'read'; utterance: Utterance; result: RecognizerResult } | { is: 'unread'; why: Unread };

/** A longer text is read by the pool, and so is every file: in UTF-16 code units. */
export const LONGEST_READ_HERE = 16 * 1024;

/** Whether reading this takes no time that anybody else would notice. */
export function isSmall(utterance: Utterance): boolean {
  return utterance.files.length === 0 && saidIn(utterance).length <= LONGEST_READ_HERE;
}

/** Reads an utterance at once, in this thread, with the words of a vocabulary. Never throws. */
export function readHere(utterance: Utterance, vocabulary?: Vocabulary): Read {
  const said = { ...utterance, text: saidIn(utterance) };
  return { is: 'read', utterance, result: speaking(vocabulary, () => recognizeUtterance(said)) };
}
