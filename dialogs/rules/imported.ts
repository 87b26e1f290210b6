import { wayQuestion } from '../../knowledge/library/imported.ts';
import { type Heard, saying } from '../reading/sayings.ts';
import { hitBlocks, importedLeft, namedBlocks } from '../saying/imported/imported-choice.ts';
import { imported as say } from '../saying/imported/phrases-imported.ts';
import { inPassing } from '../saying/interruption.ts';
import { text } from '../saying/phrases.ts';
import { type At, opened } from '../walking/at.ts';
import { nextWay, withNoted } from '../walking/imported/imported-steps.ts';
import { answered } from '../walking/moved.ts';
import { enter, goForward, goTo } from '../walking/walk-article.ts';
import { said, show } from './outcome.ts';
import type { Outcome, Rule } from './rule.ts';

/** Notes what stands in the key of this step, and goes on. */
function noted(at: At, was: string, tells: string): Outcome {
  const { article, screen } = opened(at);
  const key = screen.kind === 'step' ? (screen.looksAt ?? '') : '';
  return show(goForward(at.with(withNoted(at.case, article.id, key, was))), tells);
}

/** The way behind the one that did not help, from its first step; the warning of the article holds for all its ways. */
function onNextWay(at: At): Outcome {
  const { article } = opened(at);
  const chosen = answered(at, wayQuestion(article.id), nextWay(article, at.answers)?.option ?? '');
  const first = chosen.open?.plan.screens.find(({ kind }) => kind === 'step');
  return show(first ? goTo(chosen, first.id) : chosen);
}

const LOOK = { at: 'step/look' } as const;

/** An alert names its runbook. */
function named(at: At, heard: Heard): Outcome {
  const ids = saying(heard, 'names-articles')?.articles ?? [];
  const articles = ids.flatMap((id) => at.knowledge.articles.get(id) ?? []);
  const [only, another] = articles;
  if (!only) return show(at);
  if (!another) return show(at.with({ ...enter(at.case, only), parents: [] }), say.named(only.id));
  const { blocks, choices } = namedBlocks(articles);
  return said(at, inPassing(at, say.hitsTitle, blocks, choices));
}

/** What is read before any paste: what stands in a registry key, and the name of an article in the text of an alert. */
export const BEFORE_PASTES: readonly Rule[] = [
  {
    id: 'library/named',
    at: 'no article',
    on: 'names-articles',
    if: 'nothing is known',
    unless: ['it asks', 'the words answer the screen'],
    so: 'opens the imported article that it names, as an alert does, or offers those that it names',
    does: named,
  },
  {
    ...LOOK,
    id: 'look/noted',
    on: 'stands-there',
    so: 'notes what is there before the change, and goes on',
    does: (at, heard) => {
      const { words } = saying(heard, 'stands-there') ?? { words: '' };
      return noted(at, words, say.looked(words.replace(/[`*]/g, '').slice(0, 200)));
    },
  },
];

/** The step that asks what stands in a registry key, and what else only imported articles have. */
export const IMPORTED: readonly Rule[] = [
  {
    ...LOOK,
    id: 'look/unknown',
    on: ['order:unknown', 'order:skip', 'order:no'],
    so: 'notes that nobody looked, and goes on',
    does: (at) => noted(at, say.unknownWas, say.lookedUnknown),
  },
  {
    ...LOOK,
    id: 'look',
    on: 'anything',
    so: 'asks for what is there now',
    does: (at) => show(at, say.lookPlease),
  },
  {
    id: 'unsolved/next-way',
    at: 'end/unsolved',
    on: 'goes-on',
    if: 'the article tells another way',
    so: 'goes on with the next way of the article',
    does: onNextWay,
  },
];

/** What imported articles have for words alone, and "none of them". */
export const LIBRARY: readonly Rule[] = [
  {
    id: 'library/none',
    at: 'no article',
    on: 'order:none',
    if: 'imported articles are offered',
    so: 'offers these imported articles no more',
    does: (at) => {
      const ruledOut = [...(at.case.ruledOut ?? []), ...importedLeft(at).map(({ id }) => id)].slice(-20);
      return show(at.with({ ...at.case, ruledOut }), say.noneSaid);
    },
  },
  {
    id: 'library/words',
    at: 'no article',
    on: 'hits',
    if: 'nothing is known',
    unless: ['it is said in the plain words', 'the words answer the screen'],
    so: 'offers the imported articles in which the words stand',
    does: (at, heard) => {
      const { blocks, choices } = hitBlocks(heard.hits);
      return said(at, inPassing(at, say.hitsTitle, [...blocks, text(say.hitsPaste)], choices));
    },
  },
];
