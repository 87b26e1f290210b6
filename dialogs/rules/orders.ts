import { articleNamed } from '../../knowledge/load-knowledge.ts';
import { type Heard, saying } from '../reading/sayings.ts';
import { topicReply } from '../saying/asked/topic-reply.ts';
import { exampleReply, stoppedReply, welcomeReply } from '../saying/greeting-reply.ts';
import { codeAnswer, handOver, helpReply, others, ownData, undoAnswer, whereAmI, why } from '../saying/interruption.ts';
import { CHOICES, phrases } from '../saying/phrases.ts';
import { diagnosis } from '../saying/phrases-diagnosis.ts';
import type { Choice } from '../saying/reply.ts';
import type { At } from '../walking/at.ts';
import { newCase } from '../walking/case.ts';
import { openBeside } from '../walking/cases.ts';
import { changeNoted } from '../walking/changes.ts';
import { enter, goBack } from '../walking/walk-article.ts';
import { passing, said, show } from './outcome.ts';
import type { Outcome, Rule } from './rule.ts';
import { mayHaveChanged, takeBack, takeBackNow } from './take-back.ts';

/** A new case, and nothing of the old ones. The turn count goes on, so that no button of an old one can pass for one of the new. */
const fresh = (at: At): At => at.with({ ...newCase(at.now), turn: at.case.turn });

/** Back on the way that was taken, as many steps as are said. */
function wentBack(at: At, heard: Heard): At {
  const count = saying(heard, 'steps-back')?.count ?? 1;
  let here = at;
  for (let step = 0; step < count; step++) here = goBack(here);
  return here;
}

const LEAVES = ['order:start-over', 'order:new-case'] as const;
const ANSWERS = 'the words answer the screen';

const IN_CASE = { at: 'case', unless: ANSWERS } as const;

/** What would be lost with the case, said before it is left. */
const lost = (at: At, say: (...change: [string, string, string]) => string) =>
  say(...(changeNoted(at.knowledge, at.case) ?? ['', '', '']));

/** "Put this case aside?", where "yes" does it. */
const offering = (at: At, choice: Choice, say: string): Outcome =>
  passing(at.with({ ...at.case, offered: choice.say }), phrases.asideTitle, [say], [choice]);

/** What leads away from the case, or elsewhere in it. What only sounds like giving it up is asked about. */
export const ORDERS: readonly Rule[] = [
  {
    id: 'leave/change-made',
    at: 'anywhere',
    on: LEAVES,
    if: 'a change was made',
    unless: [ANSWERS, 'it is sure'],
    so: 'tells the change that would be lost, and asks',
    does: (at) => offering(at, CHOICES.startOverNow, lost(at, phrases.changeNoted)),
  },
  {
    id: 'delete/change-made',
    at: 'anywhere',
    on: 'order:delete-data',
    if: 'a change was made',
    unless: [ANSWERS, 'it is sure'],
    so: 'tells the change that would be lost, and asks',
    does: (at) => passing(at, phrases.asideTitle, [lost(at, phrases.changeNotedDelete)], [CHOICES.deleteDataNow]),
  },
  {
    id: 'leave/guessed',
    at: 'anywhere',
    on: LEAVES,
    if: 'the case holds something',
    unless: [ANSWERS, 'it is said in the plain words'],
    so: 'asks whether to put the case aside',
    does: (at) => offering(at, CHOICES.startOver, phrases.startOverHow),
  },
  {
    id: 'delete/guessed',
    at: 'anywhere',
    on: 'order:delete-data',
    if: 'the case holds something',
    unless: [ANSWERS, 'it is said in the plain words'],
    so: 'asks whether to delete it',
    does: (at) => passing(at, phrases.asideTitle, [phrases.deleteHow], [CHOICES.deleteData]),
  },
  {
    id: 'leave',
    at: 'anywhere',
    on: LEAVES,
    unless: ANSWERS,
    so: 'begins a new case beside the old one',
    does: (at) => said(openBeside(at), welcomeReply(phrases.startedOver)),
  },
  {
    id: 'delete',
    at: 'anywhere',
    on: 'order:delete-data',
    unless: ANSWERS,
    so: 'deletes what is stored',
    does: (at) => said(fresh(at), welcomeReply(phrases.deleted), 'forget'),
  },
  {
    id: 'show-data',
    at: 'anywhere',
    on: 'order:show-data',
    unless: ANSWERS,
    so: 'shows what is stored',
    does: (at) => said(at, ownData(at), 'show'),
  },
  {
    ...IN_CASE,
    id: 'stop',
    on: 'order:stop',
    so: 'stops, and keeps the case',
    does: (at) => said(at, stoppedReply(at.open?.article.id)),
  },
  {
    ...IN_CASE,
    id: 'repeat',
    on: 'order:repeat',
    so: 'shows the place again',
    does: (at) => show(at),
  },
  {
    id: 'back',
    at: 'case',
    on: 'order:back',
    unless: ANSWERS,
    so: 'goes back on the way that was taken, as far as is said',
    does: (at, heard) => {
      const before = wentBack(at, heard);
      const stays = before.case.cursor?.screen === at.case.cursor?.screen;
      return stays ? show(before, phrases.noFurtherBack) : show(before);
    },
  },
  {
    id: 'undo/at-change',
    at: 'step/change',
    on: 'order:undo!',
    unless: 'a change was made',
    so: 'takes the change for made, and shows how to take it back',
    does: takeBackNow,
  },
  {
    id: 'undo',
    at: 'anywhere',
    on: 'order:undo!',
    so: 'shows how the change is taken back, if one was made',
    does: takeBack,
  },
  {
    id: 'undo/guessed',
    at: 'anywhere',
    on: 'order:undo',
    unless: ANSWERS,
    so: 'says how a change is taken back, or that there is none',
    does: (at) => (mayHaveChanged(at) ? said(at, undoAnswer(at)) : takeBack(at)),
  },
  {
    ...IN_CASE,
    id: 'example',
    on: 'order:example',
    so: 'shows an example',
    does: (at) => said(at, exampleReply()),
  },
  {
    id: 'greeting/back',
    at: 'case',
    on: 'order:greeting',
    if: 'a case is open',
    unless: ANSWERS,
    so: 'shows where the case stands',
    does: (at) => show(at),
  },
  {
    ...IN_CASE,
    id: 'greeting',
    on: 'order:greeting',
    so: 'welcomes',
    does: (at) => said(at, welcomeReply()),
  },
  {
    id: 'go-to/unknown',
    at: 'case',
    on: 'go-to',
    unless: 'the article is here',
    so: 'says that it has no such article',
    does: (at, heard) =>
      passing(at, diagnosis.unknownTitle, [phrases.noSuchArticle(saying(heard, 'go-to')?.articleId ?? '')]),
  },
  {
    id: 'go-to',
    at: 'case',
    on: 'go-to',
    unless: 'it names the article of the step',
    so: 'opens the article',
    does: (at, heard) => {
      const article = articleNamed(at.knowledge, saying(heard, 'go-to')?.articleId ?? '');
      return show(article ? at.with({ ...enter(at.case, article), parents: [] }) : at);
    },
  },
];

/** What can be asked or said anywhere without leaving the place. */
export const IN_PASSING: readonly Rule[] = [
  {
    id: 'topic',
    at: 'anywhere',
    on: 'topic',
    unless: ANSWERS,
    so: 'answers from the article, the events, the services and what is known of them',
    does: (at, heard) => {
      return said(at, topicReply(at, heard));
    },
  },
  {
    id: 'explain-code',
    at: 'anywhere',
    on: 'order:explain-code',
    if: 'the code can be explained',
    unless: ANSWERS,
    so: 'explains the code',
    does: (at, heard) => said(at, codeAnswer(at, heard)),
  },
  {
    id: 'explain-code/which',
    at: 'anywhere',
    on: 'order:explain-code',
    if: 'it speaks of a code',
    unless: ANSWERS,
    so: 'asks which code',
    does: (at) => passing(at, diagnosis.codeTitle, [diagnosis.whichCode]),
  },
  {
    id: 'help',
    at: 'anywhere',
    on: 'order:help',
    unless: ANSWERS,
    so: 'says what can be said',
    does: (at) => said(at, helpReply(at)),
  },
  {
    id: 'where',
    at: 'anywhere',
    on: ['order:where', 'order:summary'],
    unless: ANSWERS,
    so: 'sums the case up',
    does: (at) => said(at, whereAmI(at)),
  },
  {
    id: 'human',
    at: 'anywhere',
    on: 'order:human',
    unless: ANSWERS,
    so: 'hands the case over',
    does: (at) => said(at, handOver(at)),
  },
  {
    id: 'why',
    at: 'anywhere',
    on: 'order:why',
    if: 'an article is open',
    unless: ANSWERS,
    so: 'shows what points to the article',
    does: (at) => said(at, why(at)),
  },
  {
    id: 'others',
    at: 'anywhere',
    on: 'order:others',
    if: 'a case is open',
    unless: ANSWERS,
    so: 'shows what else fits',
    does: (at) => said(at, others(at)),
  },
  {
    id: 'thanks',
    at: 'anywhere',
    on: 'order:thanks',
    unless: ANSWERS,
    so: 'says that they are welcome',
    does: (at) => passing(at, phrases.welcomeTitle, [phrases.thanks]),
  },
  {
    id: 'off-topic',
    at: 'anywhere',
    on: 'order:off-topic',
    unless: ANSWERS,
    so: 'says what it knows about',
    does: (at) => passing(at, phrases.welcomeTitle, [phrases.offTopic()]),
  },
];
