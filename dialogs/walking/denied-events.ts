import { clausesOf, saysPhrase } from '../reading/denial.ts';
import { isQuestion } from '../reading/is-question.ts';
import type { Case, Known } from './case.ts';

const LONGEST_TEXT = 200;

/** The events of a case that somebody now says were not there: "we have no 4094, I typed it wrong". */
export function deniedEvents(known: Known, text: string): number[] {
  if (text.length > LONGEST_TEXT || isQuestion(text)) return [];
  const clauses = clausesOf(text);
  return [...new Set(known.events.map((event) => event.eventId))].filter((id) => {
    const said = clauses.map((clause) => saysPhrase(clause, [String(id)]));
    return said.includes('denied') && !said.includes('said');
  });
}

/** The case without these events, and without the codes that only they showed. */
export function withoutEvents(kept: Case, ids: readonly number[]): Case {
  const { known } = kept;
  const gone = known.events.filter((event) => ids.includes(event.eventId));
  const events = known.events.filter((event) => !ids.includes(event.eventId));
  const codesOf = (some: Known['events']) => new Set(some.flatMap((event) => event.codes.map((one) => one.code)));
  const [lost, left] = [codesOf(gone), codesOf(events)];
  const codes = known.codes.filter(({ code }) => !lost.has(code) || left.has(code));
  return { ...kept, known: { ...known, events, codes } };
}
