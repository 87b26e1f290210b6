import { type Heard, type Saying, saying } from '../reading/sayings.ts';
import { phrases, text } from '../saying/phrases.ts';
import type { At, Moved } from './at.ts';
import type { Known } from './case.ts';
import { withoutEvents } from './denied-events.ts';
import { answered } from './moved.ts';
import { joinKnown } from './take-evidence.ts';
import { goTo, keepsTo } from './walk-article.ts';

/** Adds the facts of a second paste of the same failure. When they point elsewhere, that is shown next. */
export function joinPaste(at: At, more: Known): At {
  return otherCause(at.with({ ...at.case, known: joinKnown(at.case.known, more, at.knowledge.index) }));
}

/** The place "your answers point elsewhere", when they do and nobody has said to stay; else where it stood. */
function otherCause(at: At): At {
  const elsewhere = at.open?.plan.screens.find((screen) => screen.kind === 'other-cause');
  return !elsewhere || keepsTo(at.case, elsewhere) ? at : goTo(at, elsewhere.id);
}

/** "We have no 4094, I typed it wrong": the events are taken out, and what is left is looked at again. */
export function withdrawn(at: At, heard: Heard): Moved {
  const events = saying(heard, 'denied')?.events ?? [];
  const left = at.with(withoutEvents(at.case, events));
  const lead = [text(phrases.takenOut(events))];
  if (at.open?.screen.kind !== 'diagnosis') return { at: otherCause(left), lead };
  const { cursor: _gone, ...chosenAgain } = left.case;
  return { at: at.with(chosenAgain), lead };
}

/** The case with what was told unasked about the server, and the sentences about it. */
export function factsNoted(at: At, heard: Heard): Moved {
  const all: Extract<Saying, { is: 'facts' }>['told'] = saying(heard, 'facts')?.told ?? [];
  const before = at.case.known.answers;
  // What the screen has taken as its answer is not told a second time.
  const told = all.filter(({ question, option }) => before[question.id] !== option.id);
  const lead = told.map(({ question, option }) => {
    const other = question.options.find((one) => one.id === before[question.id]);
    return text(other ? phrases.answerChanged(other.label, option.label) : phrases.answerNoted(option.label));
  });
  const noted = told.reduce((done, { question, option }) => answered(done, question.id, option.id), at);
  // The steps are others now, so what was agreed to is no longer what would be done.
  const { agreement: _agreement, ...asNew } = noted.case;
  const changed = told.some(({ question }) => question.id in before);
  return { at: atOtherVersion(changed ? noted.with(asNew) : noted), lead };
}

/** Where the version that was told is another article's, that is shown next. */
function atOtherVersion(at: At): At {
  const screens = at.open?.plan.screens ?? [];
  return screens.some((screen) => screen.id === 'other-version') ? goTo(at, 'other-version') : at;
}
