import type { RecognizerResult } from '../../../knowledge/recognizer/recognizer-result.ts';
import type { At } from '../at.ts';

/** While an article is open a number beside a word is an answer, unless it is called an event. */
const NAMES_EVENT = /\bevents?\b/i;

/**
 * What was recognised, with what only the library of imported articles can read, and with the words beside it: a sentence beside
 * a paste tells its articles apart. Only where events are told; anything else is no paste.
 */
export function withLibrary(
  { knowledge: { shelf }, open }: At,
  text: string,
  result: RecognizerResult,
): RecognizerResult {
  if (!shelf) return result;
  const isFree = !open || open.screen.kind === 'ending' || NAMES_EVENT.test(text);
  const read = isFree ? shelf.read(text, result) : result;
  const told = read.events.length > 0 ? shelf.told(text, read) : '';
  return told === '' ? read : { ...read, told };
}
