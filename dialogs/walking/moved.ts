import { text } from '../saying/phrases.ts';
import type { Block } from '../saying/reply.ts';
import type { Case } from './case.ts';

/** What an answer did: the case as it stands now, and what has to be said before the next screen. */
export interface Moved {
  kept: Case;
  lead: Block[];
}

/** Words that lead one screen on wherever nothing particular is asked. */
export const MOVES_ON: ReadonlySet<string> = new Set(['next', 'done', 'yes']);

export const stays = (kept: Case, ...say: string[]): Moved => ({ kept, lead: say.map(text) });

/** Notes an answer to a question. */
export function answered(kept: Case, question: string, option: string): Case {
  return { ...kept, known: { ...kept.known, answers: { ...kept.known.answers, [question]: option } } };
}
