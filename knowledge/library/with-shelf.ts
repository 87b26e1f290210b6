import type { Knowledge } from '../load-knowledge.ts';
import { overridden } from './overridden.ts';
import type { Shelf } from './shelf.ts';

/** What is looked up here first, and then elsewhere; only what is here is counted and gone through. */
class AndElsewhere<V> extends Map<string, V> {
  readonly #elsewhere: (id: string) => V | undefined;

  constructor(here: ReadonlyMap<string, V>, elsewhere: (id: string) => V | undefined) {
    super(here);
    this.#elsewhere = elsewhere;
  }

  override get(id: string): V | undefined {
    return super.get(id) ?? this.#elsewhere(id);
  }

  override has(id: string): boolean {
    return this.get(id) !== undefined;
  }
}

/**
 * Knowledge in which an imported article is found by its id like a curated one, which has precedence. What goes through all
 * articles meets the curated ones alone.
 */
export function withShelf(knowledge: Knowledge, imported: Shelf): Knowledge {
  const shelf = overridden(imported, knowledge.overrides ?? new Map());
  return {
    ...knowledge,
    articles: new AndElsewhere(knowledge.articles, (id) => shelf.article(id)),
    questions: new AndElsewhere(knowledge.questions, (id) => shelf.question(id)),
    shelf,
  };
}
