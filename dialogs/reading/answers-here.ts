import type { At } from '../walking/at.ts';
import { asksNumber, fieldsHere } from '../walking/form.ts';
import { asksOutcome } from '../walking/screen.ts';
import type { Heading } from './sayings.ts';

const PUTS_RIGHT = ['number:old', 'absent'] as const;
const NUMBER = ['name', 'number:now', 'number:old', 'absent', 'base'] as const;

/** Whether somebody tells how a step went, or how it turned out, where that is asked. */
const tellsHow = (open: NonNullable<At['open']>, any: (...headings: readonly Heading[]) => boolean): boolean =>
  (open.screen.kind === 'step' && any('changed-already', 'deed')) ||
  (asksOutcome(open) && any('outcome:solved', 'outcome:not-solved'));

/** Whether the words answer what the screen asks. Then a classifier's guess at another meaning does not count. */
export function answersHere(at: At, said: ReadonlySet<Heading>): boolean {
  const { open, case: kept, knowledge } = at;
  const any = (...headings: readonly Heading[]) => headings.some((heading) => said.has(heading));
  if (kept.pending || any('question', 'exact', 'consent')) return false;
  if (fieldsHere(at).length > 0 && any('option', 'several')) return true;
  if (!open && knowledge.questions.has(kept.asked ?? '')) return any('option');
  if (open && kept.change && any('names-old') && any(...PUTS_RIGHT)) return true;
  if (open && tellsHow(open, any)) return true;
  if (open?.screen.id === 'outcome') return false;
  return any('number:told') || (asksNumber(at) && any(...NUMBER));
}
