import type { SearchHit } from '../../../knowledge/library/finding/search-articles.ts';
import type { At } from '../../walking/at.ts';
import { otherBlocks } from '../ending-reply.ts';
import { hitBlocks } from '../imported/imported-choice.ts';
import { inPassing } from '../interruption.ts';
import { CHOICES, choice, text } from '../phrases.ts';
import { asks } from '../phrases-asks.ts';
import { value } from '../phrases-diagnosis.ts';
import type { Reply } from '../reply.ts';
import { articlesOf, listed } from './sounds-reply.ts';

const MOST_LISTED = 30;
const MOST_BUTTONS = 3;

/** What was looked for. */
export function searchReply(at: At, ids: readonly string[], all: number, hits: readonly SearchHit[]): Reply {
  const articles = articlesOf(at, ids).slice(0, MOST_LISTED);
  const found = hitBlocks(hits);
  const curated = articles.length > 0 ? [text(asks.listed(articles.length, all)), listed(articles)] : [];
  const blocks = [...curated, ...found.blocks];
  if (blocks.length === 0) return inPassing(at, asks.searchTitle, [text(asks.searchNone)]);
  const open = articles.slice(0, MOST_BUTTONS).map(({ id }) => CHOICES.goTo(id));
  return inPassing(at, asks.searchTitle, blocks, [...open, ...found.choices]);
}

/** Nobody could be sure: the likeliest meanings, as buttons. */
export const betweenReply = (at: At, examples: readonly string[]): Reply =>
  inPassing(
    at,
    asks.betweenTitle,
    [text(asks.between), ...(at.open || at.case.known.events.length > 0 ? [] : [text(asks.fixNothing)])],
    examples.map((example) => choice(example)),
  );

/** "That is not right", or "that did not help": what else fits, and a person. */
export function doubtReply(at: At, title: string, say: string): Reply {
  const { open } = at;
  const { blocks, choices } = open
    ? otherBlocks(at, open.article.id, value.otherCandidates)
    : { blocks: [], choices: [] };
  return inPassing(at, title, [text(say), ...blocks], [...choices, CHOICES.human]);
}
