import type { EventRow, LibraryFile } from '../store/library-file.ts';
import type { Asked, AskedEvent } from './asked.ts';
import type { EvidenceTable } from './evidence-table.ts';
import { nameKey } from './source-names.ts';
import { hashOf, hasTerm } from './terms.ts';

/** An article that a message may be about. */
export interface Found {
  /** its row in the library */
  article: number;
  score: number;
  /** the events of the message that it names, with how */
  events: FoundEvent[];
  codes: number[];
}

/** An event of the message that an article names. */
export interface FoundEvent {
  eventId: number;
  source?: string;
  is: EventRow['is'];
  line: number;
  /** how well the two fit: the source, and the words of the event; 0 … 1 */
  fits: number;
}

/** The numbers that no count gives. They were chosen on pastes and stories (npm run bench -- library). */
export const WEIGHTS = {
  /** a number named in a sentence, and an event printed in short, against one printed whole */
  mention: 0.5,
  short: 0.85,
  /** the paste or the article names no source */
  noSource: 0.7,
  code: 0.5,
  /** the words of an event's text, as a share of its rarity */
  wording: 9,
  /** the same where the message names no id */
  wordingAlone: 9,
  /** how much alike texts count of which one is not there */
  noWording: 0.3,
  /** an event that the article prints and the message does not show */
  missing: 0.3,
  /** a word of a text that no article prints: a machine's name, a number */
  unknownWord: 0.3,
  /** the whole message against the whole article */
  text: 0.16,
  /** the same of an event's own text, which was compared already */
  textOfEvent: 0.2,
  /** two words in a row against one */
  pair: 0.8,
};

/** More candidates are not compared word by word. */
const MOST_COMPARED = 50;
/** A code or word that more articles have leads to none of them. */
const TOO_COMMON = 400;
const WORDS_LOOKED_UP = 12;
/** More events that a message does not show count no more. */
const MOST_MISSING = 3;
/** From here on a text without an id is that of a printed event. */
const IS_TEXT_OF_EVENT = 0.7;

/** The articles that a message may be about, best first. */
export function findArticles(file: LibraryFile, table: EvidenceTable, asked: Asked, most = 20): Found[] {
  const scores = new Map<number, Found>();
  const at = (article: number): Found => {
    const there = scores.get(article);
    if (there) return there;
    const made: Found = { article, score: 0, events: [], codes: [] };
    scores.set(article, made);
    return made;
  };
  for (const event of distinct(asked.events)) scoreEvent(table, event, at);
  for (const code of new Set(asked.codes)) {
    const articles = table.byCode.get(code) ?? [];
    for (const article of articles) {
      if (articles.length > TOO_COMMON && !scores.has(article)) continue;
      const found = at(article);
      found.score += WEIGHTS.code * rarity(table, articles.length);
      found.codes.push(code);
    }
  }
  const alike = byWords(table, asked.loose);
  for (const one of alike) at(one.article).score += WEIGHTS.wordingAlone * one.alike;
  const weights = termWeights(file, table, asked, (alike[0]?.alike ?? 0) > IS_TEXT_OF_EVENT);
  const compared = [...scores.values()].sort((a, b) => b.score - a.score).slice(0, MOST_COMPARED);
  const mean = file.size().meanLength;
  for (const found of compared) found.score -= WEIGHTS.missing * missing(table, found, asked);
  for (const found of compared) found.score += WEIGHTS.text * likeness(file, found.article, weights, mean);
  return compared.sort((a, b) => b.score - a.score || a.article - b.article).slice(0, most);
}

/** How many events an article prints that the message does not show. */
function missing(table: EvidenceTable, { article }: Found, { events }: Asked): number {
  const printed = new Set(table.printedBy(article).map(({ eventId }) => eventId));
  const count = [...printed].filter((id) => !events.some(({ eventId }) => eventId === id)).length;
  // A text without an id shows one event.
  return Math.min(Math.max(0, events.length === 0 ? count - 1 : count), MOST_MISSING);
}

const rarity = (table: EvidenceTable, articles: number) => Math.log((table.articles + 1) / (articles + 0.5));

function distinct(events: readonly AskedEvent[]): AskedEvent[] {
  const kinds = new Map<string, AskedEvent>();
  for (const event of events) {
    const key = `${event.eventId} ${nameKey(event.source ?? '')}`;
    const there = kinds.get(key);
    kinds.set(
      key,
      there
        ? {
            ...there,
            weight: Math.max(there.weight, event.weight),
            wording: new Set([...there.wording, ...event.wording]),
          }
        : event,
    );
  }
  return [...kinds.values()];
}

function scoreEvent(table: EvidenceTable, event: AskedEvent, at: (article: number) => Found): void {
  const rows = table.byEvent.get(event.eventId) ?? [];
  const worthOfAsked = worthOfAll(table, event.wording);
  const worth = new Map<number, { score: number; row: EventRow; fits: number }>();
  for (const row of rows) {
    const found = rowScore(table, event, worthOfAsked, row);
    if (found.score > (worth.get(row.article)?.score ?? 0)) worth.set(row.article, { ...found, row });
  }
  for (const [article, { score, row, fits }] of worth) {
    const found = at(article);
    found.score += score;
    found.events.push({
      eventId: row.eventId,
      ...(row.source !== undefined && { source: row.source }),
      is: row.is,
      line: event.line,
      fits,
    });
  }
}

/** What one row of an article is worth for an event, 0 where it is of another source; and how well the two fit: 0 … 1. */
function rowScore(
  table: EvidenceTable,
  event: AskedEvent,
  worthOfAsked: number,
  row: EventRow,
): { score: number; fits: number } {
  const same = sourceFits(event.source, row.source);
  if (same === 0) return { score: 0, fits: 0 };
  const counted = table.naming(event.eventId, ...(same === 1 && row.source !== undefined ? [row.source] : []));
  const isWorded = event.wording.size > 0 && row.wording.length > 0;
  const shown = isWorded ? alikeness(table, event.wording, worthOfAsked, row) : WEIGHTS.noWording;
  const kind = row.is === 'record' ? 1 : WEIGHTS[row.is];
  const score = same * kind * event.weight * (rarity(table, counted) + WEIGHTS.wording * shown);
  return { score, fits: same * shown };
}

/** 1 for the same source, less where one of them is not named, 0 for another. */
function sourceFits(asked: string | undefined, named: string | undefined): number {
  if (asked === undefined) return named === undefined ? 1 : WEIGHTS.noSource;
  if (named === undefined) return WEIGHTS.noSource;
  const a = nameKey(asked);
  const b = nameKey(named);
  if (a === b) return 1;
  return a.length > 3 && b.length > 3 && (a.startsWith(b) || b.startsWith(a)) ? 0.9 : 0;
}

/** How much of a text and that of a printed event is the same, by what the words say: 0 … 1 (Dice). */
function alikeness(table: EvidenceTable, asked: ReadonlySet<number>, worthOfAsked: number, row: EventRow): number {
  let both = 0;
  for (const word of row.wording) if (asked.has(word)) both += table.worth(word);
  return (2 * both) / (worthOfAsked + table.worthOf(row));
}

function worthOfAll(table: EvidenceTable, words: ReadonlySet<number>): number {
  let sum = 0;
  for (const word of words) sum += table.worth(word) || WEIGHTS.unknownWord;
  return sum;
}

interface TermWeight {
  hash: number;
  worth: number;
  isPair: boolean;
}

/** Each term of a message, and each two in a row, once, with its rarity. */
function termWeights(file: LibraryFile, table: EvidenceTable, asked: Asked, isTextOfEvent: boolean): TermWeight[] {
  const all = new Map<number, TermWeight>();
  const rarities = new Map<string, number>();
  const worthOf = (term: string) => {
    const there = rarities.get(term) ?? rarity(table, file.articlesWith(term));
    rarities.set(term, there);
    return there;
  };
  for (const { terms, weight: w, isOfEvent } of asked.parts) {
    const weight = isOfEvent || isTextOfEvent ? w * WEIGHTS.textOfEvent : w;
    for (const [at, term] of terms.entries()) {
      const worth = worthOf(term) * weight;
      put(all, { hash: hashOf(term), worth, isPair: false });
      const next = terms[at + 1];
      if (next !== undefined)
        put(all, {
          hash: hashOf(term, next),
          worth: (WEIGHTS.pair * (worth + worthOf(next) * weight)) / 2,
          isPair: true,
        });
    }
  }
  return [...all.values()];
}

function put(all: Map<number, TermWeight>, one: TermWeight): void {
  const there = all.get(one.hash);
  if (!there || there.worth < one.worth) all.set(one.hash, one);
}

/** Articles that print an event in the rarest words of the message, with how much alike the texts are. */
export function byWords(
  table: EvidenceTable,
  wording: ReadonlySet<number>,
): { article: number; alike: number; row: EventRow }[] {
  const rows = new Map<EventRow, number>();
  const rarest = [...wording]
    .map((word) => table.byWord.get(word) ?? [])
    .filter((found) => found.length > 0 && found.length < TOO_COMMON)
    .sort((a, b) => a.length - b.length)
    .slice(0, WORDS_LOOKED_UP);
  for (const found of rarest) for (const row of found) rows.set(row, (rows.get(row) ?? 0) + 1 / found.length);
  const worthOfAsked = worthOfAll(table, wording);
  const best = new Map<number, { alike: number; row: EventRow }>();
  for (const [row] of [...rows].sort((a, b) => b[1] - a[1]).slice(0, 4 * MOST_COMPARED)) {
    const alike = alikeness(table, wording, worthOfAsked, row);
    if (alike > (best.get(row.article)?.alike ?? 0)) best.set(row.article, { alike, row });
  }
  return [...best]
    .map(([article, found]) => ({ article, ...found }))
    .sort((a, b) => b.alike - a.alike)
    .slice(0, MOST_COMPARED / 2);
}

const K1 = 1.2;
const B = 0.75;

/** How much of a message stands in an article, by rarity; long articles have everything by chance (BM25 with each term once). */
function likeness(file: LibraryFile, article: number, weights: readonly TermWeight[], mean: number): number {
  const bag = file.bag(article);
  if (!bag) return 0;
  const damped = (K1 + 1) / (1 + K1 * (1 - B + (B * bag.length) / mean));
  let sum = 0;
  for (const { hash, worth } of weights) if (hasTerm(bag.terms, hash)) sum += worth;
  return sum * damped;
}
