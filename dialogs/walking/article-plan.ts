import type { Article, Setting, Step } from '../../knowledge/article.ts';
import { currentReading, judgeCurrent, readsSetting } from '../../knowledge/judge-number.ts';
import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import { matchArticles } from '../../knowledge/match-articles.ts';
import { windowsOf } from '../../knowledge/registry-guide.ts';
import { settledAnswers } from '../../knowledge/settled-answers.ts';
import { holds } from '../saying/claim-blocks.ts';
import type { Case, Change, StoredReading } from './case.ts';
import { restartStep } from './restart-step.ts';
import { isRuledOut } from './ruled-out.ts';
import type { Plan, Risk, Screen, StepScreen } from './screen.ts';
import { backupStep, changeSteps, part, spelling, undoSteps } from './setting-steps.ts';

type Part = Omit<StepScreen, 'step' | 'of'>;

/** Said as an answer to `value` when somebody, told that the value is absent, still wants to add it. */
export const ADD_ANYWAY = 'add-anyway';
/** Said as an answer when somebody keeps to an article that the evidence has left. */
export const STAY = 'stay';

const numbered = (parts: readonly Part[]): StepScreen[] =>
  parts.map((one, index) => ({ ...one, step: index + 1, of: parts.length }));

/** The change a case has made or would make with this article. */
export function changeOf(article: Article, kept: Case): Change | undefined {
  const [setting] = article.settings;
  if (!setting) return undefined;
  if (kept.change?.articleId === article.id) return kept.change;
  const reading = currentReading(setting, kept.known);
  const before = reading && reading.from !== 'perfopt.log' ? reading.value : 'unknown';
  return { articleId: article.id, setting: setting.id, before, target: setting.suggest, made: false };
}

/** The gravest first: that is the order in which a warning names them. */
const RISKS: readonly Risk[] = ['registry', 'permissions', 'files', 'service'];

/** The value's name as it is written on this machine, as far as a registry text showed it. */
function nameOf(setting: Setting, kept: Case, version: string | undefined): string {
  // A number that was told keeps the spelling of the registry text before it; without one it has the article's.
  const shown = (one: StoredReading) => one.from === 'registry' || (one.from === 'said' && one.name !== setting.value);
  const seen = kept.known.readings.findLast(
    (one) => one.value !== 'absent' && shown(one) && readsSetting(setting, one),
  );
  return spelling(setting, seen?.name, version);
}

function risksOf(article: Article): Risk[] {
  const risks = article.steps.flatMap((step): Risk[] => {
    if ('change' in step) return ['registry'];
    if ('restart' in step) return ['service'];
    return 'risk' in step ? step.risk : [];
  });
  return RISKS.filter((risk) => risks.includes(risk));
}

function stepParts(
  knowledge: Knowledge,
  article: Article,
  step: Step,
  index: number,
  kept: Case,
  answers: ReadonlyMap<string, string>,
): Part[] {
  const windows = windowsOf(answers.get('windows'));
  const change = changeOf(article, kept);
  const [setting] = article.settings;
  if ('change' in step)
    return setting && change
      ? changeSteps(setting, windows, change, nameOf(setting, kept, answers.get('version')))
      : [];
  if ('restart' in step) return [restartStep(knowledge.services, `restart-${index}`, step.restart, step.say)];
  if ('article' in step)
    return [
      part(`article-${step.article}`, step.article, { task: 'article', articleId: step.article }, () => ({
        claims: step.say,
      })),
    ];
  if (!holds(step.when, answers)) return [];
  const own = part(step.id, step.title, { optional: step.optional }, () => ({ claims: step.say, copy: step.copy }));
  return step.key === undefined ? [own] : [backupStep(step.id, step.key, windows), own];
}

/** Whether another article is now clearly likelier than the open one. */
function leftBehind(knowledge: Knowledge, article: Article, kept: Case): string | undefined {
  const matches = matchArticles(knowledge, kept.known);
  const first = matches.find((match) => !isRuledOut(kept, match.article.id));
  const mine = matches.find((match) => match.article.id === article.id)?.confidence ?? 0;
  return first && first.article.id !== article.id && first.confidence > 2 * mine ? first.article.id : undefined;
}

/** The screens before the steps, up to the point where the article turns out not to apply. */
function opening(
  knowledge: Knowledge,
  article: Article,
  kept: Case,
  answers: ReadonlyMap<string, string>,
): { screens: Screen[]; ends: boolean } {
  const asked = article.questions.flatMap((id): Screen[] => {
    const question = knowledge.questions.get(id);
    return question ? [{ kind: 'question', id: `question:${id}`, question }] : [];
  });
  // A question that no evidence and no version rule names only shapes the steps, so it waits until they are near.
  const weighs = (id: string) =>
    id === 'question:version' ||
    [...article.evidence.for, ...article.evidence.against].some((item) => `question:${item.question}` === id);
  const screens: Screen[] = [{ kind: 'diagnosis', id: 'diagnosis' }, ...asked.filter((screen) => weighs(screen.id))];
  // An article that led here knows the version, and sending the person back to it would go round in a circle.
  const other = article.otherVersions.find(
    (one) =>
      one.versions.includes(answers.get('version') ?? '') &&
      !kept.parents.some((parent) => parent.articleId === one.article),
  );
  if (other) {
    const at = screens.findIndex((screen) => screen.id === 'question:version') + 1;
    if (other.stop || !other.article)
      return { screens: [...screens.slice(0, at || 1), { kind: 'ending', id: 'version-stop' }], ends: true };
    const settled: Screen = { kind: 'other-version', id: 'other-version', articleId: other.article };
    screens.splice(at || 1, 0, settled);
  }
  const elsewhere = kept.parents.length === 0 ? leftBehind(knowledge, article, kept) : undefined;
  if (elsewhere && !other) screens.push({ kind: 'other-cause', id: 'other-cause', articleId: elsewhere });
  screens.push({ kind: 'cause', id: 'cause' });
  const [setting] = article.settings;
  if (setting) {
    screens.push({ kind: 'value', id: 'value', setting });
    const reading = currentReading(setting, kept.known);
    const verdict = reading && judgeCurrent(setting, reading.value);
    const noHelp = verdict === 'enough' || (verdict === 'absent' && kept.known.answers['value'] !== ADD_ANYWAY);
    // What the change itself wrote is no argument against having made it.
    if (noHelp && !(kept.change?.articleId === article.id && kept.change.made))
      return { screens: [...screens, { kind: 'ending', id: 'not-confirmed' }], ends: true };
  }
  screens.push(...asked.filter((screen) => !weighs(screen.id)));
  return { screens, ends: false };
}

/**
 * Everything an article can show, given what is known. Warning, backup, undo and restart order are derived here, so no
 * article can forget them. A plan that ends before the steps (wrong version, number high enough) has none of them.
 */
export function planArticle(knowledge: Knowledge, article: Article, kept: Case): Plan {
  const answers = settledAnswers(knowledge.questions, kept.known);
  const risks = risksOf(article);
  const [setting] = article.settings;
  const change = changeOf(article, kept);
  const restart = article.steps.flatMap((step) => ('restart' in step ? step.restart : []));
  const undo =
    setting && change
      ? numbered([
          ...undoSteps(
            setting,
            windowsOf(answers.get('windows')),
            change,
            nameOf(setting, kept, answers.get('version')),
          ),
          ...(restart.length > 0 ? [restartStep(knowledge.services, 'undo:restart', restart, [])] : []),
        ])
      : [];
  const { screens, ends } = opening(knowledge, article, kept, answers);
  const endings: Screen[] = (['solved', 'unsolved', 'undone'] as const).map((id) => ({ kind: 'ending', id }));
  if (ends) return { screens: [...screens, ...endings], undo, risky: risks.length > 0 };
  const steps = numbered(
    article.steps.flatMap((step, index) => stepParts(knowledge, article, step, index, kept, answers)),
  );
  const warning: Screen[] = risks.length > 0 ? [{ kind: 'warning', id: 'warning', risks }] : [];
  return {
    screens: [...screens, ...warning, ...steps, { kind: 'ending', id: 'outcome' }, ...endings],
    undo,
    risky: risks.length > 0,
  };
}
