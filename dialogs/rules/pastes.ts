import { judgeCurrent, readsSetting } from '../../knowledge/judge-number.ts';
import { type Heard, numberOf } from '../reading/sayings.ts';
import { newOrSame } from '../saying/choose-reply.ts';
import { claimBlocks } from '../saying/claim-blocks.ts';
import { numberFirstReply } from '../saying/greeting-reply.ts';
import { codeAnswer, inPassing, serviceTrouble } from '../saying/interruption.ts';
import { noticed, pasteNotes } from '../saying/paste-notes.ts';
import { phrases, text } from '../saying/phrases.ts';
import { asks } from '../saying/phrases-asks.ts';
import { value as say } from '../saying/phrases-diagnosis.ts';
import type { Block } from '../saying/reply.ts';
import { afterAnswers } from '../walking/after-answers.ts';
import type { At } from '../walking/at.ts';
import { nothingKnown } from '../walking/case.ts';
import { openBeside } from '../walking/cases.ts';
import { asTyped, nameDoubt, readingBlocks, takeProof, takeReading } from '../walking/pasted-numbers.ts';
import { takeEvidence } from '../walking/take-evidence.ts';
import { factsNoted } from '../walking/take-facts.ts';
import { isBaseOpen, readingsHere, withReading } from '../walking/told-value.ts';
import { FIRST_IDS, MORE_IDS } from './no-article.ts';
import { noted, said, showAfter } from './outcome.ts';
import type { Rule } from './rule.ts';

const READINGS = { at: 'article', on: 'paste:readings' } as const;

const withKnown = (at: At, { known }: Heard): At => at.with({ ...at.case, known });
const told = (heard: Heard) => [...pasteNotes(heard), ...readingBlocks(heard)];

/** What was told in words beside the events: answers, and the number of the likeliest article's setting. */
function besideTold(at: At, heard: Heard): At {
  const noted = factsNoted(at, heard).at;
  const [setting] = noted.matches[0]?.article.settings ?? [];
  const number = numberOf(heard, 'told');
  if (!setting || !number || isBaseOpen(readingsHere(setting, number))) return noted;
  return withReading(noted, number.value, undefined, setting);
}

/** Whose number it is that was pasted before anything else is known. */
function verdictsOf(at: At, { result }: Heard): Block[] {
  const last = result.readings.at(-1);
  const [blocks = []] = [...at.knowledge.articles.values()].flatMap(({ id, names, settings: [setting] }) =>
    last && setting && readsSetting(setting, last)
      ? [
          [
            text(say.ofArticle(id, names)),
            ...claimBlocks(setting.verdicts[judgeCurrent(setting, last.value)], at.answers),
          ],
        ]
      : [],
  );
  return blocks;
}

/** What was pasted, and what a code or a slip asks. */
export const PASTES: readonly Rule[] = [
  {
    id: 'trouble',
    at: 'step',
    on: 'trouble',
    if: 'a service may be down by the fix',
    unless: ['it is said in the plain words', 'it holds events'],
    so: 'says what to do about a service that does not start or stop',
    does: (at) => said(at, serviceTrouble(at)),
  },
  {
    id: 'paste/number-first',
    at: 'no article',
    on: 'paste:readings',
    if: 'nothing is known',
    unless: 'it holds events',
    so: 'says what it read and whose number it is, and asks for the events',
    does: (at, heard) => {
      const noted = withKnown(at, heard);
      return said(noted, numberFirstReply([...told(heard), ...verdictsOf(noted, heard)]));
    },
  },
  {
    id: 'paste',
    at: 'no article',
    on: ['paste:events', 'paste:readings'],
    so: 'adds it with what is told beside it, and looks for the article',
    does: (at, heard) => showAfter(besideTold(withKnown(at, heard), heard), pasteNotes(heard)),
  },
  {
    id: 'paste/answers',
    at: 'form',
    on: 'paste:new-events',
    if: 'it settles the question',
    so: 'adds it, and goes on',
    does: (at, heard) => showAfter(afterAnswers(withKnown(at, heard)), pasteNotes(heard)),
  },
  {
    id: 'paste/beside',
    at: 'article',
    on: 'paste:new-events',
    if: 'it has nothing to do with the case',
    so: 'opens a second case beside',
    does: (at, heard) => {
      const { known } = takeEvidence(nothingKnown(), heard.result, at.knowledge.index);
      return showAfter(openBeside(at, known), [...pasteNotes(heard), text(asks.besideOpened)]);
    },
  },
  {
    id: 'paste/more',
    at: 'article',
    on: 'paste:new-events',
    so: 'asks: the same failure, or a new case',
    does: (at, heard) => {
      const pending = takeEvidence(nothingKnown(), heard.result, at.knowledge.index).known;
      const waiting = at.with({ ...at.case, pending });
      return said(waiting, newOrSame(waiting));
    },
  },
  {
    ...READINGS,
    id: 'number/other',
    unless: 'the reading is of the setting',
    so: 'says what it read, and that it is not this value',
    does: (at, heard) => showAfter(withKnown(at, heard), [...told(heard), text(say.notThisValue)]),
  },
  {
    ...READINGS,
    id: 'number/misnamed',
    if: 'its name is not right',
    so: 'says what is wrong with the name, and counts nothing',
    does: (at, heard) => showAfter(at, [...told(heard), text(nameDoubt(at, heard.result.readings) ?? '')]),
  },
  {
    id: 'number/typed',
    at: ['step/note', 'step/verify'],
    on: 'paste:readings',
    if: 'the number stands there now',
    so: 'takes it as if it had been typed',
    does: (at, heard) => ({ ...noted(withKnown(at, heard), told(heard)), heard: asTyped(at, heard) }),
  },
  {
    id: 'number/proof',
    at: 'step',
    on: 'paste:readings',
    if: 'it proves whether the change was made',
    so: 'takes it as the proof that the change was made, or was not',
    does: (at, heard) => {
      const proof = takeProof(withKnown(at, heard), heard);
      return showAfter(proof.at, [...told(heard), ...proof.lead]);
    },
  },
  {
    ...READINGS,
    id: 'number/read',
    so: 'notes the number and judges it',
    does: (at, heard) => {
      const taken = takeReading(withKnown(at, heard), heard);
      return showAfter(taken.at, [...told(heard), ...taken.lead]);
    },
  },
  {
    id: 'paste/same',
    at: 'article',
    on: 'paste:events',
    so: 'says that it has these already',
    does: (at, heard) => showAfter(at, [...pasteNotes(heard), text(phrases.sameEvents)]),
  },
  FIRST_IDS,
  MORE_IDS,
  {
    id: 'code/first',
    at: 'no article',
    on: ['paste:codes', 'paste:guesses', 'names-code', 'asks-number'],
    if: 'the code can be explained',
    unless: ['it is said in the plain words', 'it sounds like something'],
    so: 'explains the code, and keeps it as evidence',
    does: (at, heard) => {
      const reply = codeAnswer(at, heard);
      return said(withKnown(at, heard), { ...reply, blocks: [...noticed(heard), ...reply.blocks] });
    },
  },
  {
    id: 'code',
    at: 'article',
    on: ['paste:codes', 'paste:guesses', 'names-code'],
    if: 'the code can be explained',
    unless: ['it is said in the plain words', 'a number answers the screen'],
    so: 'explains the code',
    does: (at, heard) => {
      const reply = codeAnswer(at, heard);
      return said(at, { ...reply, blocks: [...noticed(heard), ...reply.blocks] });
    },
  },
  {
    id: 'source',
    at: 'no article',
    on: 'paste:source',
    if: 'events are known',
    unless: ['the source is known', 'it asks'],
    so: 'takes the name as the source of the events',
    does: (at, heard) =>
      showAfter(at.with({ ...at.case, known: { ...at.case.known, named: heard.result.named } }), pasteNotes(heard)),
  },
  {
    id: 'unread',
    at: 'case',
    on: ['paste:garbled', 'wordless'],
    if: 'something is to be said about it',
    so: 'says what it could not read, or what it may have meant',
    does: (at, heard) => said(at, inPassing(at, phrases.nothingTitle, pasteNotes(heard))),
  },
];
