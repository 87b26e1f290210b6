import { phrases } from '../saying/phrases.ts';
import { afterAnswers } from '../walking/after-answers.ts';
import { goTo, leave } from '../walking/walk-article.ts';
import { atForm } from './deeds.ts';
import { missed, show } from './outcome.ts';
import type { Rule } from './rule.ts';

/** How an article ends. */
export const ENDS: readonly Rule[] = [
  {
    id: 'end/return',
    at: 'end',
    on: 'order:return',
    so: 'goes back to the article that led here',
    does: (at) => show(leave(at)),
  },
  {
    id: 'outcome/solved',
    at: 'end/outcome',
    on: ['order:solved!', 'order:yes!', 'order:done!'],
    so: 'notes that it is solved',
    does: (at) => show(goTo(at, 'solved')),
  },
  {
    id: 'outcome/unsolved',
    at: 'end/outcome',
    on: ['order:not-solved!', 'order:no!'],
    so: 'notes that it is not solved',
    does: (at) => show(goTo(at, 'unsolved')),
  },
  {
    id: 'outcome/sounds-solved',
    at: 'end/outcome',
    on: 'outcome:solved',
    unless: 'it is said in the plain words',
    so: 'notes that it is solved',
    does: (at) => show(goTo(at, 'solved')),
  },
  {
    id: 'outcome/sounds-unsolved',
    at: 'end/outcome',
    on: 'outcome:not-solved',
    unless: 'it is said in the plain words',
    so: 'notes that it is not solved',
    does: (at) => show(goTo(at, 'unsolved')),
  },
  {
    id: 'outcome',
    at: 'end/outcome',
    on: 'anything',
    so: 'asks whether it helped',
    quiet: true,
    does: (at) => missed(at, phrases.noQuestionHere),
  },
  {
    id: 'solved/next',
    at: 'end/solved',
    on: 'goes-on',
    if: 'something is left to do later',
    so: 'shows the first follow-up',
    does: (at) => {
      const first = at.open?.plan.screens.find((screen) => screen.kind === 'step' && screen.after !== undefined);
      return show(first ? goTo(at, first.id) : at);
    },
  },
  {
    id: 'not-confirmed/add',
    at: 'end/not-confirmed',
    on: 'order:add-value',
    so: 'notes the decision to add the value, and goes on',
    does: (at) => show(afterAnswers(atForm(at.with({ ...at.case, decided: { ...at.case.decided, addValue: true } })))),
  },
  {
    id: 'end/unsolved',
    at: 'end',
    on: 'order:not-solved',
    if: 'the outcome is sure',
    so: 'notes that it is not solved',
    does: (at) => show(goTo(at, 'unsolved')),
  },
];

/** The last line: it fits everything. */
export const OTHERWISE: readonly Rule[] = [
  {
    id: 'otherwise',
    at: 'anywhere',
    on: 'anything',
    so: 'says that it did not understand',
    quiet: true,
    does: (at) => missed(at, phrases.notUnderstood),
  },
];
