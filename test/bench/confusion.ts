import { readFileSync } from 'node:fs';
import path from 'node:path';
import { diagnose } from '../../knowledge/diagnose.ts';
import type { Knowledge } from '../../knowledge/load-knowledge.ts';

const NEGATIVES = path.resolve(import.meta.dirname, '../fixtures/confusion/negatives.txt');

/** A paste with what it is about: an article, or undefined for one that must lead to none. */
export interface Paste {
  article: string | undefined;
  /** what kind of paste it is, e.g. `partial, a saved log` */
  name: string;
  text: string;
}

/** Pastes that must lead to no article: `=== name` before each. */
function negatives(): Paste[] {
  const [, ...parts] = readFileSync(NEGATIVES, 'utf8').split(/^=== /m);
  return parts.map((part) => {
    const end = part.indexOf('\n');
    return { article: undefined, name: part.slice(0, end), text: part.slice(end + 1).trimEnd() };
  });
}

/** What every article holds back (`heldBack`), and pastes that are about none. */
export function confusionPastes(knowledge: Knowledge): Paste[] {
  const own = [...knowledge.articles.values()].flatMap(({ id, heldBack }) =>
    heldBack.map(({ name, paste }): Paste => ({ article: id, name, text: paste })),
  );
  return [...own, ...negatives()];
}

/** A paste that led elsewhere, with what was named instead, best first. */
export interface Miss {
  paste: Paste;
  named: string[];
}

/** How often the right article came first, and how often an article was named where none is right. */
export interface Confusion {
  pastes: number;
  missed: Miss[];
  negatives: number;
  named: Miss[];
  /** rows: what is right; columns: what came first. Only pairs that happened. */
  pairs: { right: string; first: string; count: number }[];
}

/** Diagnoses every paste once. An article and the one that stands for it (`sameFailureAs`) count as the same. */
export function confusion(knowledge: Knowledge, pastes: readonly Paste[]): Confusion {
  const result: Confusion = { pastes: 0, missed: [], negatives: 0, named: [], pairs: [] };
  for (const paste of pastes) {
    const named = diagnose(knowledge, paste.text).matches.map((match) => match.article);
    const first = named[0] ?? 'none';
    const right = paste.article === undefined ? 'none' : standIn(knowledge, paste.article);
    if (paste.article === undefined) result.negatives += 1;
    else result.pastes += 1;
    if (first !== right) (paste.article === undefined ? result.named : result.missed).push({ paste, named });
    const pair = result.pairs.find((one) => one.right === right && one.first === first);
    if (pair) pair.count += 1;
    else result.pairs.push({ right, first, count: 1 });
  }
  return result;
}

function standIn(knowledge: Knowledge, id: string): string {
  return knowledge.articles.get(id)?.sameFailureAs ?? id;
}
