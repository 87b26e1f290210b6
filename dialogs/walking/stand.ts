import type { LibraryMatch } from '../../knowledge/library/library.ts';
import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import { type ArticleMatch, matchArticles } from '../../knowledge/match-articles.ts';
import { settledAnswers } from '../../knowledge/settled-answers.ts';
import type { At } from './at.ts';
import type { Case } from './case.ts';
import type { OpenArticle } from './screen.ts';
import { openArticle } from './walk-article.ts';

/** What follows from the facts of a case, whatever screen it stands at. */
interface Follows {
  matches?: readonly ArticleMatch[];
  imported?: readonly LibraryMatch[];
  answers?: ReadonlyMap<string, string>;
}

class Stand implements At {
  readonly knowledge: Knowledge;
  readonly case: Case;
  readonly now: Date;
  readonly writesFirst: boolean;
  readonly #follows: Follows;
  #opened: { is: OpenArticle | undefined } | undefined;

  constructor(knowledge: Knowledge, kept: Case, now: Date, writesFirst: boolean, follows: Follows) {
    this.knowledge = knowledge;
    this.case = kept;
    this.now = now;
    this.writesFirst = writesFirst;
    this.#follows = follows;
  }

  get matches(): readonly ArticleMatch[] {
    this.#follows.matches ??= matchArticles(this.knowledge, this.case.known, this.answers);
    return this.#follows.matches;
  }

  get imported(): readonly LibraryMatch[] {
    const { shelf, index } = this.knowledge;
    this.#follows.imported ??= (shelf?.find(this.case.known) ?? []).filter(({ id }) => !index.articles.has(id));
    return this.#follows.imported;
  }

  get answers(): ReadonlyMap<string, string> {
    this.#follows.answers ??= settledAnswers(this.knowledge.questions, this.case.known);
    return this.#follows.answers;
  }

  get open(): OpenArticle | undefined {
    this.#opened ??= { is: openArticle(this) };
    return this.#opened.is;
  }

  with(kept: Case): At {
    if (kept === this.case) return this;
    const follows = kept.known === this.case.known ? this.#follows : {};
    return new Stand(this.knowledge, kept, this.now, this.writesFirst, follows);
  }
}

/** The place of a case at the beginning of a turn. */
export function standAt(knowledge: Knowledge, kept: Case, now: Date, writesFirst = false): At {
  return new Stand(knowledge, kept, now, writesFirst, {});
}
