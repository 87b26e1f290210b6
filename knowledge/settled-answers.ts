import type { Article } from './article.ts';
import type { Facts } from './facts.ts';
import { currentReading, judgeCurrent } from './judge-number.ts';
import { type Question, VALUE_QUESTION } from './question.ts';
import { words } from './vocabulary/words.ts';

/** Whether an event of this source is one that an article or a question means by `wanted`. */
export function isSource(wanted: string, found: string): boolean {
  if (wanted === found) return true;
  const [means, is] = [wanted.toLowerCase(), found.toLowerCase()];
  return means === is || words().sources.alike.get(means)?.has(is) === true;
}

const sameSource = (wanted: string | undefined, found: string | undefined) =>
  wanted === undefined || found === undefined || isSource(wanted, found);

/** Whether the facts hold this event; without a source in the paste, the id has to do. */
function holdsEvent(facts: Facts, eventId: number, source: string | undefined): boolean {
  return facts.events.some((event) => event.eventId === eventId && sameSource(source, event.source));
}

/** Whether the facts hold this code anywhere. */
function holdsCode(facts: Facts, code: number): boolean {
  return facts.codes.some((mention) => mention.code === code);
}

/** @param said everything that the events say, in lower case */
function fromPaste(question: Question, facts: Facts, said: string): string | undefined {
  // One event may prove several options at most by accident; the first in the file then wins, as its author ordered them.
  const option = question.options.find((one) =>
    one.answeredBy.some((by) => {
      if ('event' in by) return holdsEvent(facts, by.event, by.from);
      return 'code' in by ? holdsCode(facts, by.code) : said.includes(by.words);
    }),
  );
  if (option) return option.id;
  const files = words().files.find((one) => one.question === question.id);
  if (files === undefined || facts.files.length < 2) return undefined;
  return new Set(facts.files).size > 1 ? files.different : files.same;
}

/**
 * Every question that is settled, by an answer or by the paste itself. What the paste shows beats "I don't know",
 * and somebody's answer beats what the paste suggests.
 */
export function settledAnswers(questions: ReadonlyMap<string, Question>, facts: Facts): ReadonlyMap<string, string> {
  const settled = new Map(Object.entries(facts.answers));
  const said = facts.events
    .map((event) => event.text ?? '')
    .join('\n')
    .toLowerCase();
  for (const question of questions.values()) {
    const answer = settled.get(question.id);
    const read = fromPaste(question, facts, said);
    if (read !== undefined && (answer === undefined || answer === 'unknown')) settled.set(question.id, read);
  }
  return settled;
}

/** The answer to one question as it counts for one article; `value` depends on the article's own setting. */
export function answerFor(
  article: Article,
  settled: ReadonlyMap<string, string>,
  facts: Facts,
  question: string,
): string | undefined {
  if (question !== VALUE_QUESTION) return settled.get(question);
  const [setting] = article.settings;
  const reading = setting && currentReading(setting, facts);
  return setting && reading ? judgeCurrent(setting, reading.value) : undefined;
}
