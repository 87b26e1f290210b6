import { randomUUID } from 'node:crypto';
import { waitOf } from '../../knowledge/article/waiting-time.ts';
import type { At } from './at.ts';
import type { Case } from './case.ts';
import { followUpsLeft } from './walk-article.ts';

const MINUTE = 60_000;
/** The shortest and the longest wait, in milliseconds: data may be kept for no longer than a day. */
export const SHORTEST_WAIT = MINUTE;
export const LONGEST_WAIT = 1440 * MINUTE;
/** How long it takes as a rule until it can be seen whether a fix has helped. */
export const USUAL_WAIT = 60 * MINUTE;

/**
 * How long to wait at this place before there is something to say, in milliseconds: where it is asked whether it helped, and
 * where a follow-up has its time. Undefined elsewhere, and where the chat cannot be written to unasked.
 */
export function waitHere({ open, writesFirst, case: kept }: At): number | undefined {
  if (!open || !writesFirst) return undefined;
  const { screen } = open;
  if (screen.kind === 'step') return screen.asksOutcome ? USUAL_WAIT : offered(screen.after);
  if (screen.id === 'outcome') return USUAL_WAIT;
  if (screen.id !== 'solved') return undefined;
  return followUpsLeft(kept, open)
    .map(({ after }) => offered(after))
    .find((wait) => wait !== undefined);
}

function offered(after: string | undefined): number | undefined {
  const wait = after === undefined ? undefined : waitOf(after);
  return wait !== undefined && wait >= SHORTEST_WAIT && wait <= LONGEST_WAIT ? wait : undefined;
}

/** The case with a reminder that comes after so many milliseconds; it takes the place of one before. */
export function reminded(at: At, wait: number): At {
  const due = new Date(at.now.getTime() + wait).toISOString();
  return at.with({ ...at.case, reminder: { id: randomUUID(), due } });
}

export function withoutReminder(kept: Case): Case {
  const { reminder: _gone, ...rest } = kept;
  return rest;
}

/** The case after a turn: a reminder is of the place where it was set, so whoever has moved on has no use for it. */
export function keepingReminder(before: Case, after: Case): Case {
  const { reminder, cursor } = after;
  if (reminder === undefined || reminder.id !== before.reminder?.id) return after;
  const stands = cursor?.articleId === before.cursor?.articleId && cursor?.screen === before.cursor?.screen;
  return stands && after.caseId === before.caseId ? after : withoutReminder(after);
}
