import type { Setting } from '../../knowledge/article.ts';
import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import type { Question } from '../../knowledge/question.ts';
import type { Case } from '../walking/case.ts';
import type { OpenArticle, StepScreen } from '../walking/screen.ts';
import { codeWords, namesCode, speaksOfCode } from './code-words.ts';
import { clausesOf } from './denial.ts';
import { deniedEvents, SINCE, SLIP } from './denied-events.ts';
import type { Words } from './heard.ts';
import { isQuestion } from './is-question.ts';
import { isBaseAlone, isLooseName, isText, setTo, spellingIn } from './number-words.ts';
import { namesOldNumber, readNumber, readOldNumber, type SaidNumber, saysAbsent } from './read-number.ts';
import { readOption } from './read-option.ts';
import {
  provesNothing,
  readOutcome,
  saysAlreadyChanged,
  saysServiceTrouble,
  saysStepDone,
  soundsUnsure,
} from './step-words.ts';
import { type ToldAnswer, toldAnswers, toldNumber } from './told-facts.ts';

/** Of what a number is said: what an editor shows, what was there before, what was set, or what stands in a longer sentence. */
type NumberOf = 'now' | 'old' | 'before' | 'made' | 'told';
/** Deeds that prove a step done, in the step's own words. */
type Deed = 'backup' | 'restart';

/** What is either said or not said. */
type Mark =
  /** it asks, rather than answers */
  | 'question'
  /** a question mark stands in it */
  | 'asks'
  /** the setting is not there */
  | 'absent'
  /** the number is called the old one */
  | 'names-old'
  /** the change was made before its step was shown */
  | 'changed-already'
  /** a name like that of the setting, of which nobody can tell whether it is right */
  | 'loose-name'
  /** the registry value shown is a text and no number */
  | 'text-value'
  /** "hex", alone */
  | 'base'
  /** a digit stands in it, read or not */
  | 'digits'
  /** thinks, hopes or guesses */
  | 'unsure'
  /** heard us, and did nothing */
  | 'acknowledged'
  /** a service does not start or stop */
  | 'trouble'
  | 'names-code'
  | 'speaks-of-code';

/** One thing that an utterance says. An utterance can say several, and each of them counts. */
export type Saying =
  | { is: Mark }
  | { is: 'number'; of: NumberOf; number: SaidNumber }
  /** the setting's name, spelt exactly so */
  | { is: 'name'; exact: string }
  | { is: 'option'; question: string; option: string }
  /** about the server, unasked */
  | { is: 'facts'; told: readonly ToldAnswer[] }
  /** `since`: stays away now; `slip`: never was there */
  | { is: 'denied'; events: readonly number[]; since: boolean; slip: boolean }
  | { is: 'deed'; deed: Deed }
  | { is: 'outcome'; as: 'solved' | 'not-solved' }
  /** words that may be codes or their names */
  | { is: 'code-words'; words: readonly string[] };

/** What was heard, as everything behind this room sees it: without the text. */
export interface Heard extends Pick<Words, 'answer' | 'result'> {
  utterance: Pick<Words['utterance'], 'pressed' | 'unreadable' | 'cut'>;
  sayings: readonly Saying[];
  /** how it begins, to be quoted and never read; empty when nothing was said */
  begins: string;
}

const LONGEST_QUOTE = 80;

const when = (holds: boolean, is: Mark): Saying[] => (holds ? [{ is }] : []);
const number = (of: NumberOf, said: SaidNumber | undefined): Saying[] =>
  said ? [{ is: 'number', of, number: said }] : [];

function marks(text: string): Saying[] {
  return [
    ...when(isQuestion(text), 'question'),
    ...when(text.includes('?'), 'asks'),
    ...when(saysAbsent(text), 'absent'),
    ...when(namesOldNumber(text), 'names-old'),
    ...when(saysAlreadyChanged(text), 'changed-already'),
    ...when(isText(text), 'text-value'),
    ...when(isBaseAlone(text), 'base'),
    ...when(/\d/.test(text), 'digits'),
    ...when(soundsUnsure(text), 'unsure'),
    ...when(provesNothing(text), 'acknowledged'),
    ...when(saysServiceTrouble(text), 'trouble'),
    ...when(namesCode(text), 'names-code'),
    ...when(speaksOfCode(text), 'speaks-of-code'),
  ];
}

function numbers(text: string): Saying[] {
  const [before] = clausesOf(text).flatMap((clause) => readOldNumber(clause.text) ?? []);
  return [
    ...number('now', readNumber(text)),
    ...number('old', readOldNumber(text)),
    ...number('before', before),
    ...number('made', setTo(text)),
  ];
}

function ofSetting(setting: Setting, text: string): Saying[] {
  const exact = spellingIn(setting, text);
  return [
    ...number('told', toldNumber(setting, text)),
    ...(exact === undefined ? [] : [{ is: 'name', exact } satisfies Saying]),
    ...when(isLooseName(setting, text), 'loose-name'),
  ];
}

function ofQuestion(question: Question, { text, answer }: Words): Saying[] {
  const option = readOption(question, text, answer);
  return option === undefined ? [] : [{ is: 'option', question: question.id, option }];
}

function deeds(text: string): Saying[] {
  const outcome = readOutcome(text);
  return [
    ...(saysStepDone({ id: '', task: 'backup' }, text) ? [{ is: 'deed', deed: 'backup' } satisfies Saying] : []),
    ...(saysStepDone({ id: 'restart', task: 'do' }, text) ? [{ is: 'deed', deed: 'restart' } satisfies Saying] : []),
    ...(outcome ? [{ is: 'outcome', as: outcome } satisfies Saying] : []),
  ];
}

function facts(knowledge: Knowledge, kept: Case, text: string, asked: string | undefined): Saying[] {
  const told = toldAnswers(knowledge, kept, text, asked);
  const events = deniedEvents(kept.known, text);
  return [
    ...(told.length > 0 ? [{ is: 'facts', told } satisfies Saying] : []),
    ...(events.length > 0
      ? [{ is: 'denied', events, since: SINCE.test(text), slip: SLIP.test(text) } satisfies Saying]
      : []),
  ];
}

/** Turns an utterance into what it says at this place of the case. The only reader of the words: nothing behind it sees them. */
export function readSayings(knowledge: Knowledge, kept: Case, open: OpenArticle | undefined, words: Words): Heard {
  const { text, utterance, result, answer } = words;
  const shown = open?.screen.kind === 'question' ? open.screen.question : undefined;
  const asked = open ? shown : knowledge.questions.get(kept.asked ?? '');
  const [setting] = open?.article.settings ?? [];
  const sayings = [
    ...marks(text),
    ...numbers(text),
    ...deeds(text),
    ...(setting ? ofSetting(setting, text) : []),
    ...(asked ? ofQuestion(asked, words) : []),
    ...facts(knowledge, kept, text, shown?.id ?? kept.asked),
    { is: 'code-words', words: codeWords(text) } satisfies Saying,
  ];
  return { utterance, result, answer, sayings, begins: text.trim().slice(0, LONGEST_QUOTE) };
}

/** What a pasted registry text says: the same as if its number had been typed, so that the two can never be judged differently. */
export function shown(value: number | 'absent'): Saying[] {
  return value === 'absent'
    ? [{ is: 'absent' }]
    : [{ is: 'digits' }, { is: 'number', of: 'now', number: { value, base: 10 } }];
}

/** The first saying of a kind. */
export function saying<K extends Saying['is']>({ sayings }: Heard, is: K): Extract<Saying, { is: K }> | undefined {
  return sayings.find((one): one is Extract<Saying, { is: K }> => one.is === is);
}

export const says = ({ sayings }: Heard, is: Saying['is']): boolean => sayings.some((one) => one.is === is);

export function numberOf({ sayings }: Heard, of: NumberOf): SaidNumber | undefined {
  return sayings.flatMap((one) => (one.is === 'number' && one.of === of ? [one.number] : []))[0];
}

/** The setting's name as it was spelt beside a number. */
export const nameIn = (heard: Heard): string | undefined => saying(heard, 'name')?.exact;

export function optionOf({ sayings }: Heard, question: Question): string | undefined {
  return sayings.flatMap((one) => (one.is === 'option' && one.question === question.id ? [one.option] : []))[0];
}

/** Whether a step is said to be done in its own words. */
export function deedDone({ sayings }: Heard, { id, task }: StepScreen): boolean {
  const deed = task === 'backup' ? 'backup' : id.includes('restart') ? 'restart' : undefined;
  return sayings.some((one) => one.is === 'deed' && one.deed === deed);
}
