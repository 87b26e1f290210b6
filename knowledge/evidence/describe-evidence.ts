import { formatHresult, toHresult } from '../hresult.ts';
import type { Knowledge } from '../load-knowledge.ts';
import type { FoundEvidence } from '../match-articles.ts';
import { VALUE_QUESTION } from '../question.ts';

const code = (value: number) => {
  const known = toHresult(value);
  return known === undefined ? String(value) : formatHresult(known);
};

/** What an event says of itself, as far as the entry asks for it in so many words. */
function about({ service, process }: FoundEvidence['item']): string {
  return beside('about', service ?? process);
}

/** A word with what it leads to; nothing where there is nothing. */
const beside = (word: string, what: string | number | undefined) => (what ? ` ${word} ${what}` : '');

function named(knowledge: Knowledge, { item, readOff, source }: FoundEvidence): string {
  // Without a source in the paste it is not known whose event it is, so it is not said either.
  if (item.event !== undefined) return `event ${item.event}${beside('from', source && item.from)}${about(item)}`;
  if (item.line !== undefined) return `the line "${item.line}"${beside('of', item.program)}`;
  if (item.words !== undefined) return 'words of your message';
  if (item.code !== undefined) return `code ${code(item.code)}${beside('in event', item.in)}`;
  if (item.question === VALUE_QUESTION) return 'current number';
  const question = knowledge.questions.get(item.question ?? '');
  const option = question?.options.find((one) => one.id === item.option);
  return `${readOff ? 'read from the paste' : 'answer'} "${option?.label ?? item.option}" to "${question?.ask ?? item.question}"`;
}

/** One piece of evidence in words, e.g. `event 4094 from MSExchangeIMC: logging on to the store again was refused`. */
export function describeEvidence(knowledge: Knowledge, found: FoundEvidence): string {
  const reason = 'because' in found.item ? found.item.because : found.item.note;
  return named(knowledge, found) + (reason ? `: ${reason}` : '');
}
