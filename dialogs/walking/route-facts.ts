import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import { type Heard, type Saying, saying } from '../reading/sayings.ts';
import { phrases, text } from '../saying/phrases.ts';
import type { Case } from './case.ts';
import { withoutEvents } from './denied-events.ts';
import { answered } from './moved.ts';
import { here, type Route } from './route.ts';
import type { OpenArticle } from './screen.ts';
import { otherCause } from './take-paste.ts';
import { goTo, openArticle } from './walk-article.ts';

/** At the steps and at the end "no 4094" is how it goes, unless it is said to be a slip; so is what is not there any more. */
function isNews(open: OpenArticle | undefined, { since, slip }: Extract<Saying, { is: 'denied' }>): boolean {
  const walks = open?.screen.kind === 'step' || open?.screen.kind === 'ending';
  return since || (walks && !slip);
}

/** "We have no 4094, I typed it wrong": the event is taken out, and what is left is looked at again. */
export function withdrawn(
  knowledge: Knowledge,
  kept: Case,
  open: OpenArticle | undefined,
  heard: Heard,
): Route | undefined {
  const denied = saying(heard, 'denied');
  if (!denied || heard.result.events.length > 0 || isNews(open, denied)) return undefined;
  const gone = denied.events;
  const left = withoutEvents(kept, gone);
  const lead = [text(phrases.takenOut(gone))];
  if (open?.screen.kind !== 'diagnosis') return here(otherCause(knowledge, left), lead);
  const { cursor: _gone, ...chosenAgain } = left;
  return here(chosenAgain, lead);
}

/** The case with what was told unasked about the server, and the sentences about it. */
export function withToldAnswers(
  knowledge: Knowledge,
  kept: Case,
  heard: Heard,
): Extract<Route, { to: 'article' | 'choose' }> | undefined {
  if (heard.answer.exact) return undefined;
  const told = saying(heard, 'facts')?.told ?? [];
  if (told.length === 0) return undefined;
  const lead = told.map(({ question, option }) => {
    const before = question.options.find((one) => one.id === kept.known.answers[question.id]);
    return text(before ? phrases.answerChanged(before.label, option.label) : phrases.answerNoted(option.label));
  });
  const noted = told.reduce((done, { question, option }) => answered(done, question.id, option.id), kept);
  // The steps are others now, so what was agreed to is no longer what would be done.
  const { agreement: _agreement, ...asNew } = noted;
  const changed = told.some(({ question }) => question.id in kept.known.answers);
  const elsewhere = atOtherVersion(knowledge, changed ? asNew : noted);
  return { to: elsewhere.cursor ? 'article' : 'choose', kept: elsewhere, lead, heard: true };
}

/** Where the version that was told is another article's, that is shown next. */
function atOtherVersion(knowledge: Knowledge, kept: Case): Case {
  const screens = openArticle(knowledge, kept)?.plan.screens ?? [];
  return screens.some((screen) => screen.id === 'other-version') ? goTo(knowledge, kept, 'other-version') : kept;
}
