import { isEvidence } from '../../knowledge/evidence/evidence-index.ts';
import { UNKNOWN_ANSWER } from '../../knowledge/question.ts';
import type { Heard } from '../reading/sayings.ts';
import { nothingReply } from '../saying/diagnosis-reply.ts';
import { phrases, text } from '../saying/phrases.ts';
import type { At } from '../walking/at.ts';
import { answered } from '../walking/moved.ts';
import { optionNoted } from './deeds.ts';
import { missed, said, show } from './outcome.ts';
import type { Rule } from './rule.ts';
import { UNCLEAR_EARLY } from './unclear.ts';

const listed = (at: At, { result }: Heard) =>
  result.bareNumbers.filter((number) => isEvidence(at.knowledge.index, number.value));

/** Bare ids, while events are looked for: a number that some article lists is one of them. */
function idsTaken(at: At, heard: Heard): At {
  const ids = listed(at, heard).slice(0, 10);
  const events = ids.map((id) => ({ eventId: id.value, text: '', codes: [], line: id.line }));
  return at.with({ ...at.case, known: { ...at.case.known, events: [...at.case.known.events, ...events] } });
}

/** "And also 4094": behind events a bare id is one more, and no code to be explained. */
export const MORE_IDS: Rule = {
  id: 'ids',
  at: 'no article',
  on: 'paste:numbers',
  if: ['an article lists the number', 'events are known'],
  unless: ['it asks', 'it speaks of a code', 'the words answer the screen'],
  so: 'takes the numbers as further events',
  does: (at, heard) => show(idsTaken(at, heard)),
};

/** "It logs 4102", after a failure that was told in words: an id of the articles that it sounded like. */
export const FIRST_IDS: Rule = {
  ...MORE_IDS,
  id: 'ids/sounds',
  if: ['nothing is known', 'what it sounds like lists the number'],
  so: 'takes the numbers as the events of what it sounded like',
};

/** While no article is open. */
export const NO_ARTICLE: readonly Rule[] = [
  {
    id: 'choosing/option',
    at: 'choosing',
    on: 'option',
    so: 'notes the answer, and looks again',
    does: (at, heard) => show(optionNoted(at, heard)),
  },
  {
    id: 'choosing/open',
    at: 'choosing',
    on: 'order:next!',
    so: 'leaves the question open, and looks again',
    does: (at) => show(answered(at, at.case.asked ?? '', UNKNOWN_ANSWER)),
  },
  {
    id: 'choosing/why',
    at: 'choosing',
    on: 'order:why',
    so: 'shows what fits, and how well',
    does: (at) => show(at),
  },
  {
    // At the very beginning a number may be anything.
    id: 'ids/first',
    at: 'no article',
    on: 'paste:numbers',
    if: 'an article lists the number',
    so: 'asks whether they are events',
    does: (at, heard) => {
      const ids = [...new Set(listed(at, heard).map((id) => id.value))].slice(0, 5);
      return { ...said(at, nothingReply(heard.begins)), lead: [text(phrases.bareNumbers(ids))] };
    },
  },
  ...UNCLEAR_EARLY,
  {
    id: 'nothing',
    at: 'no article',
    on: 'anything',
    if: 'nothing is known',
    so: 'says that it saw no event, and how to copy one',
    does: (at, heard) => said(at, nothingReply(heard.begins)),
  },
  {
    id: 'choosing',
    at: 'choosing',
    on: 'anything',
    so: 'asks for one of the answers',
    quiet: true,
    does: (at) => missed(at, phrases.noQuestionHere),
  },
  {
    id: 'start',
    at: 'start',
    on: 'anything',
    so: 'says that it did not understand',
    quiet: true,
    does: (at) => missed(at, phrases.notUnderstood),
  },
];
