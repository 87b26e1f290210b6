import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { Facts } from '../facts.ts';
import type { RecognizerResult } from '../recognizer/recognizer-result.ts';
import { type Asked, askedBy, askedOf } from './finding/asked.ts';
import { type EvidenceTable, readEvidence } from './finding/evidence-table.ts';
import { type Found, findArticles } from './finding/find-articles.ts';
import { articlesNamedIn } from './finding/named-articles.ts';
import type { SearchHit } from './finding/search-articles.ts';
import { MOST_SURE } from './imported.ts';
import type { SearchJob } from './search-worker.ts';
import { type ArticleHead, LibraryFile, type StoredArticle } from './store/library-file.ts';

/** An imported article that events or codes of a message lead to. */
export interface LibraryMatch extends Omit<ArticleHead, 'row'> {
  score: number;
  events: Found['events'];
  codes: number[];
  /** 0 … {@link MOST_SURE}: how much it is likelier than the others, and how well it fits */
  confidence: number;
  /** nothing in the message tells it from the one before it: both are to be offered */
  tied: boolean;
}

interface Opened {
  stamp: string;
  file: LibraryFile;
  table: EvidenceTable;
}

/** So often the file is looked at, in ms: an import is taken up by a running process. */
const LOOK_EVERY_MS = 2000;
/** A thread that nobody asks anything ends, after so many ms. */
const IDLE_MS = 60_000;
/** Scores that differ by less than this share are as good as equal. */
const AS_GOOD_AS = 0.03;

/**
 * The imported articles of this machine. Opened when first asked, and anew when an import has put another file in its place;
 * a file that cannot be read leaves the last good one.
 */
export class Library {
  readonly #path: string;
  readonly #problem: (text: string) => void;
  readonly #lookEvery: number;
  #opened: Opened | undefined;
  #seen = '';
  #looked = Number.NEGATIVE_INFINITY;
  #held = false;
  #pool: Piscina<SearchJob, SearchHit[]> | undefined;

  /**
   * @param problem told once for each file that cannot be read, with what to do
   * @param lookEvery how often the file is looked at, in ms
   */
  constructor(path: string, problem: (text: string) => void = () => undefined, lookEvery = LOOK_EVERY_MS) {
    this.#path = path;
    this.#problem = problem;
    this.#lookEvery = lookEvery;
  }

  /** The articles that the events, codes and wording of a message lead to, best first. Takes a few ms. */
  find(text: string, result: Pick<RecognizerResult, 'events' | 'codes'>, most = 5): LibraryMatch[] {
    return this.#find((table) => askedBy(table, text, result), most);
  }

  /** The same from the facts of a case. */
  findBy({ events, codes, told = '' }: Facts, most = 5): LibraryMatch[] {
    const message = { events, codes: codes.map(({ code }) => code), loose: told };
    return this.#find((table) => askedOf(table, message), most);
  }

  /** The ids of articles that stand in a text themselves, as the name of an alert does, in its order. */
  named(text: string): string[] {
    const file = this.#current()?.file;
    return file ? articlesNamedIn(file, text).flatMap((row) => file.head(row)?.id ?? []) : [];
  }

  #find(asks: (table: EvidenceTable) => Asked, most: number): LibraryMatch[] {
    const opened = this.#current();
    if (!opened) return [];
    const { file, table } = opened;
    const found = findArticles(file, table, asks(table), most).filter(
      ({ events, codes }) => events.length + codes.length > 0,
    );
    const shares = sharesOf(found);
    return found.flatMap((one, at): LibraryMatch[] => {
      const head = file.head(one.article);
      if (!head) return [];
      const { row: _row, ...told } = head;
      const before = found[at - 1];
      const tied = before !== undefined && before.score - one.score < AS_GOOD_AS * before.score;
      const confidence = MOST_SURE * (shares[at] ?? 0) * fitOf(one);
      return [{ ...told, score: one.score, events: one.events, codes: one.codes, confidence, tied }];
    });
  }

  /** Articles in which the words of a question stand, best first; in a thread of its own. Empty without a library. */
  async search(question: string, most = 10, products: readonly string[] = []): Promise<SearchHit[]> {
    const opened = this.#current();
    if (!opened) return [];
    this.#pool ??= new Piscina({
      filename: fileURLToPath(new URL('./search-worker.ts', import.meta.url)),
      minThreads: 0,
      maxThreads: 1,
      maxQueue: 100,
      idleTimeout: IDLE_MS,
    });
    return this.#pool.run({ path: this.#path, stamp: opened.stamp, question, most, products });
  }

  /** An article by its id. */
  article(id: string): StoredArticle | undefined {
    return this.#current()?.file.article(id);
  }

  /** A picture of an article, by its address. */
  picture(address: string): Uint8Array | undefined {
    return this.#current()?.file.picture(address);
  }

  /** What providers of the operator's machines say of an event: imported names and templates. */
  provided(eventId: number, source?: string): { source: string; level: string; message: string }[] {
    return this.#current()?.file.provided(eventId, source) ?? [];
  }

  /** What its articles are found by; undefined without a library. */
  get table(): EvidenceTable | undefined {
    return this.#current()?.table;
  }

  /** Another one for each state of the library. */
  get stamp(): string {
    return this.#current()?.stamp ?? '';
  }

  /** Whether there is anything. */
  get isEmpty(): boolean {
    return (this.#current()?.table.articles ?? 0) === 0;
  }

  async close(): Promise<void> {
    await this.#pool?.destroy();
    this.#opened?.file.close();
    this.#opened = undefined;
  }

  #current(): Opened | undefined {
    if (this.#held || performance.now() - this.#looked < this.#lookEvery) return this.#opened;
    // Whatever asks again before the next event does means the same library.
    this.#held = true;
    setImmediate(() => {
      this.#held = false;
    });
    this.#looked = performance.now();
    const stamp = stampOf(this.#path);
    if (stamp === this.#seen) return this.#opened;
    this.#seen = stamp;
    if (stamp === '') {
      this.#opened?.file.close();
      this.#opened = undefined;
      return undefined;
    }
    try {
      const file = new LibraryFile(this.#path);
      const table = readEvidence(file);
      this.#opened?.file.close();
      this.#opened = { stamp, file, table };
    } catch (error) {
      this.#problem(error instanceof Error ? error.message : String(error));
    }
    return this.#opened;
  }
}

/** A score lower by so much halves, and more, what an article has of the whole. */
const LOWER = 1.5;

/** How likely each is beside the others: 0 … 1, one in all. */
function sharesOf(found: readonly Found[]): number[] {
  const best = found[0]?.score ?? 0;
  const weights = found.map(({ score }) => Math.exp((score - best) / LOWER));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** How well an article fits by itself: an event printed whole in the same words fits best, a code or a number in a sentence least. */
function fitOf({ events, codes }: Found): number {
  const fits = events.map(({ is, fits: alike }) => (is === 'mention' ? 0.5 : 0.7) + 0.3 * alike);
  return Math.max(0, ...fits, codes.length > 0 ? 0.4 : 0);
}

/** Tells one state of a file from the next; '' for none. */
function stampOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found ? `${found.ino} ${found.size} ${found.mtimeMs}` : '';
}
