import type { RecognizerResult } from '../recognizer/recognizer-result.ts';
import type { SearchHit } from './finding/search-articles.ts';
import type { Library, LibraryMatch } from './library.ts';
import { foundWith } from './overridden.ts';
import type { Overrides } from './overrides.ts';
import { type ToldArticle, toldArticle } from './told-article.ts';

const NOTHING: Overrides = new Map();

/** The library as programs see it on this site: what `overrides/` say of its articles counts for them as it does in the chat. */
export class LibraryOfSite {
  readonly #library: Pick<Library, 'article' | 'find' | 'search'>;
  readonly #overrides: Overrides;

  constructor(library: Pick<Library, 'article' | 'find' | 'search'>, overrides: Overrides = NOTHING) {
    this.#library = library;
    this.#overrides = overrides;
  }

  #of(id: string) {
    return this.#overrides.get(id.toLowerCase());
  }

  /** The articles that a message leads to, best first. */
  find(text: string, result: Pick<RecognizerResult, 'codes' | 'events'>): LibraryMatch[] {
    const events = result.events.map(({ eventId, source, at }) => ({
      eventId,
      ...(source !== undefined && { source }),
      line: at.line,
    }));
    const found = this.#library.find(text, result);
    return this.#overrides.size === 0 ? found : foundWith(found, events, this.#overrides, (id) => this.#head(id));
  }

  #head(id: string) {
    const found = this.#of(id)?.hide ? undefined : this.#library.article(id);
    return found && { id: found.id, title: found.title, products: found.products, collection: found.collection };
  }

  /** Articles in which the words of a question stand, best first. */
  async search(question: string, most: number, products: readonly string[]): Promise<SearchHit[]> {
    return (await this.#library.search(question, most, products)).filter(({ id }) => !this.#of(id)?.hide);
  }

  /** An article in its own words; undefined for one that is hidden. */
  told(id: string): ToldArticle | undefined {
    const override = this.#of(id);
    const found = override?.hide ? undefined : this.#library.article(id);
    return found && toldArticle(found, override);
  }
}
