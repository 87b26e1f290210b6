import { UNKNOWN_ANSWER, VALUE_QUESTION } from '../../knowledge/question.ts';
import { CAPS } from '../../knowledge/recognizer/paste/caps.ts';
import type { At } from '../walking/at.ts';
import { type Field, fieldsHere } from '../walking/form.ts';
import { readAnswer } from './read-answer.ts';
import { readNumber, saysAbsent } from './read-number.ts';
import { readOption } from './read-option.ts';
import type { Saying } from './sayings.ts';
import { toldAnswers, toldNumber } from './told-facts.ts';

/** Most parts of an answer to a form. */
const MOST_PARTS = 20;

const isUnknown = (text: string) => text === '?' || readAnswer(text, undefined).kind === 'unknown';

const number = (text: string): Saying[] => {
  const said = readNumber(text);
  if (said) return [{ is: 'digits' }, { is: 'number', of: 'now', number: said }];
  return saysAbsent(text) ? [{ is: 'absent' }] : [];
};

/** What a text says as the answer to one field. */
function asAnswer(field: Field, text: string): Saying[] {
  if ('setting' in field) return number(text);
  const { question } = field;
  // Neither its place in the list nor a guessed yes: another field might mean the same words.
  const option = /^\d$/.test(text) ? plainOption(field.question, text) : readOption(question, text, { kind: 'text' });
  return option === undefined ? [] : [{ is: 'option', question: question.id, option }];
}

const plainOption = ({ options }: Extract<Field, { question: unknown }>['question'], text: string) =>
  options.find(({ hears }) => hears.includes(text))?.id;

/**
 * "1 0x5, 2 5.0, 3 nt4": every part names its field. A part that is no answer there, and can answer one other field alone,
 * answers that one: people count differently. What answers nothing stays open. undefined when it is not written so.
 */
function byNumber(at: At, fields: readonly Field[], parts: readonly string[]): Saying[] | undefined {
  const placed = parts.map((part) => /^(\d{1,2})(?:[.):]\s*|\s+)(\S.*)$/.exec(part));
  const read = placed.map((found) => {
    const [, place, text = ''] = found ?? [];
    const field = fields[Number(place) - 1];
    if (!field) return [];
    const unknown: Saying = { is: 'option', question: field.id, option: UNKNOWN_ANSWER };
    const here = isUnknown(text) ? [unknown] : asAnswer(field, text);
    if (here.length > 0 || parts.length === 1) return here;
    const elsewhere = byWords(at, fields, text);
    return elsewhere === 'several' ? [] : elsewhere;
  });
  const isOne =
    placed.every((found) => found !== null) && read.filter((sayings) => sayings.length > 0).length * 2 > parts.length;
  return isOne ? read.flat() : undefined;
}

/** From here on bare digits may be a year or the id of an event. */
const LARGE = 100;

/** A number that the form asks for: so it is named, or nothing but it is said, as its question, the first one, wants it. */
function tellsNumber(fields: readonly Field[], part: string): boolean {
  const asked = fields.some((field) => 'setting' in field);
  return asked && ((readNumber(part)?.value ?? LARGE) < LARGE || toldNumber(part) !== undefined);
}

/** One part that names no field: what it says of the server, or the only field that it can answer. */
function byWords(at: At, fields: readonly Field[], part: string): Saying[] | 'several' {
  const told = toldAnswers(at, part, new Set()).map(
    ({ question, option }): Saying => ({ is: 'option', question: question.id, option: option.id }),
  );
  if (told.length > 0) return told;
  if (tellsNumber(fields, part)) return number(part);
  const fit = fields.map((field) => asAnswer(field, part)).filter((sayings) => sayings.length > 0);
  return fit.length > 1 ? 'several' : (fit[0] ?? []);
}

const partsOf = (text: string, between: RegExp): string[] =>
  text
    .split(between, MOST_PARTS)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/**
 * What somebody wrote as the answer to the form that is shown: all in one line by its numbers, several separated by
 * commas, or one. What could answer several fields answers none, and is marked `several`.
 */
export function formAnswers(at: At, text: string): Saying[] {
  const fields = fieldsHere(at);
  if (fields.length === 0 || text.length > CAPS.answer || text.trim() === '') return [];
  const numbered = byNumber(at, fields, partsOf(text, /[,;\n]/));
  if (numbered) return numbered;
  const parts = partsOf(text, /[,;\n]|\b(?:and|und|et)\b/i);
  const split = parts.length > 1 ? parts.map((part) => byWords(at, fields, part)) : [];
  const several = split.flatMap((sayings) => (sayings === 'several' || sayings.length === 0 ? [] : [sayings]));
  if (several.length > 1 && several.length === split.length) return several.flat();
  const whole = byWords(at, fields, text.trim());
  if (whole !== 'several' && whole.length > 0) return whole;
  const each = split.length > 0 ? split : [whole];
  // Half of what was said is no answer: the other half may take it back.
  return each.includes('several') ? [{ is: 'several' }] : [];
}

/** What was filled in on a card. Its fields are a stranger's: an option that was not offered is none. */
export function filledIn(at: At, filled: Readonly<Record<string, string>>): Saying[] {
  return fieldsHere(at).flatMap((field): Saying[] => {
    const said = filled[field.id]?.trim() ?? '';
    if (field.id === VALUE_QUESTION || 'setting' in field) return number(said.slice(0, CAPS.answer));
    const { id, options } = field.question;
    const offered = said === UNKNOWN_ANSWER || options.some((option) => option.id === said);
    return offered ? [{ is: 'option', question: id, option: said }] : [];
  });
}
