import { reminders } from '../saying/asked/phrases-reminders.ts';
import { newOrSame } from '../saying/choose-reply.ts';
import { welcomeReply } from '../saying/greeting-reply.ts';
import { phrases, text } from '../saying/phrases.ts';
import { asks } from '../saying/phrases-asks.ts';
import type { At } from '../walking/at.ts';
import { openBeside } from '../walking/cases.ts';
import { changeNoted } from '../walking/changes.ts';
import { withoutReminder } from '../walking/reminder.ts';
import { factsNoted, joinPaste, withdrawn } from '../walking/take-facts.ts';
import { enter } from '../walking/walk-article.ts';
import { noted, said, show, showAfter } from './outcome.ts';
import type { Outcome, Rule } from './rule.ts';

const revised = (at: At): { at: At; say: string } => {
  const { cursor, ...rest } = at.case;
  const article = at.knowledge.articles.get(cursor?.articleId ?? '');
  // Its agreement no longer holds, since the revision is part of it.
  if (article) return { at: at.with({ ...enter(at.case, article), parents: [] }), say: phrases.revised(article.id) };
  return { at: at.with({ ...rest, trail: [], parents: [] }), say: phrases.gone(cursor?.articleId ?? '') };
};

const beginsAgain = (at: At): Outcome => {
  const { at: begun, say } = revised(at);
  return show(begun, say);
};

function newCaseOfPaste(at: At): Outcome {
  const change = changeNoted(at.knowledge, at.case);
  // What was done to the machine stays within reach: the case beside is opened for it.
  return show(openBeside(at, at.case.pending), change ? phrases.changeKept(...change) : asks.kept);
}

function withoutPending(at: At): At {
  const { pending: _gone, ...rest } = at.case;
  return at.with(rest);
}

/** What comes before everything that is said: the chat was opened, a button is old, the article has changed. */
export const BEFORE_ALL: readonly Rule[] = [
  {
    id: 'opened/changed',
    at: 'anywhere',
    on: 'opened',
    if: 'the article has changed',
    so: 'says so and begins the article again',
    does: beginsAgain,
  },
  {
    id: 'reminded/changed',
    at: 'anywhere',
    on: 'reminded',
    if: 'the article has changed',
    so: 'says so and begins the article again',
    does: (at) => {
      const { at: begun, say } = revised(at.with(withoutReminder(at.case)));
      return show(begun, reminders.came, say);
    },
  },
  {
    id: 'opened/back',
    at: 'anywhere',
    on: 'opened',
    if: 'a case is open',
    so: 'shows where the case stands',
    does: (at) => show(at, phrases.welcomeBack),
  },
  { id: 'opened', at: 'anywhere', on: 'opened', so: 'welcomes', does: (at) => said(at, welcomeReply()) },
  {
    id: 'stale',
    at: 'anywhere',
    on: 'stale',
    so: 'refuses the button and shows where the case stands',
    does: (at) => show(at, phrases.stale),
  },
  {
    id: 'changed/carries-on',
    at: 'anywhere',
    on: 'anything',
    if: ['the article has changed', 'it is evidence or about the data'],
    so: 'begins the article again, and takes what was said',
    does: (at) => {
      const { at: begun, say } = revised(at);
      return noted(begun, [text(say)]);
    },
  },
  {
    id: 'changed',
    at: 'anywhere',
    on: 'anything',
    if: 'the article has changed',
    so: 'says so and begins the article again',
    does: beginsAgain,
  },
];

/** What is told in words once the case is solved is another failure. */
export const SOLVED: readonly Rule[] = [
  {
    id: 'solved/another',
    at: 'end/solved',
    on: ['sounds', 'names-articles', 'hits'],
    unless: ['it is said in the plain words', 'articles are looked for'],
    so: 'opens a case beside for it',
    does: (at) => noted(openBeside(at), [text(asks.kept)]),
  },
];

/** "The same failure, or a new case?" */
export const WAITING: readonly Rule[] = [
  {
    id: 'waiting/same',
    at: 'waiting',
    on: 'order:same-case',
    so: 'adds the paste to the case',
    does: (at) => show(joinPaste(withoutPending(at), at.case.pending ?? at.case.known)),
  },
  {
    id: 'waiting/new',
    at: 'waiting',
    on: 'order:new-case!',
    so: 'begins a new case with the paste, beside the old one',
    does: newCaseOfPaste,
  },
  {
    id: 'waiting/dropped',
    at: 'waiting',
    on: ['order:back!', 'order:stop!'],
    so: 'lays the paste aside',
    does: (at) => show(withoutPending(at)),
  },
];

/** Stands behind what is answered anywhere. A bare yes or no could mean either case. */
export const STILL_WAITING: readonly Rule[] = [
  {
    id: 'waiting',
    at: 'waiting',
    on: 'anything',
    so: 'asks again: the same failure, or a new case',
    does: (at) => said(at, newOrSame(at)),
  },
];

/** What is told about the failure or the server, wherever the case stands. */
export const FACTS: readonly Rule[] = [
  {
    id: 'denied',
    at: 'case',
    on: 'denied',
    unless: ['the words answer the screen', 'it holds events', 'it is how it goes now'],
    so: 'takes the events out, and looks again at what is left',
    does: (at, heard) => {
      const gone = withdrawn(at, heard);
      return showAfter(gone.at, gone.lead);
    },
  },
  {
    id: 'facts/beside',
    at: 'case',
    on: 'facts',
    if: 'the words answer the screen',
    so: 'notes the answers, and takes the rest of what was said',
    does: (at, heard) => {
      const told = factsNoted(at, heard);
      return noted(told.at, told.lead);
    },
  },
  {
    id: 'facts',
    at: 'case',
    on: 'facts',
    unless: 'it is said in the plain words',
    so: 'notes the answers; another version than before leads to its article',
    does: (at, heard) => {
      const told = factsNoted(at, heard);
      return showAfter(told.at, told.lead);
    },
  },
];
