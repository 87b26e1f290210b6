import { CAPS } from '../../knowledge/recognizer/paste/caps.ts';
import type { Known } from '../walking/case.ts';
import { clausesOf, saysPhrase } from './denial.ts';
import { isQuestion } from './is-question.ts';

/** The events of a case that somebody now says were not there: "we have no 4094, I typed it wrong". */
export function deniedEvents(known: Known, text: string): number[] {
  if (text.length > CAPS.request || isQuestion(text)) return [];
  const clauses = clausesOf(text);
  return [...new Set(known.events.map((event) => event.eventId))].filter((id) => {
    const said = clauses.map((clause) => saysPhrase(clause, [String(id)]));
    return said.includes('denied') && !said.includes('said');
  });
}

/** It was there, and has stayed away. */
export const SINCE = /\b(?:since|any ?more|any longer|no more|no longer|now|back|today|again)\b/i;
/** It never was there. */
export const SLIP = /\b(?:typed|typo|mistake|mistyped|misread|wrong|never had|was never|were never)\b/i;
