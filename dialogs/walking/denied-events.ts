import type { Case, Known } from './case.ts';

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
