import type { Heard } from '../reading/sayings.ts';
import { saying, says } from '../reading/sayings.ts';
import { doubtReply, searchReply } from '../saying/asked/asked-replies.ts';
import { caseNamed, casesReply, caseTitle } from '../saying/asked/cases-reply.ts';
import { covered } from '../saying/asked/topic-answers.ts';
import { meaningReply, topicBlocks } from '../saying/asked/topic-reply.ts';
import { codeBlocks } from '../saying/code-reply.ts';
import { inPassing } from '../saying/interruption.ts';
import { CHOICES, text } from '../saying/phrases.ts';
import { asks } from '../saying/phrases-asks.ts';
import type { At } from '../walking/at.ts';
import { backTo } from '../walking/cases.ts';
import { factsNoted } from '../walking/take-facts.ts';
import { enter, goForward } from '../walking/walk-article.ts';
import { noted, passing, said, show, showAfter } from './outcome.ts';
import type { Outcome, Rule } from './rule.ts';

const ANSWERS = 'the words answer the screen';

/** The first screen behind the explanation that asks for something or does something: the fix begins there. */
function towardsFix(at: At): At {
  const kind = at.open?.screen.kind;
  if (kind !== 'diagnosis') return at;
  const next = goForward(at);
  return next.case.cursor?.screen === at.case.cursor?.screen ? at : towardsFix(next);
}

/** The one article that words sounded like, opened; undefined when there are several, or none. */
function opened(at: At): At | undefined {
  const [only, another] = at.case.sounds ?? [];
  const article = another === undefined ? at.knowledge.articles.get(only ?? '') : undefined;
  return article && at.with({ ...enter(at.case, article), parents: [] });
}

/** Asked for together with the fix: it is answered first. */
const askedBeside = (at: At, heard: Heard) =>
  (saying(heard, 'topic')?.topics ?? []).flatMap((topic) => topicBlocks(at, heard, topic));

const fix = (rule: Pick<Rule, 'id' | 'at' | 'so'> & { does: (at: At) => Outcome }): Rule => ({
  ...rule,
  on: 'order:fix',
  unless: ANSWERS,
  does: (here, heard) => {
    const did = rule.does(here);
    return { ...did, lead: [...askedBeside(here, heard), ...did.lead] };
  },
});

/** "How do I fix it", in whatever words: the next thing that leads there. */
export const FIX: readonly Rule[] = [
  {
    id: 'fix/nothing',
    at: 'start',
    on: 'order:fix',
    if: 'nothing is known',
    unless: [ANSWERS, 'it sounds like something', 'it has sounded like something'],
    so: 'asks what happened',
    does: (at) => passing(at, asks.fixNothingTitle, [asks.fixNothing], [CHOICES.example, CHOICES.help]),
  },
  {
    id: 'fix/sounds',
    at: 'no article',
    on: ['order:fix', 'order:yes', 'order:next'],
    if: ['nothing is known', 'it has sounded like something'],
    unless: ANSWERS,
    so: 'opens the article that it sounded like, or asks which of them it is',
    does: (at, heard) => {
      const article = opened(at);
      return show(article ? (says(heard, 'order:fix') ? towardsFix(article) : article) : at);
    },
  },
  {
    id: 'fix/may-be',
    at: 'start',
    on: ['order:fix', 'order:next', 'order:yes!'],
    if: 'one cause may fit',
    unless: ANSWERS,
    so: 'opens the one article that may fit, with its questions',
    does: (at) => show(at.matches[0] ? towardsFix(at.with(enter(at.case, at.matches[0].article))) : at),
  },
  fix({
    id: 'fix/unknown',
    at: 'start',
    so: 'says that it knows no fix, and what it knows',
    does: (at) => show(at, `${asks.fixUnknown} ${covered(at)} ${asks.fixWho}`),
  }),
  {
    id: 'fix/unknown-next',
    at: 'start',
    on: 'order:next',
    if: 'a case is open',
    unless: ANSWERS,
    so: 'says that no steps follow, and what it knows',
    does: (at) => show(at, `${asks.fixUnknown} ${covered(at)} ${asks.fixWho}`),
  },
  fix({
    id: 'fix/choosing',
    at: 'choosing',
    so: 'says that an answer is open, and asks',
    does: (at) => show(at, asks.fixChoosing),
  }),
  fix({
    id: 'fix/reading',
    at: 'reading',
    so: 'goes on to the first question, warning or step',
    does: (at) => show(towardsFix(at)),
  }),
  fix({
    id: 'fix/question',
    at: 'form',
    so: 'says that the way goes through the questions, and asks them alone',
    does: (at) => show(towardsFix(at), asks.fixAnswerFirst),
  }),
  fix({
    id: 'fix/warning',
    at: 'warning',
    so: 'says that the steps come after the warning',
    does: (at) => show(at, asks.fixWarning),
  }),
  fix({
    id: 'fix/step',
    at: 'step',
    so: 'shows the step',
    does: (at) => show(at, asks.fixHere),
  }),
  fix({
    id: 'fix/elsewhere',
    at: ['elsewhere', 'end'],
    so: 'shows the place',
    does: (at) => show(at),
  }),
];

/** "5.5, and will I lose mail?": the question is answered before the answer leads on. */
export const TOPIC_BESIDE: readonly Rule[] = [
  {
    id: 'topic/beside',
    at: 'article',
    on: 'topic',
    if: [ANSWERS, 'a question stands beside it'],
    so: 'answers it, and goes on with the rest of what was said',
    does: (at, heard) => noted(at, askedBeside(at, heard)),
  },
];

/** A failure told in words, before its facts alone are noted. */
export const IN_WORDS: readonly Rule[] = [
  {
    id: 'sounds',
    at: 'no article',
    on: 'sounds',
    if: 'nothing is known',
    unless: ['it is said in the plain words', ANSWERS],
    so: 'offers what it sounds like, and asks what tells it apart',
    does: (at, heard) => {
      const told = factsNoted(at, heard);
      const codes = says(heard, 'names-code') || says(heard, 'paste:codes') ? codeBlocks(heard) : [];
      const articles = saying(heard, 'sounds')?.articles ?? [];
      const { asked: _before, ...kept } = told.at.case;
      return showAfter(told.at.with({ ...kept, sounds: [...articles] }), [...codes, ...told.lead]);
    },
  },
  {
    id: 'search',
    at: 'anywhere',
    on: 'search',
    unless: [ANSWERS, 'an option is told', 'a number is asked for'],
    so: 'lists the articles that were looked for',
    does: (at, heard) => {
      const { articles, all } = saying(heard, 'search') ?? { articles: [], all: 0 };
      return said(at, searchReply(at, articles, all, heard.hits));
    },
  },
];

/** Several cases of one person. */
export const CASES: readonly Rule[] = [
  {
    id: 'cases/back',
    at: 'case',
    on: 'other-case',
    if: 'the case is kept beside',
    so: 'opens the case that was named',
    does: (at, heard) => {
      const wanted = caseNamed(at, saying(heard, 'other-case')?.words ?? []);
      return wanted ? show(backTo(at, wanted), asks.backIn(caseTitle(at.knowledge, wanted))) : show(at);
    },
  },
  {
    id: 'cases/which',
    at: 'anywhere',
    on: 'other-case',
    so: 'lists the cases',
    does: (at) => said(at, casesReply(at, asks.noSuchCase)),
  },
  {
    id: 'cases',
    at: 'anywhere',
    on: 'order:cases',
    unless: ANSWERS,
    so: 'lists the cases',
    does: (at) => said(at, casesReply(at)),
  },
];

const EARLY = ['start', 'choosing', 'reading', 'form', 'elsewhere', 'warning'] as const;

/** What is said about us, or of how it went, wherever the case stands. */
export const HEARD: readonly Rule[] = [
  {
    id: 'meaning',
    at: 'anywhere',
    on: 'order:explain-code',
    if: ['the case holds something', 'it names no code of its own'],
    unless: ANSWERS,
    so: 'says what the events and codes of the case mean',
    does: (at, heard) => said(at, meaningReply(at, heard)),
  },
  {
    id: 'angry',
    at: 'anywhere',
    on: 'order:anger',
    unless: ANSWERS,
    so: 'is sorry, and offers a person',
    does: (at) => said(at, inPassing(at, CHOICES.human.label, [text(asks.angry)], [CHOICES.human])),
  },
  {
    id: 'not-right',
    at: 'anywhere',
    on: 'order:not-right',
    unless: ANSWERS,
    so: 'shows what else fits, and offers a person',
    does: (at) => said(at, doubtReply(at, asks.notRightTitle, at.open ? asks.notRight : asks.notRightEarly)),
  },
  {
    id: 'solved/early',
    at: EARLY,
    on: 'order:solved',
    unless: ANSWERS,
    so: 'is glad, and keeps the case',
    does: (at) => passing(at, asks.solvedTitle, [asks.solved]),
  },
  {
    id: 'unsolved/early',
    at: EARLY,
    on: 'order:not-solved',
    if: 'a case is open',
    unless: ANSWERS,
    so: 'shows what else fits, and offers a person',
    does: (at) => said(at, doubtReply(at, asks.notHelpedTitle, asks.notHelped)),
  },
  {
    id: 'unsolved/no-article',
    at: 'no article',
    on: 'order:not-solved',
    unless: [ANSWERS, 'it sounds like something'],
    so: 'asks for more of the log, and offers a person',
    does: (at) => said(at, doubtReply(at, asks.notHelpedTitle, asks.notRightEarly)),
  },
];
