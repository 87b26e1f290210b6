import type { At } from '../../walking/at.ts';
import { otherBlocks, otherMatches } from '../ending-reply.ts';
import { inPassing } from '../interruption.ts';
import { CHOICES, choice, text } from '../phrases.ts';
import { asks } from '../phrases-asks.ts';
import { value } from '../phrases-diagnosis.ts';
import type { Reply } from '../reply.ts';
import { articlesOf, listed } from './sounds-reply.ts';

const MOST_LISTED = 30;
const MOST_BUTTONS = 3;

/** What was looked for. */
export function searchReply(at: At, ids: readonly string[], all: number): Reply {
  const articles = articlesOf(at, ids).slice(0, MOST_LISTED);
  if (articles.length === 0) return inPassing(at, asks.searchTitle, [text(asks.searchNone)]);
  const blocks = [text(asks.listed(articles.length, all)), listed(articles)];
  return inPassing(
    at,
    asks.searchTitle,
    blocks,
    articles.slice(0, MOST_BUTTONS).map(({ id }) => CHOICES.goTo(id)),
  );
}

/** Nobody could be sure: the likeliest meanings, as buttons. */
export const betweenReply = (at: At, examples: readonly string[]): Reply =>
  inPassing(
    at,
    asks.betweenTitle,
    [text(asks.between)],
    examples.map((example) => choice(example)),
  );

/** "That is not right", or "that did not help": what else fits, and a person. */
export function doubtReply(at: At, title: string, say: string): Reply {
  const { open } = at;
  const { blocks, choices } = open
    ? otherBlocks(otherMatches(at, open.article.id), value.otherCandidates)
    : { blocks: [], choices: [] };
  return inPassing(at, title, [text(say), ...blocks], [...choices, CHOICES.human]);
}
