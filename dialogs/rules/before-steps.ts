import { currentReading } from '../../knowledge/judge-number.ts';
import { UNKNOWN_ANSWER, VALUE_QUESTION } from '../../knowledge/question.ts';
import { bothBases } from '../../knowledge/registry-path.ts';
import { type Heard, nameIn, numberOf } from '../reading/sayings.ts';
import { phrases } from '../saying/phrases.ts';
import { value as say } from '../saying/phrases-diagnosis.ts';
import type { At } from '../walking/at.ts';
import { answered } from '../walking/moved.ts';
import { askBase, numberTold, settingHere, toldHere, verdictBlocks, withReading } from '../walking/told-value.ts';
import { enter, goForward } from '../walking/walk-article.ts';
import { atValue, optionNoted, refuse } from './deeds.ts';
import { noted, show, showAfter } from './outcome.ts';
import type { Outcome, Rule } from './rule.ts';

const VALUE = { at: ['value', 'end/not-confirmed'] } as const;

function registrySays(at: At): Outcome {
  const pasted = currentReading(settingHere(at), at.case.known);
  return show(atValue(at), say.registrySays(typeof pasted?.value === 'number' ? bothBases(pasted.value) : 'absent'));
}

function valueNoted(at: At, heard: Heard): Outcome {
  const value = numberTold(toldHere(at, heard));
  const reading = withReading(atValue(at), value, nameIn(heard));
  return showAfter(goForward(reading), verdictBlocks(reading, value));
}

function askedBase(at: At, heard: Heard): Outcome {
  const told = toldHere(at, heard);
  return askBase(at, told?.read === 'base?' ? told.digits : 0);
}

const decidedToStay = (at: At): Outcome => {
  const { screen } = at.open ?? {};
  if (!screen || !('articleId' in screen)) return show(at);
  const { decided } = at.case;
  const staysDespite = [...(decided?.staysDespite ?? []), screen.articleId ?? ''].slice(-20);
  return show(goForward(at.with({ ...at.case, decided: { ...decided, staysDespite } })));
};

function numberBeside(at: At, heard: Heard): Outcome {
  const number = numberOf(heard, 'told');
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
    at: ['reading', 'value', 'elsewhere', 'warning', 'step', 'end'],
    on: 'goes-on',
    if: 'it asks',
    unless: 'it is said in the plain words',
    so: 'says that it did not understand',
    quiet: true,
    does: (at) => show(at, phrases.notUnderstood),
  },
];

/** Questions, the number, the explanation, the warning and the other article. */
export const BEFORE_STEPS: readonly Rule[] = [
  {
    id: 'question/option',
    at: 'question',
    on: 'option',
    so: 'notes the answer and goes on',
    does: (at, heard) => show(goForward(optionNoted(at, heard))),
  },
  {
    id: 'question',
    at: 'question',
    on: 'anything',
    so: 'asks for one of the answers',
    quiet: true,
    does: (at) => show(at, phrases.noQuestionHere),
  },
  {
    id: 'value/needed',
    at: 'value',
    on: ['order:unknown', 'order:skip'],
    if: 'something speaks against the cause',
    so: 'says that the number decides here',
    does: (at) => show(at, say.neededHere),
  },
  {
    id: 'value/unknown',
    at: 'value',
    on: ['order:unknown', 'order:skip'],
    so: 'goes on without the number',
    does: (at) => show(goForward(answered(at, VALUE_QUESTION, UNKNOWN_ANSWER)), say.unknown),
  },
  {
    ...VALUE,
    id: 'value/base',
    on: ['number:now', 'absent', 'topic'],
    if: 'its base matters',
    so: 'asks for the base',
    does: (at, heard) => askedBase(atValue(at), heard),
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
    id: 'value/no-number',
    at: 'value',
    on: ['goes-on', 'order:no'],
    so: 'asks for the number',
    does: (at) => show(at, say.notANumber),
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
    does: (at) => show(at, phrases.noQuestionHere),
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
  const { open, case: kept, now } = at;
  if (!open) return at;
  const { id: articleId, revision } = open.article;
  return at.with({ ...kept, agreement: { articleId, revision, at: now.toISOString() } });
}
