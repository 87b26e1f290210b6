import type { EventRow, LibraryFile } from '../store/library-file.ts';
import { nameKey, SourceNames } from './source-names.ts';

/** What the articles of a library are found by, in memory: a thousandth of their text. */
export interface EvidenceTable {
  articles: number;
  byEvent: ReadonlyMap<number, readonly EventRow[]>;
  byCode: ReadonlyMap<number, readonly number[]>;
  /** number of a word, or two in a row, to the printed events that have it */
  byWord: ReadonlyMap<number, readonly EventRow[]>;
  /** what a word, or two in a row, says of which event it is: more where few events have it; 0 where none has */
  worth(word: number): number;
  /** what all the words of a printed event say */
  worthOf(row: EventRow): number;
  /** the events that an article prints, those aside that it names in a sentence */
  printedBy(article: number): readonly EventRow[];
  names: SourceNames;
  /** how many articles name the event of a source, or of any source */
  naming(eventId: number, source?: string): number;
}

/** Reads the evidence of a library. */
export function readEvidence(file: LibraryFile): EvidenceTable {
  const byEvent = new Map<number, EventRow[]>();
  const byWord = new Map<number, EventRow[]>();
  const byArticle = new Map<number, EventRow[]>();
  const byCode = new Map<number, number[]>();
  const counted = new Map<string, number>();
  const last = new Map<string, number>();
  const count = (key: string, article: number) => {
    if (last.get(key) === article) return;
    last.set(key, article);
    counted.set(key, (counted.get(key) ?? 0) + 1);
  };
  const sources = new Map<string, Set<number>>();
  for (const row of file.events()) {
    listed(byEvent, row.eventId).push(row);
    count(`${row.eventId}`, row.article);
    if (row.source !== undefined) {
      count(`${row.eventId} ${nameKey(row.source)}`, row.article);
      const ids = sources.get(row.source);
      if (ids) ids.add(row.eventId);
      else sources.set(row.source, new Set([row.eventId]));
    }
    if (row.is === 'mention') continue;
    listed(byArticle, row.article).push(row);
    for (const word of row.wording) listed(byWord, word).push(row);
  }
  for (const { article, code } of file.codes()) listed(byCode, code).push(article);
  const { worth, worthOf } = wordWorths(byWord);
  return {
    worth,
    printedBy: (article) => byArticle.get(article) ?? [],
    worthOf,
    articles: file.size().articles,
    byEvent,
    byCode,
    byWord,
    names: new SourceNames(sources, file.providers()),
    naming: (eventId, source) =>
      counted.get(source === undefined ? `${eventId}` : `${eventId} ${nameKey(source)}`) ?? 0,
  };
}

/** A word that one event alone has says no more than one that a few have: it may be a name of a machine. */
const MOST_WORTH = 6;

function wordWorths(byWord: ReadonlyMap<number, readonly EventRow[]>): Pick<EvidenceTable, 'worth' | 'worthOf'> {
  const printed = new Set([...byWord.values()].flat()).size;
  const worths = new Map(
    [...byWord].map(([word, rows]) => [word, Math.min(MOST_WORTH, Math.log((printed + 1) / (rows.length + 0.5)))]),
  );
  const sums = new Map<EventRow, number>();
  const worth = (word: number) => worths.get(word) ?? 0;
  return {
    worth,
    worthOf: (row) => {
      const there = sums.get(row);
      if (there !== undefined) return there;
      let sum = 0;
      for (const word of row.wording) sum += worth(word);
      sums.set(row, sum);
      return sum;
    },
  };
}

function listed<K, V>(map: Map<K, V[]>, key: K): V[] {
  const there = map.get(key);
  if (there) return there;
  const made: V[] = [];
  map.set(key, made);
  return made;
}
