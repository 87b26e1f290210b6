import { currentReading } from '../../knowledge/judge-number.ts';
import { UNKNOWN_ANSWER, VALUE_QUESTION } from '../../knowledge/question.ts';
import { bothBases } from '../../knowledge/registry-path.ts';
import { type Heard, nameIn, numberOf } from '../reading/sayings.ts';
import { phrases, text } from '../saying/phrases.ts';
import { value as say } from '../saying/phrases-diagnosis.ts';
import { afterAnswers } from '../walking/after-answers.ts';
import { type At, type Moved, opened } from '../walking/at.ts';
import { fieldsHere } from '../walking/form.ts';
import { answered } from '../walking/moved.ts';
import {
  askBase,
  numberTold,
  objected,
  settingHere,
  toldHere,
  verdictBlocks,
  withReading,
} from '../walking/told-value.ts';
import { enter, goForward } from '../walking/walk-article.ts';
import { atForm, refuse } from './deeds.ts';
import { missed, noted, show, showAfter } from './outcome.ts';
import type { Outcome, Rule } from './rule.ts';

const VALUE = { at: 'end/not-confirmed' } as const;

/** The case with every answer that was given to the form. */
function optionsNoted(at: At, { sayings }: Heard): At {
  const options = sayings.flatMap((one) => (one.is === 'option' && one.question !== VALUE_QUESTION ? [one] : []));
  return options.reduce((done, { question, option }) => answered(done, question, option), at);
}

function answersNoted(at: At, heard: Heard): Moved {
  const noted = optionsNoted(at, heard);
  const told = toldHere(noted, heard);
  const unknown = heard.sayings.some((one) => one.is === 'option' && one.question === VALUE_QUESTION);
  if (unknown) return valueUnknown(noted);
  if (!told || told.read === 'base?') return { at: noted, lead: [] };
  const reading = withReading(noted, numberTold(told), nameIn(heard));
  return { at: reading, lead: verdictBlocks(reading, numberTold(told)) };
}

/** The number is not known. Where something speaks against the cause, nobody may guess, and it is asked on. */
function valueUnknown(at: At): Moved {
  if (objected(at)) return { at, lead: [text(say.neededHere)] };
  return { at: answered(at, VALUE_QUESTION, UNKNOWN_ANSWER), lead: [text(say.unknown)] };
}

/** The form is sent: what is left open is not known, unless the number decides. */
function formSent(at: At, heard: Heard): Outcome {
  const { at: noted, lead } = answersNoted(at, heard);
  const open = fieldsHere(noted);
  const asked = open.filter((field) => field.id !== VALUE_QUESTION);
  const unknown = asked.reduce((done, { id }) => answered(done, id, UNKNOWN_ANSWER), noted);
  if (asked.length === open.length) return showAfter(afterAnswers(unknown), lead);
  const without = valueUnknown(unknown);
  return showAfter(afterAnswers(without.at), [...lead, ...without.lead]);
}

function registrySays(at: At): Outcome {
  const pasted = currentReading(settingHere(at), at.case.known);
  return show(atForm(at), say.registrySays(typeof pasted?.value === 'number' ? bothBases(pasted.value) : 'absent'));
}

function valueNoted(at: At, heard: Heard): Outcome {
  const value = numberTold(toldHere(at, heard));
  const reading = withReading(atForm(at), value, nameIn(heard));
  return showAfter(afterAnswers(reading), verdictBlocks(reading, value));
}

function askedBase(at: At, heard: Heard): Outcome {
  const told = toldHere(at, heard);
  return askBase(at, told?.read === 'base?' ? told.digits : 0);
}

const decidedToStay = (at: At): Outcome => {
  const { screen } = opened(at);
  const { decided } = at.case;
  const staysDespite = [...(decided?.staysDespite ?? []), 'articleId' in screen ? (screen.articleId ?? '') : ''].slice(
    -20,
  );
  return show(goForward(at.with({ ...at.case, decided: { ...decided, staysDespite } })));
};

function numberBeside(at: At, heard: Heard): Outcome {
  const number = numberOf(heard, 'told');
  // Never a number that nobody told.
  if (!number) return noted(at, []);
  const reading = withReading(at, number.value, nameIn(heard));
  const lead = verdictBlocks(reading, number.value);
  // A number that is high enough ends the article here, whatever else was said.
  return reading.open?.screen.id === at.open?.screen.id ? noted(reading, lead) : showAfter(reading, lead);
}

const BESIDE = {
  at: 'article',
  on: 'number:told',
  unless: ['a number is asked for', 'this article made the change'],
} as const;

/** A number that is told beside something else, in any article with one. */
export const NUMBER_BESIDE: readonly Rule[] = [
  {
    ...BESIDE,
    id: 'number-beside/base',
    if: ['the article has a setting', 'the told base matters'],
    so: 'asks for the base',
    does: (at, heard) => askBase(at, numberOf(heard, 'told')?.value ?? 0),
  },
  {
    ...BESIDE,
    id: 'number-beside',
    if: 'the article has a setting',
    so: 'notes the number; the rest counts too, unless the number ends the article',
    does: numberBeside,
  },
  {
    // "What now?" is no "done", whatever the classifier makes of it.
    id: 'asks',
    at: ['reading', 'form', 'elsewhere', 'warning', 'step', 'end'],
    on: 'goes-on',
    if: 'it asks',
    unless: 'it is said in the plain words',
    so: 'says that it did not understand',
    quiet: true,
    does: (at) => missed(at, phrases.notUnderstood),
  },
];

/** Questions, the number, the explanation, the warning and the other article. */
export const BEFORE_STEPS: readonly Rule[] = [
  {
    id: 'form/several',
    at: 'form',
    on: 'several',
    so: 'asks which question it answers',
    does: (at) => missed(at, phrases.whichField),
  },
  {
    id: 'form/base',
    at: 'form',
    on: 'number:now',
    if: 'its base matters',
    so: 'notes the other answers, and asks for the base',
    does: (at, heard) => askedBase(optionsNoted(at, heard), heard),
  },
  {
    id: 'form/sent',
    at: 'form',
    on: ['form', 'order:next', 'order:done!', 'order:skip'],
    so: 'notes the answers; what is not answered counts as not known, unless the number decides',
    does: formSent,
  },
  {
    id: 'form/answer',
    at: 'form',
    on: ['option', 'number:now', 'absent', 'topic'],
    if: 'something is answered',
    so: 'notes the answers, and asks for the rest',
    does: (at, heard) => {
      const noted = answersNoted(at, heard);
      return showAfter(afterAnswers(noted.at), noted.lead);
    },
  },
  {
    // "2 no idea" leaves one question open, "no idea" all of them.
    id: 'form/unknown',
    at: 'form',
    on: 'order:unknown',
    so: 'takes what is not answered for not known',
    does: formSent,
  },
  {
    id: 'form',
    at: 'form',
    on: 'anything',
    so: 'asks for one of the answers',
    quiet: true,
    does: (at) => missed(at, phrases.noFieldHere),
  },
  {
    ...VALUE,
    id: 'value/base',
    on: ['number:now', 'absent', 'topic'],
    if: 'its base matters',
    so: 'asks for the base',
    does: (at, heard) => askedBase(atForm(at), heard),
  },
  {
    ...VALUE,
    id: 'value/registry',
    on: ['number:now', 'absent', 'topic'],
    if: ['a value is told', 'the registry text says enough'],
    so: 'keeps to the registry text',
    does: registrySays,
  },
  {
    ...VALUE,
    id: 'value/told',
    on: ['number:now', 'absent', 'topic'],
    if: 'a value is told',
    so: 'notes the number, judges it and goes on',
    does: valueNoted,
  },
  {
    id: 'warning/agree',
    at: 'warning',
    on: 'consent',
    if: 'the case stands at the warning',
    so: 'notes the agreement and goes on',
    does: (at) => show(goForward(agree(at))),
  },
  {
    // The warning stands in for the step that the case is at: that step is what was agreed to.
    id: 'warning/agree-in-place',
    at: 'warning',
    on: 'consent',
    so: 'notes the agreement and shows the step that the warning stood before',
    does: (at) => show(agree(at)),
  },
  {
    id: 'warning/next',
    at: 'warning',
    on: 'goes-on',
    if: 'the warning was agreed to',
    so: 'goes on',
    does: (at) => show(goForward(at)),
  },
  {
    id: 'warning/refuse',
    at: 'warning',
    on: ['order:refuse', 'order:no!'],
    so: 'takes the agreement back',
    does: (at) => refuse(at),
  },
  {
    id: 'warning',
    at: 'warning',
    on: 'anything',
    so: 'says that this is no agreement',
    does: (at) => show(at, phrases.stillWarning),
  },
  {
    id: 'elsewhere/go',
    at: 'elsewhere',
    on: 'goes-on',
    if: 'the other article is here',
    so: 'opens the other article',
    does: (at) => {
      const screen = at.open?.screen;
      const other = screen && 'articleId' in screen && at.knowledge.articles.get(screen.articleId ?? '');
      return show(other ? at.with(enter(at.case, other)) : at);
    },
  },
  {
    id: 'elsewhere/stay',
    at: 'elsewhere',
    on: ['order:stay', 'order:no'],
    so: 'notes the decision to stay, and goes on',
    does: decidedToStay,
  },
  {
    id: 'elsewhere',
    at: 'elsewhere',
    on: 'anything',
    so: 'asks for one of the answers',
    quiet: true,
    does: (at) => missed(at, phrases.noQuestionHere),
  },
  {
    id: 'reading/next',
    at: 'reading',
    on: ['goes-on', 'order:skip'],
    so: 'goes on',
    does: (at) => show(goForward(at)),
  },
];

function agree(at: At): At {
  const { case: kept, now } = at;
  const { id: articleId, revision } = opened(at).article;
  return at.with({ ...kept, agreement: { articleId, revision, at: now.toISOString() } });
}
