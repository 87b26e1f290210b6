import type { PressedButton } from '../../knowledge/recognizer/utterance.ts';
import type { Reply } from '../saying/reply.ts';
import type { Case } from './case.ts';

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
