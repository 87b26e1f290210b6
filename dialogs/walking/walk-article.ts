import type { Article } from '../../knowledge/article.ts';
import { currentReading } from '../../knowledge/judge-number.ts';
import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import { VALUE_QUESTION } from '../../knowledge/question.ts';
import { remembering } from '../../knowledge/remember.ts';
import { settledAnswers } from '../../knowledge/settled-answers.ts';
import { planArticle, STAY } from './article-plan.ts';
import type { Case } from './case.ts';
import type { OpenArticle, Plan, Screen } from './screen.ts';

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
export const openArticle = remembering((knowledge: Knowledge, kept: Case): OpenArticle | undefined => {
  const article = kept.cursor && knowledge.articles.get(kept.cursor.articleId);
  if (!kept.cursor || !article) return undefined;
  const plan = planArticle(knowledge, article, kept);
  return { article, plan, screen: land(plan, kept, article, kept.cursor.screen) };
});

function settled(knowledge: Knowledge, kept: Case, screen: Screen): boolean {
  if (screen.kind === 'question') return settledAnswers(knowledge.questions, kept.known).has(screen.question.id);
  if (screen.kind === 'value')
    return currentReading(screen.setting, kept.known) !== undefined || VALUE_QUESTION in kept.known.answers;
  if (screen.kind === 'other-version' || screen.kind === 'other-cause')
    return kept.known.answers[`${screen.id}:${screen.articleId}`] === STAY;
  return false;
}

function put(kept: Case, open: OpenArticle, screen: Screen, trail: string[]): Case {
  const cursor = { articleId: open.article.id, revision: open.article.revision, screen: screen.id };
  return { ...kept, cursor, trail: trail.slice(-50) };
}

/** Goes to a screen by its id, through the one door. */
export function goTo(knowledge: Knowledge, kept: Case, id: string): Case {
  const open = openArticle(knowledge, kept);
  if (!open) return kept;
  const screen = land(open.plan, kept, open.article, id);
  // Whoever wants to take a change back and has to agree first comes to the undo then, and not to the beginning of the steps.
  const wanted = open.plan.undo.find((step) => step.id === id) ?? screen;
  return wanted.id === kept.cursor?.screen ? kept : put(kept, open, wanted, [...kept.trail, open.screen.id]);
}

/** One screen on from where the case stood, over questions that are settled. At an end it stays. */
export function goForward(knowledge: Knowledge, kept: Case): Case {
  const open = openArticle(knowledge, kept);
  if (!open || open.screen.kind === 'ending') return kept;
  const inUndo = open.plan.undo.findIndex((screen) => screen.id === open.screen.id);
  if (inUndo >= 0) return goTo(knowledge, kept, open.plan.undo[inUndo + 1]?.id ?? 'undone');
  // The plan may have been cut short by the answer just given; then its ending is next.
  const from = open.plan.screens.findIndex((screen) => screen.id === kept.cursor?.screen);
  const next = open.plan.screens.slice(from + 1).find((screen) => !settled(knowledge, kept, screen));
  return next && from >= 0 ? goTo(knowledge, kept, next.id) : put(kept, open, open.screen, [...kept.trail]);
}

/** One screen back on the way that was really taken; a screen that is no longer in the plan is passed over. */
export function goBack(knowledge: Knowledge, kept: Case): Case {
  const open = openArticle(knowledge, kept);
  if (!open) return kept;
  const trail = [...kept.trail];
  for (let id = trail.pop(); id !== undefined; id = trail.pop()) {
    const there = [...open.plan.screens, ...open.plan.undo].some((screen) => screen.id === id);
    const screen = land(open.plan, kept, open.article, id);
    if (there && screen.id !== open.screen.id) return put(kept, open, screen, trail);
  }
  return { ...kept, trail: [] };
}

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
export function leave(knowledge: Knowledge, kept: Case): Case {
  const parent = kept.parents.at(-1);
  if (!parent) return kept;
  const { agreement, ...cursor } = parent;
  const { agreement: _child, ...rest } = kept;
  const back = { ...rest, ...(agreement && { agreement }), cursor, parents: kept.parents.slice(0, -1), trail: [] };
  // An article that changed meanwhile is for the next turn to begin again, from its first screen.
  return knowledge.articles.get(cursor.articleId)?.revision === cursor.revision ? goForward(knowledge, back) : back;
}
