import type { Setting } from '../../knowledge/article.ts';
import type { SearchHit } from '../../knowledge/library/finding/search-articles.ts';
import { type Question, UNKNOWN_ANSWER } from '../../knowledge/question.ts';
import { plainUtterance } from '../../knowledge/recognizer/utterance.ts';
import { linesIn } from '../../knowledge/signs.ts';
import type { At } from '../walking/at.ts';
import { isDrawn, isFormStillAsked } from '../walking/drawn-buttons.ts';
import { fieldsHere } from '../walking/form.ts';
import { takeEvidence } from '../walking/take-evidence.ts';
import { answersHere } from './answers-here.ts';
import { askedEvents } from './asked-events.ts';
import { askedInWords, namesArticles } from './asked-in-words.ts';
import { askedLines, asksWhy } from './asked-lines.ts';
import { asksAboutNumber, codeWords, namesCode, speaksOfCode } from './code-words.ts';
import { deniedEvents, SINCE, SLIP } from './denied-events.ts';
import { filledIn, formAnswers } from './form-answers.ts';
import { hear, type Words } from './heard.ts';
import { asksBeside, isQuestion } from './is-question.ts';
import { isBaseAlone, isLooseName, isText, setTo, spellingIn } from './number-words.ts';
import type { Answer, Order } from './read-answer.ts';
import { namesOldNumber, readNumber, readOldNumber, type SaidNumber, saysAbsent } from './read-number.ts';
import { readOption } from './read-option.ts';
import { reminderSayings } from './reminder-words.ts';
import {
  type Heading,
  type Heard,
  headingsOf,
  type Mark,
  type NumberOf,
  type PasteOf,
  type Saying,
} from './sayings.ts';
import {
  provesNothing,
  readOutcome,
  saysAlreadyChanged,
  saysServiceTrouble,
  saysStepDone,
  soundsUnsure,
} from './step-words.ts';
import { saidBefore, toldAnswers, toldNumber } from './told-facts.ts';

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
    ...when(text.trim() === '', 'wordless'),
    ...when(soundsUnsure(text), 'unsure'),
    ...when(provesNothing(text), 'acknowledged'),
    ...when(saysServiceTrouble(text), 'trouble'),
    ...when(namesCode(text), 'names-code'),
    ...when(asksAboutNumber(text), 'asks-number'),
    ...when(speaksOfCode(text), 'speaks-of-code'),
  ];
}

function numbers(text: string): Saying[] {
  return [
    ...number('now', readNumber(text)),
    ...number('old', readOldNumber(text)),
    ...number('before', saidBefore(text)),
    ...number('made', setTo(text)),
  ];
}

function ofSetting(setting: Setting, text: string): Saying[] {
  const exact = spellingIn(setting, text);
  return [
    ...(exact === undefined ? [] : [{ is: 'name', exact } satisfies Saying]),
    ...when(isLooseName(setting, text), 'loose-name'),
  ];
}

function ofQuestion(question: Question, { text, answer }: Words): Saying[] {
  const option = answer.kind === 'skip' ? UNKNOWN_ANSWER : readOption(question, text, answer);
  return option === undefined ? [] : [{ is: 'option', question: question.id, option }];
}

/** What the person wants of the conversation. At a step its own words, and "it's running", say that it is done. */
function orders(answer: Answer, atStep: boolean, deed: boolean): Saying[] {
  const { kind, exact = false, sure = false } = answer;
  const order = (as: Order): Saying[] => [{ is: 'order', order: as, exact, sure }];
  if (deed && !exact) return order('done');
  switch (kind) {
    case 'text':
      return [];
    case 'agree':
      return [{ is: 'consent' }];
    case 'topic':
      return [{ is: 'topic', topics: answer.topics }];
    case 'go-to':
      return [{ is: 'go-to', articleId: answer.articleId }];
    case 'solved':
      return order(atStep && !exact ? 'done' : 'solved');
    default:
      return order(kind);
  }
}

/** "What do I do first" is asked of what was told, and no fix is asked for beside it. */
function wanted(at: At, words: Words, atStep: boolean, deed: boolean): Saying[] {
  const { answer } = words;
  const why = asksWhy(at, words);
  const isFirst = why.length > 0 && answer.kind === 'fix' && !answer.exact;
  return isFirst ? why : [...why, ...orders(answer, atStep, deed)];
}

function facts(at: At, text: string, asked: ReadonlySet<string>): Saying[] {
  const told = toldAnswers(at, text, asked);
  const events = deniedEvents(at.case.known, text);
  return [
    ...(told.length > 0 ? [{ is: 'facts', told } satisfies Saying] : []),
    ...(events.length > 0
      ? [{ is: 'denied', events, since: SINCE.test(text), slip: SLIP.test(text) } satisfies Saying]
      : []),
  ];
}

function pasted({ result }: Words, newEvents: number): Saying[] {
  const holds: [PasteOf, boolean][] = [
    ['events', result.events.length > 0 || linesIn(result.signs) > 0],
    ['new-events', newEvents > 0],
    ['readings', result.readings.length > 0],
    ['codes', result.codes.length > 0],
    ['guesses', result.guesses.length > 0],
    ['garbled', result.guesses.some((guess) => guess.kind !== 'code')],
    ['source', result.named.length > 0],
    ['numbers', result.bareNumbers.length > 0],
  ];
  return holds.flatMap(([of, is]): Saying[] => (is ? [{ is: 'paste', of }] : []));
}

/** What it answers of the form that is shown, filled in or written. */
function formSayings(at: At, { text, utterance }: Words): Saying[] {
  const filled = utterance.pressed?.filled;
  if (!filled) return formAnswers(at, text);
  return [...filledIn(at, filled), ...when(fieldsHere(at).length > 0, 'form')];
}

function outcomes(text: string): Saying[] {
  const outcome = readOutcome(text);
  return outcome ? [{ is: 'outcome', as: outcome }] : [];
}

/** What stands in a registry key, at the step that asks for it: whatever looks like a value, and no order or question. */
function standsThere({ open }: At, { text, answer, utterance }: Words, newEvents: number): Saying[] {
  const asked = open?.screen.kind === 'step' && open.screen.task === 'look';
  const words = text.trim();
  if (!asked || newEvents > 0 || words === '' || isQuestion(text)) return [];
  if (answer.exact || (utterance.pressed && !saysAbsent(text))) return [];
  const isValue = answer.kind === 'text' || saysAbsent(text) || /[\d=:\\"]/.test(words);
  return isValue ? [{ is: 'stands-there', words }] : [];
}

const STEPS_BACK =
  /\bback (two|three|four|five|[2-5]) (?:steps|screens|questions)\b|\b(two|three|four|five|[2-5]) (?:(?:steps|screens|questions) )?back\b/i;
const COUNTS: Readonly<Record<string, number>> = { two: 2, three: 3, four: 4, five: 5 };

/** "Go back two steps". */
function stepsBack(text: string): Saying[] {
  const [, behind, before] = STEPS_BACK.exec(text.slice(0, LONGEST_QUOTE)) ?? [];
  const count = (behind ?? before)?.toLowerCase();
  return count === undefined ? [] : [{ is: 'steps-back', count: COUNTS[count] ?? Number(count) }];
}

/** Whether a button was pressed that the last reply does not have, and that is no form whose questions are still asked. */
const isStale = (at: At, { pressed }: Words['utterance']): boolean =>
  pressed !== undefined && !isDrawn(at.case, pressed) && !isFormStillAsked(at, pressed);

/** What one reader found, else what another one finds. */
const first = (found: Saying[], otherwise: () => Saying[]): Saying[] => (found.length > 0 ? found : otherwise());

/** Turns an utterance into what it says at this place of the case. The only reader of the words: nothing behind it sees them. */
export function readSayings(at: At, words: Words, hits: readonly SearchHit[] = []): Heard {
  const { text, beside, utterance, result } = words;
  const screen = at.open?.screen;
  const fields = fieldsHere(at);
  const asked = at.open ? undefined : at.knowledge.questions.get(at.case.asked ?? '');
  const form = formSayings(at, words);
  const [setting] = at.open?.article.settings ?? [];
  const step = screen?.kind === 'step' ? screen : undefined;
  const deed = step !== undefined && !isQuestion(text) && saysStepDone(step, text);
  const { known, newEvents } = takeEvidence(at.case.known, result, at.knowledge.index);
  const sayings: Saying[] = [
    ...when(isStale(at, utterance), 'stale'),
    ...wanted(at, words, step !== undefined, deed),
    ...marks(text),
    ...when(asksBeside(text), 'question-beside'),
    ...(form.some((one) => one.is === 'number') ? [] : numbers(text)),
    ...form,
    ...when(deed, 'deed'),
    ...outcomes(text),
    ...(setting ? ofSetting(setting, text) : []),
    ...(setting || beside !== '' ? number('told', toldNumber(beside || text)) : []),
    ...(asked ? ofQuestion(asked, words) : []),
    ...facts(at, beside || text, new Set([...fields.map(({ id }) => id), at.case.asked ?? ''])),
    ...pasted(words, newEvents),
    ...first(askedEvents(at, words), () => askedLines(at, words)),
    ...askedInWords(at, words),
    ...namesArticles(at, words),
    ...standsThere(at, words, newEvents),
    ...reminderSayings(text),
    ...when(hits.length > 0, 'hits'),
    ...stepsBack(text),
    { is: 'code-words', words: codeWords(text) },
  ];
  const headings = new Set(sayings.flatMap(headingsOf));
  if (answersHere(at, headings)) headings.add('answers');
  return { utterance, result, sayings, headings, known, begins: text.trim().slice(0, LONGEST_QUOTE), hits };
}

/** What is heard when nobody spoke: somebody only opened the chat, or the time of a reminder has come. */
export function nothingSaid(at: At, why: 'opened' | 'reminded' = 'opened'): Heard {
  const heard = readSayings(at, hear(plainUtterance('')));
  return { ...heard, headings: new Set<Heading>([...heard.headings, why]) };
}
