import type { At } from './at.ts';
import { type AsideCase, type Case, newCase } from './case.ts';

/** Cases kept beside the open one; the oldest without a change goes first. */
const MOST_CASES = 5;

const holdsSomething = ({ known, cursor, change, carriedOut }: Case): boolean =>
  cursor !== undefined ||
  change?.made === true ||
  carriedOut !== undefined ||
  known.events.length + known.codes.length > 0;

/** The case without what belongs to the conversation and not to it. */
function alone({
  others: _others,
  drawn: _d,
  offered: _o,
  between: _b,
  pending: _p,
  reminder: _r,
  ...one
}: Case): AsideCase {
  return one;
}

/** What is kept of the open case and those beside it. */
function besides(kept: Case): AsideCase[] {
  const all = [...(kept.others ?? []), ...(holdsSomething(kept) ? [alone(kept)] : [])];
  while (all.length > MOST_CASES) {
    const oldest = all.findIndex(({ change, carriedOut }) => change?.made !== true && carriedOut === undefined);
    all.splice(Math.max(0, oldest), 1);
  }
  return all;
}

/** A new case; the open one is kept beside it. The turn count goes on, so that no button of the old one can pass for one of the new. */
export function openBeside(at: At, known = newCase(at.now).known): At {
  const others = besides(at.case);
  return at.with({ ...newCase(at.now), turn: at.case.turn, known, ...(others.length > 0 && { others }) });
}

/** Opens a case that was kept beside; the open one takes its place there. */
export function backTo(at: At, wanted: AsideCase): At {
  const others = besides(at.case).filter(({ caseId }) => caseId !== wanted.caseId);
  // What was agreed to there is asked for again: a step that can break something is not come upon by surprise.
  const { agreement: _before, ...back } = wanted;
  return at.with({ ...back, turn: at.case.turn, ...(others.length > 0 && { others }) });
}

/** The case beside in which a change was made, the newest. */
export const changedBeside = ({ case: { others = [] } }: At): AsideCase | undefined =>
  others.findLast(({ change, carriedOut }) => change?.made === true || carriedOut !== undefined);
