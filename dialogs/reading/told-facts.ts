import type { Question } from '../../knowledge/question.ts';
import { speaksOfProduct } from '../../knowledge/recognizer/entities/read-versions.ts';
import { CAPS } from '../../knowledge/recognizer/paste/caps.ts';
import type { At } from '../walking/at.ts';
import { clausesOf } from './denial.ts';
import { isQuestion } from './is-question.ts';
import { plainly, readNumber, readOldNumber, type SaidNumber, speaksOfOld } from './read-number.ts';
import { readOption } from './read-option.ts';

interface Spoken {
  id: string;
  /** whether a statement, or several in a row, speak of it */
  names: (text: string) => boolean;
}

/** The questions whose answers people volunteer, and what a statement speaks of that answers one of them. */
const VOLUNTEERED: readonly (Spoken & { not: (text: string) => boolean })[] = [
  {
    id: 'version',
    names: (text) => /\bversion\b/i.test(text) || speaksOfProduct(text),
    not: (text) => /\bwindows|\bnt ?\d|\bw2k|\bservice pack/i.test(text),
  },
  {
    id: 'windows',
    names: (text) => /\bwindows\b|\bnt ?\d|\bw2k\b|\bwin(?:nt|2000|2k)\b/i.test(text),
    not: speaksOfProduct,
  },
];

/** Another machine, or another time. */
const ELSEWHERE =
  /\b(?:other|another|client|clients|workstation|my pc|upgrade|upgraded|upgrading|next|will|plan|planned|used to|before|was|were)\b/i;

/** Every question that is answered unasked, and which statements speak of it. */
function spokenOf({ questions }: Pick<At['knowledge'], 'questions'>): (Spoken & { not?: (text: string) => boolean })[] {
  const ofServer = VOLUNTEERED.map((one) => ({ ...one, not: (text: string) => one.not(text) || ELSEWHERE.test(text) }));
  const others = [...questions.values()].filter(({ about }) => about.length > 0);
  return [
    ...ofServer,
    ...others.map(({ id, about }) => ({
      id,
      names: (text: string) => about.some((words) => text.includes(` ${words} `)),
    })),
  ];
}

/** An answer to a question, as it was told unasked. */
export interface ToldAnswer {
  question: Question;
  option: Question['options'][number];
}

/**
 * What somebody says about the server without being asked, or other than before: "wait, it is version 5.5".
 * @param asked ids of the questions that are on the screen: their answers are read there
 */
export function toldAnswers(
  { knowledge, case: kept }: Pick<At, 'knowledge' | 'case'>,
  text: string,
  asked: ReadonlySet<string>,
): ToldAnswer[] {
  if (text.length > CAPS.answer || isQuestion(text)) return [];
  // "Version 5.0 on NT 4.0" is two statements.
  const clauses = clausesOf(text.replace(/\bon (?=windows|nt ?\d|w2k|win\d)/gi, ', '));
  const all = clauses.map((clause) => clause.text).join('');
  return spokenOf(knowledge).flatMap(({ id, names, not }) => {
    const question = knowledge.questions.get(id);
    // What none of the statements names, each of them need not be asked about.
    if (!question || asked.has(id) || !names(all)) return [];
    const said = clauses.filter((clause) => names(clause.text) && !not?.(clause.text));
    const options = new Set(said.flatMap((clause) => readOption(question, clause.text, { kind: 'text' }) ?? []));
    const [only, other] = options;
    const option = question.options.find((one) => one.id === only);
    return option && other === undefined && kept.known.answers[id] !== only ? [{ question, option }] : [];
  });
}

const NUMBER_IS =
  /\b(?:(?:value|number|setting)\s+(?:is|was|says|shows|reads|=)\s+(?:(?:already|now|still|currently|set|to|at)\s+){0,3}|value\s+)((?:0x[0-9a-f]{1,8}|\d{1,10})(?![\w.])(?:\s*(?:hex|hexadecimal|dec|decimal)\b)?)/i;

/** "Copied it, and the value is 20": the number of the setting, told together with something else. */
export function toldNumber(text: string): SaidNumber | undefined {
  if (text.length > CAPS.answer || isQuestion(text)) return undefined;
  const number = NUMBER_IS.exec(plainly(text))?.[1];
  return number === undefined ? undefined : readNumber(number);
}

/** The first number that one of the statements says the setting had before. */
export const saidBefore = (text: string): SaidNumber | undefined =>
  speaksOfOld(text) ? clausesOf(text).flatMap((clause) => readOldNumber(clause.text) ?? [])[0] : undefined;
