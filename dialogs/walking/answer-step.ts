import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import { deedDone, type Heard, numberOf, saying, says } from '../reading/sayings.ts';
import { phrases, text } from '../saying/phrases.ts';
import type { Case } from './case.ts';
import { MOVES_ON, type Moved, stays } from './moved.ts';
import { change, changedAlready, correctOldNumber, note, verify, withChange } from './number-steps.ts';
import type { OpenArticle, StepScreen, Task } from './screen.ts';
import { enterFromStep, goForward, goTo } from './walk-article.ts';

function leadInto(knowledge: Knowledge, kept: Case, screen: StepScreen, heard: Heard): Moved {
  const other = knowledge.articles.get(screen.articleId ?? '');
  const { kind } = heard.answer;
  // The button of this step says "Go to Q…".
  if (other && (MOVES_ON.has(kind) || kind === 'go-to')) return { kept: enterFromStep(kept, other), lead: [] };
  if (kind === 'skip' || kind === 'no') return { kept: goForward(knowledge, kept), lead: [] };
  return stays(kept, phrases.notUnderstood);
}

/** Tasks that ask for a number and read it themselves. */
const NUMBER_TASKS = { note, change, verify } satisfies Partial<Record<Task, typeof note>>;
const asksNumber = (task: Task): task is keyof typeof NUMBER_TASKS => task in NUMBER_TASKS;

/** Up to here a change of this article may have been made without us. */
const BEFORE_CHANGE: ReadonlySet<Task> = new Set(['do', 'backup', 'note', 'change']);

/**
 * Whether the outcome can be told here: after the change and the restart, if the article has them; an article without a
 * setting may help at any step that is done by hand.
 */
function mayEnd({ article, plan }: OpenArticle, kept: Case, screen: StepScreen): boolean {
  if (article.settings.length === 0) return screen.task === 'do';
  const ids = plan.screens.map((one) => one.id);
  const restart = ids.findLastIndex((id) => id.startsWith('restart-'));
  return kept.change?.made === true && ids.indexOf(screen.id) > restart;
}

/** The agreement is taken back, as it can be as long as steps are shown; then the warning stands there again. */
export function refused(kept: Case): Moved {
  const { agreement: _taken, ...without } = kept;
  return stays(without, kept.change?.made ? phrases.refusedMade : phrases.refused);
}

/** Takes an answer at a step. */
export function answerStep(
  knowledge: Knowledge,
  kept: Case,
  open: OpenArticle,
  screen: StepScreen,
  heard: Heard,
): Moved {
  const { kind, exact } = heard.answer;
  const [setting] = open.article.settings;
  if (!exact && kind !== 'done' && deedDone(heard, screen))
    return answerStep(knowledge, kept, open, screen, { ...heard, answer: { kind: 'done' } });
  if (kind === 'refuse' && open.plan.risky) return refused(kept);
  const corrected = setting && correctOldNumber(knowledge, kept, open, setting, heard);
  if (corrected) return corrected;
  // "It still shows 5" answers what is asked here, and is no outcome.
  if (setting && asksNumber(screen.task) && !exact && numberOf(heard, 'now'))
    return NUMBER_TASKS[screen.task](knowledge, kept, open, setting, heard);
  const already = setting && BEFORE_CHANGE.has(screen.task) && changedAlready(knowledge, kept, open, setting, heard);
  if (already) return already;
  // "OK, it's running" is how people say that a step is done; only the plain words mean the end of the case.
  if (kind === 'solved' && !exact)
    return answerStep(knowledge, kept, open, screen, { ...heard, answer: { kind: 'done' } });
  const ends = (kind === 'solved' || kind === 'not-solved') && (exact || saying(heard, 'outcome')?.as === kind);
  if (ends && mayEnd(open, kept, screen))
    return { kept: goTo(knowledge, kept, kind === 'solved' ? 'solved' : 'unsolved'), lead: [] };
  if (ends && setting && kept.change?.made) return stays(kept, phrases.notYetOver);
  if (
    MOVES_ON.has(kind) &&
    !exact &&
    !screen.optional &&
    screen.task !== 'note' &&
    says(heard, 'acknowledged') &&
    !deedDone(heard, screen)
  )
    return stays(kept, phrases.sayDone);
  if (setting && asksNumber(screen.task)) return NUMBER_TASKS[screen.task](knowledge, kept, open, setting, heard);
  if (screen.task === 'article') return leadInto(knowledge, kept, screen, heard);
  if (screen.task === 'backup') {
    if (kind === 'skip-backup')
      return { kept: goForward(knowledge, { ...kept, backupSkipped: true }), lead: [text(phrases.backupSkipped)] };
    if (kind === 'skip' || kind === 'no') return stays(kept, phrases.skipBackupHow);
  }
  // A number alone answers a question that this step does not ask.
  if (MOVES_ON.has(kind) && !exact && numberOf(heard, 'now')) return stays(kept, phrases.sayDone);
  if (screen.task === 'restore' && MOVES_ON.has(kind))
    return { kept: goForward(knowledge, withChange(kept, open.article, { made: false })), lead: [] };
  const leavesOut = screen.optional && (kind === 'skip' || kind === 'no' || says(heard, 'unsure'));
  if (MOVES_ON.has(kind) || leavesOut) return { kept: goForward(knowledge, kept), lead: [] };
  return stays(kept, kind === 'skip' ? phrases.notOptional : phrases.notUnderstood);
}
