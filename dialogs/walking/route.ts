import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import { bothBases } from '../../knowledge/registry-path.ts';
import type { DataRequest } from '../case-turn.ts';
import type { Block, Reply } from '../saying/reply.ts';
import type { Case } from './case.ts';
import type { OpenArticle } from './screen.ts';

/** Where a turn goes: said already, or on to the open article, or to finding one. */
export type Route =
  | { to: 'said'; kept: Case; reply: Reply; asks?: DataRequest }
  /** `heard: false`: the utterance is used up, only the place is to be shown */
  | { to: 'article' | 'choose'; kept: Case; lead: Block[]; heard: boolean };

/** Shows the place where the case stands, whatever it is. */
export function here(kept: Case, lead: Block[]): Route {
  return { to: kept.cursor ? 'article' : 'choose', kept, lead, heard: false };
}

/** Whether a number would answer what is shown. */
export function asksNumber(open: OpenArticle | undefined): boolean {
  if (open?.screen.kind === 'step') return ['note', 'change', 'verify'].includes(open.screen.task);
  return open?.screen.kind === 'value' || open?.screen.id === 'not-confirmed';
}

/** Name, old and new number of a change that was made in this case: what must not be forgotten with it. */
export function changeNoted(knowledge: Knowledge, kept: Case): [string, string, string] | undefined {
  const { change } = kept;
  if (!change?.made) return undefined;
  const setting = knowledge.articles.get(change.articleId)?.settings.find((one) => one.id === change.setting);
  const told = (value: number | string) => (typeof value === 'number' ? bothBases(value) : value);
  return [setting?.value ?? change.setting, told(change.before), told(change.target)];
}
