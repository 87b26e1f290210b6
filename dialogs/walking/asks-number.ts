import type { OpenArticle } from './screen.ts';

const NUMBER_TASKS: ReadonlySet<string> = new Set(['note', 'change', 'verify']);

/** Whether a number would answer what is shown. */
export function asksNumber(open: OpenArticle | undefined): boolean {
  if (open?.screen.kind === 'step') return NUMBER_TASKS.has(open.screen.task);
  return open?.screen.kind === 'value' || open?.screen.id === 'not-confirmed';
}
