import type { Knowledge } from '../../../knowledge/load-knowledge.ts';
import type { At } from '../../walking/at.ts';
import type { AsideCase } from '../../walking/case.ts';
import { inPassing } from '../interruption.ts';
import { choice, text } from '../phrases.ts';
import { asks } from '../phrases-asks.ts';
import type { Reply } from '../reply.ts';
import { eventNames } from './case-events.ts';

const MOST_EVENTS = 3;

/** How a case is told apart from the others. */
export function caseTitle(knowledge: Knowledge, { cursor, known, change }: AsideCase): string {
  const article = knowledge.articles.get(cursor?.articleId ?? '');
  const events = eventNames(known.events, MOST_EVENTS);
  return `${asks.caseOf(article?.title, events)}${change?.made ? asks.caseChange : ''}`;
}

/** The case beside that is meant: by its number in the list, or by words of its article, product or events; the newest of several. */
export function caseNamed({ knowledge, case: { others = [] } }: At, words: readonly string[]): AsideCase | undefined {
  const number = words.length === 1 && /^\d+$/.test(words[0] ?? '') ? Number(words[0]) : undefined;
  if (number !== undefined && others[number - 1]) return others[number - 1];
  if (words.some((word) => ['other', 'old', 'previous', 'last', 'earlier'].includes(word))) return others.at(-1);
  if (words.some((word) => ['first', 'oldest'].includes(word))) return others[0];
  const about = (one: AsideCase) => {
    const product = knowledge.articles.get(one.cursor?.articleId ?? '')?.product ?? '';
    return `${caseTitle(knowledge, one)} ${product} ${one.cursor?.articleId ?? ''}`.toLowerCase();
  };
  return others.findLast((one) => words.every((word) => about(one).includes(word)));
}

/** Every case of the person, with a way back to each. */
export function casesReply(at: At, lead?: string): Reply {
  const others = at.case.others ?? [];
  const items = [
    ...others.map((one, place) => asks.caseLine(place + 1, caseTitle(at.knowledge, one), false)),
    asks.caseLine(others.length + 1, caseTitle(at.knowledge, at.case), true),
  ];
  return inPassing(
    at,
    asks.casesTitle,
    [
      ...(lead === undefined ? [] : [text(lead)]),
      { kind: 'list', items },
      ...(others.length === 0 ? [text(asks.onlyCase)] : []),
    ],
    others.map((_, place) => choice(`Case ${place + 1}`)),
  );
}
