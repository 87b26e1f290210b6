import { existsSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Block, ReadArticle } from '../imported-article.ts';
import { NAMED_AS, type NamedEvent, unpacked } from '../reading/prepared.ts';
import { libraryProblem } from './library-problem.ts';

/** What is known of an article without its text. */
export interface ArticleHead {
  row: number;
  id: string;
  title: string;
  products: string[];
  /** of which import */
  collection: string;
  licence?: string;
  /** where the original can be read */
  url?: string;
}

/** An article with its text; `revision` is that of its file. */
export interface StoredArticle extends ArticleHead {
  revision: string;
  article: ReadArticle;
}

/** One import, as `npm run knowledge -- list` tells it. */
export interface Collection {
  name: string;
  format: string;
  licence?: string;
  articles: number;
  importedAt: string;
  unread: { path: string; why: string }[];
}

/** An event as the index keeps it: which article, how, and the numbers of its words. */
export interface EventRow {
  article: number;
  eventId: number;
  source?: string;
  is: NamedEvent['is'];
  severity?: string;
  wording: Uint32Array;
}

const HEAD = `SELECT a.id AS row, a.key, a.title, a.products, c.name, c.licence, c.base_url, f.path, hex(f.hash) AS hash, a.body
  FROM article a JOIN collection c ON c.id = a.collection JOIN file f ON f.id = a.file`;

const EVENTS = 'SELECT article, event_id, source, named_as, severity, wording FROM event';

/** An imported library, read-only. Throws an Error for the operator when the file cannot be read. */
export class LibraryFile {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #hasPictures: boolean;

  constructor(path: string) {
    const problem = libraryProblem(path);
    if (problem !== undefined) throw new Error(problem);
    this.#db = new DatabaseSync(path, { readOnly: true });
    // The file is never written in its place, so nobody has to be kept out of it.
    this.#db.exec('PRAGMA query_only = ON; PRAGMA cache_size = -8192');
    this.#hasPictures = this.#db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'picture'").get() !== undefined;
  }

  /** The library at a path; undefined when there is none. Throws as the constructor does. */
  static open(path: string): LibraryFile | undefined {
    return existsSync(path) ? new LibraryFile(path) : undefined;
  }

  /** A statement that is kept for the next call. */
  prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  /** How many articles there are, and how many terms one has on average. */
  size(): { articles: number; meanLength: number } {
    const row = this.prepare('SELECT articles, mean_length FROM size').get();
    return { articles: Number(row?.['articles'] ?? 0), meanLength: Number(row?.['mean_length'] ?? 1) };
  }

  /** In how many articles a term stands; 1 for a term that is in one or none. */
  articlesWith(term: string): number {
    return Number(this.prepare('SELECT articles FROM term WHERE term = ?').get(term)?.['articles'] ?? 1);
  }

  /** Every event that an article names. */
  *events(): Generator<EventRow> {
    for (const row of this.prepare(EVENTS).iterate()) yield eventOf(row);
  }

  /** The events that one article names. */
  eventsOf(article: number): EventRow[] {
    return this.prepare(`${EVENTS} WHERE article = ?`).all(article).map(eventOf);
  }

  /** Every code with the articles that name it. */
  *codes(): Generator<{ article: number; code: number }> {
    for (const row of this.prepare('SELECT article, code FROM code').iterate())
      yield { article: Number(row['article']), code: Number(row['code']) };
  }

  /** The terms of an article that names events or codes, and its length in terms. */
  bag(article: number): { terms: Uint32Array; length: number } | undefined {
    const row = this.prepare(
      'SELECT terms, length FROM bag JOIN article ON article.id = bag.article WHERE article = ?',
    ).get(article);
    return row && { terms: numbersOf(row['terms']), length: Number(row['length']) };
  }

  head(article: number): ArticleHead | undefined {
    const row = this.prepare(`${HEAD} WHERE a.id = ?`).get(article);
    return row && headOf(row);
  }

  /** The names of an article's products, as they are stored. */
  productsOf(article: number): string {
    return String(this.prepare('SELECT products FROM article WHERE id = ?').get(article)?.['products'] ?? '');
  }

  /** An article by the id people use. */
  article(id: string): StoredArticle | undefined {
    const row = this.prepare(`${HEAD} WHERE a.key = ?`).get(id);
    if (!row) return undefined;
    const head = headOf(row);
    const article = this.#withPictures(head.row, bodyOf(row));
    return { ...head, revision: String(row['hash']).slice(0, 12).toLowerCase(), article };
  }

  /** An article whose pictures have the addresses of those that are kept. */
  #withPictures(row: number, article: ReadArticle): ReadArticle {
    const shown = (block: Block): Block => {
      const address = block.file === undefined ? undefined : this.#addressOf(row, block.file);
      return address === undefined ? block : { ...block, picture: address };
    };
    if (!this.#hasPictures) return article;
    return {
      ...article,
      sections: article.sections.map((section) => ({ ...section, blocks: section.blocks.map(shown) })),
    };
  }

  #addressOf(article: number, file: string): string | undefined {
    const sql =
      'SELECT address FROM picture WHERE collection = (SELECT collection FROM article WHERE id = ?) AND path = ?';
    const row = this.prepare(sql).get(article, file);
    return row && String(row['address']);
  }

  /** A picture that is kept, by its address. */
  picture(address: string): Uint8Array | undefined {
    if (!this.#hasPictures) return undefined;
    const bytes = this.prepare('SELECT bytes FROM picture WHERE address = ? LIMIT 1').get(address)?.['bytes'];
    return bytes instanceof Uint8Array ? bytes : undefined;
  }

  /** The row of the article of an id, in whatever case; undefined for none. */
  rowOf(id: string): number | undefined {
    const row = this.prepare('SELECT id FROM article WHERE key = ?').get(id);
    return row && Number(row['id']);
  }

  /** The text of an article of which the row is known. */
  text(article: number): ReadArticle | undefined {
    const row = this.prepare('SELECT body FROM article WHERE id = ?').get(article);
    return row && bodyOf(row);
  }

  collections(): Collection[] {
    const rows = this.prepare(
      `SELECT name, format, licence, imported_at, unread, (SELECT count(*) FROM article WHERE collection = c.id) AS articles
       FROM collection c ORDER BY name`,
    ).all();
    return rows.map((row) => ({
      name: String(row['name']),
      format: String(row['format']),
      ...(row['licence'] !== null && { licence: String(row['licence']) }),
      articles: Number(row['articles']),
      importedAt: String(row['imported_at']),
      unread: JSON.parse(String(row['unread'])) as Collection['unread'],
    }));
  }

  /** What providers of the customer's machines say of an event. The viewer leaves out how names of Windows' own providers begin. */
  provided(eventId: number, source?: string): { source: string; level: string; message: string }[] {
    const select = 'SELECT DISTINCT source, level, message FROM provider WHERE event_id = ?';
    const rows =
      source === undefined
        ? this.prepare(`${select} LIMIT 20`).all(eventId)
        : this.prepare(`${select} AND source COLLATE NOCASE IN (?, ?) LIMIT 20`).all(
            eventId,
            source,
            `Microsoft-Windows-${source}`,
          );
    return rows.map((row) => ({
      source: String(row['source']),
      level: String(row['level'] ?? ''),
      message: String(row['message']),
    }));
  }

  /** The names of all providers. */
  providers(): string[] {
    return this.prepare('SELECT DISTINCT source FROM provider')
      .all()
      .map((row) => String(row['source']));
  }

  close(): void {
    this.#db.close();
  }
}

type Row = Record<string, unknown>;

function eventOf(row: Row): EventRow {
  return {
    article: Number(row['article']),
    eventId: Number(row['event_id']),
    ...(row['source'] !== null && { source: String(row['source']) }),
    is: NAMED_AS[Number(row['named_as'])] ?? 'mention',
    ...(row['severity'] !== null && { severity: String(row['severity']) }),
    wording: numbersOf(row['wording']),
  };
}

function headOf(row: Row): ArticleHead {
  const base = row['base_url'];
  const own = String(row['path']).replace(/\.[a-z]{2,5}$/i, '');
  return {
    row: Number(row['row']),
    id: String(row['key']),
    title: String(row['title']),
    products: JSON.parse(String(row['products'])) as string[],
    collection: String(row['name']),
    ...(row['licence'] !== null && { licence: String(row['licence']) }),
    ...(base !== null && { url: addressOf(String(base), String(row['key']), own) }),
  };
}

/** `{id}` and `{path}` in an address stand for the article's; without them the path follows. */
function addressOf(base: string, id: string, path: string): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  if (/\{(?:id|path)\}/.test(base))
    return base.replaceAll('{id}', encodeURIComponent(id)).replaceAll('{path}', encoded);
  return `${base.replace(/\/$/, '')}/${encoded}`;
}

function bodyOf(row: Row): ReadArticle {
  const body = row['body'];
  if (!(body instanceof Uint8Array)) throw new Error('the library holds an article without a text');
  return unpacked(body);
}

function numbersOf(blob: unknown): Uint32Array {
  if (!(blob instanceof Uint8Array)) return new Uint32Array();
  const { buffer, byteOffset, byteLength } = blob;
  return byteOffset % 4 === 0
    ? new Uint32Array(buffer, byteOffset, byteLength / 4)
    : new Uint32Array(blob.slice().buffer);
}
