import type { Article } from '../../knowledge/article.ts';
import { currentReading } from '../../knowledge/judge-number.ts';
import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import { inBothBases } from '../../knowledge/registry-path.ts';
import { noted } from '../saying/phrases-steps.ts';
import type { Case, Change } from './case.ts';
import { titleOf } from './other-setting-steps.ts';

/** The change a case has made or would make with this article. */
export function changeOf(article: Article, kept: Case): Change | undefined {
  const [setting] = article.settings;
  if (!setting) return undefined;
  if (kept.change?.articleId === article.id) return kept.change;
  const reading = currentReading(setting, kept.known);
  const before = reading && !reading.past ? reading.value : 'unknown';
  return { articleId: article.id, setting: setting.id, before, target: setting.suggest, made: false };
}

export function withChange(kept: Case, article: Article, more: Partial<Change>): Case {
  const change = changeOf(article, kept);
  return change ? { ...kept, change: { ...change, ...more } } : kept;
}

/** The change of this article, once it was made. */
export function madeChange(kept: Case, article: Article): Change | undefined {
  const { change } = kept;
  return change?.made && change.articleId === article.id ? change : undefined;
}

/** Name, old and new number of a change that was made in this case: what must not be forgotten with it. */
export function changeNoted(knowledge: Knowledge, kept: Case): [string, string, string] | undefined {
  const { change } = kept;
  if (!change?.made) return otherNoted(knowledge, kept);
  const setting = knowledge.articles.get(change.articleId)?.settings.find((one) => one.id === change.setting);
  return [setting?.value ?? change.setting, inBothBases(change.before), inBothBases(change.target)];
}

/** A setting without a number: what it was is what the person wrote down. */
function otherNoted(knowledge: Knowledge, kept: Case): [string, string, string] | undefined {
  const last = kept.carriedOut?.at(-1);
  if (!last) return undefined;
  const setting = knowledge.articles.get(last.articleId)?.otherSettings.find((one) => one.id === last.setting);
  return [setting ? titleOf(setting) : last.setting, noted.before, noted.target];
}
