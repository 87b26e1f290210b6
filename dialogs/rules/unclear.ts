import { type Heard, saying } from '../reading/sayings.ts';
import { betweenReply, doubtReply } from '../saying/asked/asked-replies.ts';
import { asks } from '../saying/phrases-asks.ts';
import type { At } from '../walking/at.ts';
import { passing, said, show } from './outcome.ts';
import type { Outcome, Rule } from './rule.ts';

const asksBetween = (at: At, between: readonly string[]): Outcome => ({
  ...said(at, betweenReply(at, between)),
  between,
});
const between = (at: At, heard: Heard): Outcome => asksBetween(at, saying(heard, 'unclear')?.between ?? []);

/** A bare yes or no to "which one do you mean?" answers that, and nothing that was asked before it. */
export const BETWEEN: readonly Rule[] = [
  {
    id: 'between/which',
    at: 'anywhere',
    on: 'order:yes!',
    if: 'it was asked which meaning it is',
    so: 'asks again which of them it is',
    does: (at) => asksBetween(at, at.case.between ?? []),
  },
  {
    id: 'between/neither',
    at: 'anywhere',
    on: ['order:no!', 'order:none'],
    if: 'it was asked which meaning it is',
    so: 'shows the place again',
    does: (at) => show(at),
  },
];

/** At a warning too a question is no attempt to agree: what it may have meant is asked. */
export const UNCLEAR_ASKED: readonly Rule[] = [
  {
    id: 'unclear/asked',
    at: 'article',
    on: 'unclear',
    if: 'it asks',
    unless: 'the words answer the screen',
    so: 'asks which of two meanings it is',
    does: between,
  },
];

/** Not understood for certain, while no article is open: behind what answers a question, before "I saw no event". */
export const UNCLEAR_EARLY: readonly Rule[] = [
  {
    id: 'unclear/first',
    at: 'no article',
    on: 'unclear',
    so: 'asks which of two meanings it is',
    does: between,
  },
];

/** The same where an article is open, and nothing else fits. */
export const UNCLEAR: readonly Rule[] = [
  {
    id: 'unsolved/here',
    at: ['step', 'end'],
    on: 'order:not-solved',
    so: 'shows what else fits, and offers a person',
    does: (at) => said(at, doubtReply(at, asks.notHelpedTitle, asks.notHelped)),
  },
  {
    id: 'solved/here',
    at: ['step', 'end'],
    on: ['order:solved', 'outcome:solved'],
    so: 'is glad, and keeps the case',
    does: (at) => passing(at, asks.solvedTitle, [asks.solved]),
  },
  { id: 'unclear', at: 'article', on: 'unclear', so: 'asks which of two meanings it is', does: between },
];
