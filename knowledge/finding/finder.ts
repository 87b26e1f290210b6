import type { Knowledge } from '../load-knowledge.ts';
import type { Finder } from './door.ts';
import { curatedFinder } from './find-articles.ts';

const finders = new WeakMap<Knowledge, Finder>();

/** The finder over the articles of this knowledge; made when it is first asked for. */
export function finderOf(knowledge: Knowledge): Finder {
  const made = finders.get(knowledge) ?? curatedFinder(knowledge);
  finders.set(knowledge, made);
  return made;
}
