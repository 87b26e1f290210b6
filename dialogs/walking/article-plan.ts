import { RISKS } from '../../knowledge/article/doing.ts';
import type { Article, Setting, Step } from '../../knowledge/article.ts';
import { currentReading, judgeCurrent, readsSetting } from '../../knowledge/judge-number.ts';
import { windowsOf } from '../../knowledge/registry-guide.ts';
import { holds } from '../saying/claim-blocks.ts';
import { imported } from '../saying/imported/phrases-imported.ts';
import type { At } from './at.ts';
import type { Case, StoredReading } from './case.ts';
import { changeOf } from './changes.ts';
import { importedRisks, importedSteps, importedUndo } from './imported/imported-steps.ts';
import { otherSettingSteps, otherUndoSteps } from './other-setting-steps.ts';
import { restartStep } from './restart-step.ts';
import { isRuledOut } from './ruled-out.ts';
import type { Plan, Risk, Screen, StepScreen } from './screen.ts';
import { backupStep, changeSteps, own, part, shortened, spelling, undoSteps } from './setting-steps.ts';

type Part = Omit<StepScreen, 'step' | 'of'>;

/** What a plan is made of, before an article is open. */
type Facts = Pick<At, 'knowledge' | 'case' | 'matches' | 'answers'>;

const numbered = (parts: readonly Part[]): StepScreen[] =>
  parts.map((one, index) => ({ ...one, step: index + 1, of: parts.length }));

/** The value's name as it is written on this machine, as far as a registry text showed it. */
function nameOf(setting: Setting, kept: Case, version: string | undefined): string {
  // A number that was told keeps the spelling of the registry text before it; without one it has the article's.
  const shown = (one: StoredReading) => one.from === 'registry' || (one.from === 'said' && one.name !== setting.value);
  const seen = kept.known.readings.findLast(
    (one) => one.value !== 'absent' && shown(one) && readsSetting(setting, one),
  );
  return spelling(setting, seen?.name, version);
}

/** What changing a setting can break: a value of the registry, or what a procedure says of itself. */
function riskOfChange(article: Article, id: string): readonly Risk[] {
  const other = article.otherSettings.find((one) => one.id === id);
  return other && 'risk' in other ? other.risk : ['registry'];
}

/** The gravest first, as in {@link RISKS}: that is the order in which a warning names them. */
function risksOf(article: Article): Risk[] {
  if (article.imported) return importedRisks(article.imported);
  const risks = article.steps.flatMap((step): readonly Risk[] => {
    if ('change' in step) return riskOfChange(article, step.change);
    if ('restart' in step) return ['service'];
    return 'risk' in step ? step.risk : [];
  });
  return RISKS.filter((risk) => risks.includes(risk));
}

function stepParts({ case: kept, answers, knowledge }: Facts, article: Article, step: Step, index: number): Part[] {
  const windows = windowsOf(answers.get('windows'));
  const change = changeOf(article, kept);
  const [setting] = article.settings;
  const other = 'change' in step ? article.otherSettings.find((one) => one.id === step.change) : undefined;
  if (other) return otherSettingSteps(other, windows, answers.get('version'));
  if ('change' in step)
    return setting && change
      ? changeSteps(setting, windows, change, nameOf(setting, kept, answers.get('version')), answers.get('version'))
      : [];
  if ('restart' in step) return [restartStep(knowledge.services, `restart-${index}`, step.restart, step.say)];
  if ('article' in step)
    return [
      part(`article-${step.article}`, step.article, { task: 'article', articleId: step.article }, () =>
        shortened(step.say),
      ),
    ];
  if (!holds(step.when, answers)) return [];
  const later = step.after === undefined ? {} : { after: step.after };
  const own = part(step.id, step.title, { optional: step.optional, ...later }, () => ({
    ...shortened(step.say),
    copy: [...step.copy, ...step.commands],
    links: step.links,
    table: step.table,
    pictures: step.pictures,
  }));
  return step.key === undefined ? [own] : [backupStep(step.id, step.key, windows), own];
}

/** Whether the version that was named is one of which this article itself says that it is not about it. */
const isOfAnother = ({ otherVersions }: Article, version: string | undefined) =>
  otherVersions.some(({ versions }) => versions.includes(version ?? ''));

/** Whether another article is now clearly likelier than the open one. One that would send them on at once is none. */
function leftBehind({ matches, case: kept, answers }: Facts, article: Article): string | undefined {
  const version = answers.get('version');
  const first = matches.find((match) => !isRuledOut(kept, match.article.id) && !isOfAnother(match.article, version));
  const mine = matches.find((match) => match.article.id === article.id)?.confidence ?? 0;
  return first && first.article.id !== article.id && first.confidence > 2 * mine ? first.article.id : undefined;
}

/** Screens before the steps. `ends`: the article turns out not to apply, and has none. */
interface Opening {
  screens: Screen[];
  ends: boolean;
}

/** The version that somebody named belongs to another article, or to none. */
function elsewhere({ case: kept, answers }: Facts, article: Article): Opening | undefined {
  // An article that led here knows the version, and sending the person back to it would go round in a circle.
  const other = article.otherVersions.find(
    (one) =>
      one.versions.includes(answers.get('version') ?? '') &&
      !kept.parents.some((parent) => parent.articleId === one.article),
  );
  if (!other) return undefined;
  if (other.stop || !other.article) return { screens: [{ kind: 'ending', id: 'version-stop' }], ends: true };
  return { screens: [{ kind: 'other-version', id: 'other-version', articleId: other.article }], ends: false };
}

/** Whether the change would do nothing, by the number that is there. */
function changesNothing({ case: kept }: Facts, article: Article): boolean {
  const [setting] = article.settings;
  const reading = setting && currentReading(setting, kept.known);
  const verdict = reading && judgeCurrent(setting, reading.value);
  const noHelp = verdict === 'enough' || (verdict === 'absent' && kept.decided?.addValue !== true);
  // What the change itself wrote is no argument against having made it.
  return noHelp && !(kept.change?.articleId === article.id && kept.change.made);
}

/** The screens before the steps, up to the point where the article turns out not to apply. */
function opening(facts: Facts, article: Article): Opening {
  const first: Screen[] = [
    { kind: 'diagnosis', id: 'diagnosis' },
    { kind: 'form', id: 'form' },
  ];
  const other = elsewhere(facts, article);
  if (other?.ends) return { screens: [...first, ...other.screens], ends: true };
  const likelier = facts.case.parents.length === 0 && !other ? leftBehind(facts, article) : undefined;
  const screens: Screen[] = [
    ...first,
    ...(other?.screens ?? []),
    ...(likelier === undefined ? [] : [{ kind: 'other-cause', id: 'other-cause', articleId: likelier } as const]),
  ];
  return changesNothing(facts, article)
    ? { screens: [...screens, { kind: 'ending', id: 'not-confirmed' }], ends: true }
    : { screens, ends: false };
}

function undoOf({ case: kept, answers, knowledge }: Facts, article: Article): StepScreen[] {
  if (article.imported) return numbered(importedUndo(article, kept));
  const [setting] = article.settings;
  const change = changeOf(article, kept);
  const others = otherUndoSteps(article, kept, answers.get('version'));
  if ((!setting || !change) && others.length === 0) return [];
  const restart = article.steps.flatMap((step) => ('restart' in step ? step.restart : []));
  const number =
    setting && change && (change.made || others.length === 0)
      ? undoSteps(setting, windowsOf(answers.get('windows')), change, nameOf(setting, kept, answers.get('version')))
      : [];
  return numbered([
    ...number,
    ...others,
    ...(restart.length > 0 ? [restartStep(knowledge.services, 'undo:restart', restart, [])] : []),
  ]);
}

/** What a warning says beside the sentences of its risks. */
const moreWarned = (article: Article, risks: readonly Risk[]) =>
  article.imported
    ? [...article.imported.warnings, imported.warningOurs].map(own)
    : risks.flatMap((risk) => article.warnings[risk] ?? []);

/** The last thing done by hand is to look whether it helped: then that is asked there, and not on a card of its own. */
function askingOutcome(parts: readonly Part[]): Part[] {
  const last = parts.at(-1);
  const looks = last?.task === 'do' && last.changes === undefined && !last.id.startsWith('restart-');
  return looks ? [...parts.slice(0, -1), { ...last, asksOutcome: true }] : [...parts];
}

/**
 * Everything an article can show, given what is known. Warning, backup, undo and restart order are derived here, so no
 * article can forget them. A plan that ends before the steps (wrong version, number high enough) has none of them.
 */
export function planArticle(facts: Facts, article: Article): Plan {
  const risks = risksOf(article);
  const risky = risks.length > 0 || article.imported?.warns === true;
  const undo = undoOf(facts, article);
  const { screens, ends } = opening(facts, article);
  const endings: Screen[] = (['solved', 'unsolved', 'undone'] as const).map((id) => ({ kind: 'ending', id }));
  if (ends) return { screens: [...screens, ...endings], undo, risky };
  const parts = article.imported
    ? importedSteps(article, article.imported, facts.answers)
    : article.steps.flatMap((step, index) => stepParts(facts, article, step, index));
  const steps = numbered(askingOutcome(parts.filter((one) => one.after === undefined)));
  // A follow-up waits until it is known whether the fix helped.
  const later = numbered(parts.filter((one) => one.after !== undefined));
  const warning: Screen[] = risky ? [{ kind: 'warning', id: 'warning', risks, more: moreWarned(article, risks) }] : [];
  return {
    screens: [...screens, ...warning, ...steps, { kind: 'ending', id: 'outcome' }, ...later, ...endings],
    undo,
    risky,
  };
}
