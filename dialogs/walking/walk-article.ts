import type { Article } from '../../knowledge/article.ts';
import { planArticle } from './article-plan.ts';
import type { At } from './at.ts';
import type { Case } from './case.ts';
import { openFields } from './form.ts';
import { carriedOut, takenBack } from './other-setting-steps.ts';
import type { OpenArticle, Plan, Screen, StepScreen } from './screen.ts';

/** Whether the warning of exactly this article, as it reads today, was agreed to in this case. */
export function agreed(kept: Case, article: Article): boolean {
  return kept.agreement?.articleId === article.id && kept.agreement.revision === article.revision;
}

/**
 * The only door to a screen. A step of an article that can break something opens only after the agreement; before it,
 * the warning stands there instead. Every move in the program goes through here, also those after a restart.
 */
export function land(plan: Plan, kept: Case, article: Article, id: string): Screen {
  const [first] = plan.screens;
  if (!first) throw new Error(`article ${article.id} has an empty plan`);
  const wanted = [...plan.screens, ...plan.undo].find((screen) => screen.id === id);
  const warning = plan.screens.find((screen) => screen.kind === 'warning');
  if (!wanted) return plan.screens.find((screen) => screen.kind === 'ending') ?? first;
  if (wanted.kind !== 'step' || !plan.risky || agreed(kept, article)) return wanted;
  return warning ?? first;
}

/** Opens the article a case stands in; undefined when none is open or the knowledge no longer has it. */
export function openArticle(at: Omit<At, 'open' | 'with'>): OpenArticle | undefined {
  const { cursor } = at.case;
  const article = cursor && at.knowledge.articles.get(cursor.articleId);
  if (!cursor || !article) return undefined;
  const plan = planArticle(at, article);
  return { article, plan, screen: land(plan, at.case, article, cursor.screen) };
}

/** Whether somebody has decided to keep to the open article although it was said that another one fits. */
export const keepsTo = (kept: Case, screen: Extract<Screen, { articleId: string; id: string }>): boolean =>
  kept.decided?.staysDespite?.includes(screen.articleId) === true;

function settled(at: At, { article }: OpenArticle, screen: Screen): boolean {
  if (screen.kind === 'form') return openFields(at, article).length === 0;
  if (screen.kind === 'other-version' || screen.kind === 'other-cause') return keepsTo(at.case, screen);
  return false;
}

function put(at: At, { article }: OpenArticle, screen: Screen, trail: string[]): At {
  const cursor = { articleId: article.id, revision: article.revision, screen: screen.id };
  return at.with({ ...at.case, cursor, trail: trail.slice(-50) });
}

/** Goes to a screen by its id, through the one door. */
export function goTo(at: At, id: string): At {
  const { open, case: kept } = at;
  if (!open) return at;
  const screen = land(open.plan, kept, open.article, id);
  // Whoever wants to take a change back and has to agree first comes to the undo then, and not to the beginning of the steps.
  const wanted = open.plan.undo.find((step) => step.id === id) ?? screen;
  return wanted.id === kept.cursor?.screen ? at : put(at, open, wanted, [...kept.trail, open.screen.id]);
}

/** One screen on from where the case stood, over questions that are settled. At an end it stays. */
export function goForward(at: At): At {
  const { open } = at;
  if (!open || open.screen.kind === 'ending') return at;
  const inUndo = open.plan.undo.findIndex((screen) => screen.id === open.screen.id);
  if (inUndo >= 0) {
    const next = open.plan.undo[inUndo + 1]?.id;
    if (next !== undefined) return goTo(at, next);
    const undone = goTo(at, 'undone');
    return undone.with(takenBack(undone.case, open.article.id));
  }
  const { screen } = open;
  if (screen.kind === 'step' && screen.changes !== undefined) {
    const moved = onward(at, open);
    return moved.with(carriedOut(moved.case, open.article.id, screen.changes));
  }
  return onward(at, open);
}

/** The next screen of the plan, over questions that are settled. */
function onward(at: At, open: OpenArticle): At {
  const { case: kept } = at;
  // The plan may have been cut short by the answer just given; then its ending is next.
  const from = open.plan.screens.findIndex((screen) => screen.id === kept.cursor?.screen);
  const next = open.plan.screens.slice(from + 1).find((screen) => !settled(at, open, screen));
  return next && from >= 0 ? goTo(at, next.id) : put(at, open, open.screen, [...kept.trail]);
}

/** One screen back on the way that was really taken; a screen that is no longer in the plan is passed over. */
export function goBack(at: At): At {
  const { open, case: kept } = at;
  if (!open) return at;
  const trail = [...kept.trail];
  for (let id = trail.pop(); id !== undefined; id = trail.pop()) {
    const there = [...open.plan.screens, ...open.plan.undo].some((screen) => screen.id === id);
    const screen = land(open.plan, kept, open.article, id);
    if (there && screen.id !== open.screen.id) return put(at, open, screen, trail);
  }
  return at.with({ ...kept, trail: [] });
}

/** How many screens of the plan lie behind the case; at an end, and in the undo, as far as the way that was taken went. */
export function passed({ trail }: Pick<Case, 'trail'>, { plan, screen }: OpenArticle): number {
  const place = (id: string) => plan.screens.findIndex((one) => one.id === id);
  const here = screen.kind === 'ending' ? -1 : place(screen.id);
  return here >= 0 ? here : Math.max(-1, ...trail.map(place)) + 1;
}

/** What is to be done later and has not been come to, in the order of the article. */
export const followUpsLeft = (kept: Pick<Case, 'trail'>, open: OpenArticle): (StepScreen & { after: string })[] =>
  open.plan.screens
    .slice(passed(kept, open))
    .flatMap((one) => (one.kind === 'step' && one.after !== undefined ? [{ ...one, after: one.after }] : []));

/** Enters an article at its diagnosis. The agreement and the change of an earlier article stay noted in the case. */
export function enter(kept: Case, article: Article): Case {
  const { asked: _asked, ...rest } = kept;
  return { ...rest, cursor: { articleId: article.id, revision: article.revision, screen: 'diagnosis' }, trail: [] };
}

/** Enters an article from a step of another one, to come back to that step afterwards. */
export function enterFromStep(kept: Case, article: Article): Case {
  const { cursor, agreement } = kept;
  const here = cursor && { ...cursor, ...(agreement && { agreement }) };
  return { ...enter(kept, article), parents: here ? [...kept.parents, here].slice(-5) : kept.parents };
}

/** Goes back to the article that led into this one, to the screen after that step; the same case when there is none. */
export function leave(at: At): At {
  const parent = at.case.parents.at(-1);
  if (!parent) return at;
  const { agreement, ...cursor } = parent;
  const { agreement: _child, ...rest } = at.case;
  const parents = at.case.parents.slice(0, -1);
  const back = at.with({ ...rest, ...(agreement && { agreement }), cursor, parents, trail: [] });
  // An article that changed meanwhile is for the next turn to begin again, from its first screen.
  return at.knowledge.articles.get(cursor.articleId)?.revision === cursor.revision ? goForward(back) : back;
}
