import { text } from '../saying/phrases.ts';
import type { At, Moved } from './at.ts';

/** The case moves nowhere; only this is said. */
export const stays = (at: At, ...say: string[]): Moved => ({ at, lead: say.map(text) });

/** Something was done, and this is said before what comes next. */
export const moves = (at: At, ...say: string[]): Moved => ({ at, lead: say.map(text) });

/** Notes an answer to a question. */
export function answered(at: At, question: string, option: string): At {
  const { known } = at.case;
  return at.with({ ...at.case, known: { ...known, answers: { ...known.answers, [question]: option } } });
}
