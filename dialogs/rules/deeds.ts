import { type Heard, optionOf } from '../reading/sayings.ts';
import { phrases } from '../saying/phrases.ts';
import type { At } from '../walking/at.ts';
import { answered } from '../walking/moved.ts';
import { show } from './outcome.ts';
import type { Outcome } from './rule.ts';

/** The case with the answer to the question that is asked here. */
export function optionNoted(at: At, heard: Heard): At {
  const question = at.knowledge.questions.get(at.case.asked ?? '');
  const option = question && optionOf(heard, question);
  return option === undefined ? at : answered(at, question?.id ?? '', option);
}

/** The case at the form, also where its answer has ended the article. */
export function atForm(at: At): At {
  const { cursor } = at.case;
  return cursor ? at.with({ ...at.case, cursor: { ...cursor, screen: 'form' } }) : at;
}

/** The agreement is taken back, as it can be as long as steps are shown; then the warning stands there again. */
export function refuse(at: At): Outcome {
  const { agreement: _taken, ...without } = at.case;
  return show(at.with(without), at.case.change?.made ? phrases.refusedMade : phrases.refused);
}
