import { asksNumber } from '../walking/asks-number.ts';
import type { At } from '../walking/at.ts';
import type { Heading } from './sayings.ts';

const PUTS_RIGHT = ['number:old', 'absent'] as const;
const NUMBER = ['name', 'number:now', 'number:old', 'absent'] as const;

/** Whether the words answer what the screen asks. Then a classifier's guess at another meaning does not count. */
export function answersHere({ open, case: kept, knowledge }: At, said: ReadonlySet<Heading>): boolean {
  const any = (...headings: readonly Heading[]) => headings.some((heading) => said.has(heading));
  if (kept.pending || any('question', 'exact', 'consent')) return false;
  if (open ? open.screen.kind === 'question' : knowledge.questions.has(kept.asked ?? '')) return any('option');
  if (open && kept.change && any('names-old') && any(...PUTS_RIGHT)) return true;
  if (open?.screen.kind === 'step' && any('changed-already', 'deed')) return true;
  if (open?.screen.id === 'outcome') return any('outcome:solved', 'outcome:not-solved');
  return any('number:told') || (asksNumber(open) && any(...NUMBER));
}
