import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { RecognizerResult } from '../recognizer/recognizer-result.ts';
import { askedBy } from './finding/asked.ts';
import { type EvidenceTable, readEvidence } from './finding/evidence-table.ts';
import { type Found, findArticles } from './finding/find-articles.ts';
import type { SearchHit } from './finding/search-articles.ts';
import type { SearchJob } from './search-worker.ts';
import { type ArticleHead, LibraryFile, type StoredArticle } from './store/library-file.ts';

/** An imported article that events or codes of a message lead to. */
export interface LibraryMatch extends Omit<ArticleHead, 'row'> {
  score: number;
  events: Found['events'];
  codes: number[];
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
  #opened: Opened | undefined;
  #seen = '';
  #looked = Number.NEGATIVE_INFINITY;
  #pool: Piscina<SearchJob, SearchHit[]> | undefined;

  /** @param problem told once for each file that cannot be read, with what to do */
  constructor(path: string, problem: (text: string) => void = () => undefined) {
    this.#path = path;
    this.#problem = problem;
  }

  /** The articles that the events, codes and wording of a message lead to, best first. Takes a few ms. */
  find(text: string, result: Pick<RecognizerResult, 'events' | 'codes'>, most = 5): LibraryMatch[] {
    const opened = this.#current();
    if (!opened) return [];
    const { file, table } = opened;
    const found = findArticles(file, table, askedBy(table, text, result), most);
    return found.flatMap((one, at): LibraryMatch[] => {
      const head = file.head(one.article);
      if (!head || one.events.length + one.codes.length === 0) return [];
      const { row: _row, ...told } = head;
      const before = found[at - 1];
      const tied = before !== undefined && before.score - one.score < AS_GOOD_AS * before.score;
      return [{ ...told, score: one.score, events: one.events, codes: one.codes, tied }];
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

  /** What providers of the operator's machines say of an event: imported names and templates. */
  provided(eventId: number, source?: string): { source: string; level: string; message: string }[] {
    return this.#current()?.file.provided(eventId, source) ?? [];
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
    if (performance.now() - this.#looked < LOOK_EVERY_MS) return this.#opened;
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

/** Tells one state of a file from the next; '' for none. */
function stampOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found ? `${found.ino} ${found.size} ${found.mtimeMs}` : '';
}
