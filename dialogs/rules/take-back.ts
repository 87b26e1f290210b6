import { topicTitle } from '../../knowledge/topics.ts';
import { imported } from '../saying/imported/phrases-imported.ts';
import { phrases } from '../saying/phrases.ts';
import type { At } from '../walking/at.ts';
import { backTo, changedBeside } from '../walking/cases.ts';
import { changeOf } from '../walking/changes.ts';
import { carriedOut } from '../walking/other-setting-steps.ts';
import { enter, goTo } from '../walking/walk-article.ts';
import { passing, show } from './outcome.ts';
import type { Outcome } from './rule.ts';

/** Whether there is a change to speak of: an article is open that makes one, or one was made here or in a case beside. */
export const mayHaveChanged = (at: At): boolean =>
  at.open !== undefined ||
  at.case.change !== undefined ||
  (at.case.carriedOut ?? at.case.noted ?? []).length > 0 ||
  changedBeside(at) !== undefined;

/** Shows how what was changed in this case is taken back, the article's own change first. */
export function takeBack(at: At): Outcome {
  const beside =
    at.case.change?.made || at.case.carriedOut || at.open?.screen.kind === 'step' ? undefined : changedBeside(at);
  // A change stays undoable from any case: the one it was made in is opened for it.
  if (beside) return takeBack(backTo(at, beside));
  const here = withChangeAtHand(at);
  const { change, carriedOut: others = [] } = here.case;
  const owner = here.knowledge.articles.get((change?.made ? change : others.at(-1))?.articleId ?? '');
  if (!owner) return passing(at, topicTitle('how_to_undo'), notedOf(at) ?? [phrases.nothingToUndo]);
  const inArticle = here.open?.article.id === owner.id ? here : here.with(enter(here.case, owner));
  return show(goTo(inArticle, inArticle.open?.plan.undo[0]?.id ?? 'undo:restore'));
}

/** What stood in registry keys before an article changed them that is not here any more. */
function notedOf({ case: { noted = [], carriedOut: done = [] } }: At): string[] | undefined {
  if (noted.length === 0 || done.length === 0) return undefined;
  return [imported.goneUndo, ...noted.map(({ articleId, key, was }) => imported.noteLine(articleId, key, was))];
}

/** Whoever stands at a change may have made it, and only not said so yet. */
function withChangeAtHand(at: At): At {
  const { screen, article } = at.open ?? {};
  return article && screen?.kind === 'step' && screen.changes !== undefined
    ? at.with(carriedOut(at.case, article.id, screen.changes))
    : at;
}

/** The change that the person stands at counts as made. */
export function takeBackNow(at: At): Outcome {
  const change = at.open && changeOf(at.open.article, at.case);
  return change ? show(goTo(at.with({ ...at.case, change: { ...change, made: true } }), 'undo:restore')) : takeBack(at);
}
