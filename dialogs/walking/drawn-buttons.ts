import type { PressedButton } from '../../knowledge/recognizer/utterance.ts';
import type { Reply } from '../saying/reply.ts';
import type { At } from './at.ts';
import type { Case } from './case.ts';
import { fieldsHere } from './form.ts';

/** The case with the buttons of its newest reply noted. */
export function withDrawn(kept: Case, { choices }: Pick<Reply, 'choices'>): Case {
  return { ...kept, drawn: choices.map(({ say }) => say) };
}

/**
 * Whether a pressed button is one of the last reply. What it says comes back from a stranger's client, so words that were
 * not offered in that turn are nobody's answer.
 * @param kept the case with its turn counted up for the press
 */
export function isDrawn({ caseId, turn, drawn = [] }: Case, pressed: PressedButton): boolean {
  // A button of the last reply carries one less than the present turn.
  return pressed.caseId === caseId && pressed.turn === turn - 1 && drawn.includes(pressed.say);
}

/**
 * Whether an earlier form of this case was sent while its questions are still the ones that are asked: something was only
 * asked in between, and its answers are answers like any that are typed.
 */
export function isFormStillAsked(at: At, { caseId, turn, filled }: PressedButton): boolean {
  const asked = new Set(fieldsHere(at).map(({ id }) => id));
  const told = Object.keys(filled ?? {});
  return caseId === at.case.caseId && turn < at.case.turn && told.length > 0 && told.every((id) => asked.has(id));
}
