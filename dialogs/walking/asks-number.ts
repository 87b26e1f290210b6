import { VALUE_QUESTION } from '../../knowledge/question.ts';
import type { At } from './at.ts';
import { fieldsHere } from './form.ts';

const NUMBER_TASKS: ReadonlySet<string> = new Set(['note', 'change', 'verify']);

/** Whether a number would answer what is shown. */
export function asksNumber(at: At): boolean {
  const { open } = at;
  if (open?.screen.kind === 'step') return NUMBER_TASKS.has(open.screen.task);
  return open?.screen.id === 'not-confirmed' || fieldsHere(at).some(({ id }) => id === VALUE_QUESTION);
}
