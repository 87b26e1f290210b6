import type { Article } from '../article.ts';
import type { Facts } from '../facts.ts';
import type { Question } from '../question.ts';
import type { RecognizerResult } from '../recognizer/recognizer-result.ts';
import { looseText } from './finding/asked.ts';
import { type Difference, differences } from './finding/differences.ts';
import { withLibraryNames } from './finding/read-names.ts';
import type { SearchHit } from './finding/search-articles.ts';
import { articleOfWay } from './imported.ts';
import type { Library, LibraryMatch } from './library.ts';
import { shownText } from './reading/shown-text.ts';
import { questionOfWays, walkable } from './walkable.ts';

/** The imported articles as a conversation needs them. Everything but {@link search} is answered at once. */
export interface Shelf {
  article(id: string): Article | undefined;
  /** the question which of an article's ways is meant */
  question(id: string): Question | undefined;
  /** what was recognised, with the events that only the library knows by name or by their text */
  read(text: string, result: RecognizerResult): RecognizerResult;
  /** the words of a message that belong to none of its events, at most {@link LONGEST_TOLD} of them */
  told(text: string, result: RecognizerResult): string;
  /** the ids of articles that stand in a text themselves, as the name of an alert does */
  named(text: string): string[];
  /** the articles that the facts of a case lead to, best first */
  find(facts: Facts): readonly LibraryMatch[];
  /** for each of some articles what tells it from the others */
  differences(ids: readonly string[], facts: Facts): (Difference | undefined)[];
  search(question: string): Promise<readonly SearchHit[]>;
  /** what the providers of the customer's machines say of an event, one line each; the level in the machine's language, or '' */
  provided(eventId: number, source?: string): { source: string; level: string; message: string }[];
}

/** So much of what is told beside events a case keeps, in UTF-16 code units. */
export const LONGEST_TOLD = 1500;
const MOST_FOUND = 6;
/** So many articles are kept as they are walked; a case looks at one of them several times in a turn. */
const MOST_KEPT = 50;
const MOST_HITS = 5;
const NOTHING = { id: '', title: '', products: [], versions: [], sections: [] };

/** The shelf over a library. */
export function shelfOf(library: Library): Shelf {
  let stamp = '';
  const kept = new Map<string, Article | undefined>();
  const article = (id: string) => {
    if (stamp !== library.stamp || kept.size > MOST_KEPT) kept.clear();
    stamp = library.stamp;
    const there = kept.get(id);
    if (there || kept.has(id)) return there;
    const stored = library.article(id);
    const made = stored && walkable(stored);
    kept.set(id, made);
    return made;
  };
  return {
    article,
    question: (id) => {
      const of = articleOfWay(id);
      const found = of === undefined ? undefined : article(of);
      return found && questionOfWays(found);
    },
    read: (text, result) => {
      const table = library.table;
      return table ? withLibraryNames(table, text, result) : result;
    },
    told: (text, { events }) => looseText(text, events).slice(0, LONGEST_TOLD),
    named: (text) => library.named(text),
    find: (facts) => library.findBy(facts, MOST_FOUND),
    differences: (ids, { events, told = '' }) =>
      differences(
        ids.map((id) => library.article(id)?.article ?? NOTHING),
        [...events.map(({ text = '' }) => text), told].join('\n'),
      ),
    search: (question) => library.search(question, MOST_HITS),
    provided: (eventId, source) =>
      library.provided(eventId, source).map((one) => ({ ...one, message: shownText(one.message) })),
  };
}
