import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { NAMED_AS, type Prepared } from '../reading/prepared.ts';
import { libraryProblem } from './library-problem.ts';
import { ADDED, APPLICATION_ID, SCHEMA, SHAPE } from './schema.ts';

/** What is said of a whole import. */
export interface CollectionFacts {
  name: string;
  format: string;
  licence?: string;
  baseUrl?: string;
  products: string[];
}

/**
 * Writes a library aside and puts it in the place of the old one at the end. Until {@link finish} nobody sees anything of it,
 * and after {@link giveUp} nothing is left.
 */
export class LibraryWriter {
  readonly #path: string;
  readonly #aside: string;
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** Throws an Error for the operator when the library that is there cannot be read. */
  constructor(path: string) {
    this.#path = path;
    this.#aside = `${path}.${process.pid}.new`;
    rmSync(this.#aside, { force: true });
    const problem = libraryProblem(path);
    if (problem !== undefined) throw new Error(problem);
    if (existsSync(path)) copyFileSync(path, this.#aside);
    this.#db = new DatabaseSync(this.#aside);
    this.#db.exec(
      'PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY',
    );
    if (!existsSync(path)) {
      this.#db.exec(
        `PRAGMA page_size = 8192; PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SHAPE}`,
      );
      this.#db.exec(SCHEMA);
    }
    this.#db.exec(ADDED);
    this.#db.exec('BEGIN');
  }

  #run(sql: string, ...values: (string | number | Uint8Array | null)[]) {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement.run(...values);
  }

  /** The number of a collection, made or brought up to date. */
  collection({ name, format, licence, baseUrl, products }: CollectionFacts): number {
    this.#run(
      `INSERT INTO collection (name, format, licence, base_url, products, imported_at, unread) VALUES (?, ?, ?, ?, ?, ?, '[]')
       ON CONFLICT (name) DO UPDATE SET format = excluded.format, licence = coalesce(excluded.licence, licence),
         base_url = coalesce(excluded.base_url, base_url), products = excluded.products, imported_at = excluded.imported_at`,
      name,
      format,
      licence ?? null,
      baseUrl ?? null,
      JSON.stringify(products),
      new Date().toISOString(),
    );
    const row = this.#db.prepare('SELECT id FROM collection WHERE name = ?').get(name);
    return Number(row?.['id']);
  }

  /** The files of a collection by path, with the hash of what was read. */
  files(collection: number): Map<string, { id: number; hash: string }> {
    const rows = this.#db.prepare('SELECT id, path, hash FROM file WHERE collection = ?').all(collection);
    return new Map(
      rows.map((row) => [
        String(row['path']),
        { id: Number(row['id']), hash: Buffer.from(row['hash'] as Uint8Array).toString('hex') },
      ]),
    );
  }

  /** Takes a file out with everything that was read from it. */
  removeFile(file: number): void {
    for (const row of this.#db.prepare('SELECT id FROM article WHERE file = ?').all(file)) {
      const article = Number(row['id']);
      for (const table of ['event', 'code', 'bag']) this.#run(`DELETE FROM ${table} WHERE article = ?`, article);
      this.#run('DELETE FROM search WHERE rowid = ?', article);
      this.#run('DELETE FROM article WHERE id = ?', article);
    }
    for (const table of ['provider', 'picture_of']) this.#run(`DELETE FROM ${table} WHERE file = ?`, file);
    this.#run('DELETE FROM file WHERE id = ?', file);
  }

  /** Takes a collection out; false when there is none of that name. */
  removeCollection(name: string): boolean {
    const row = this.#db.prepare('SELECT id FROM collection WHERE name = ?').get(name);
    if (!row) return false;
    for (const { id } of this.files(Number(row['id'])).values()) this.removeFile(id);
    this.removePictures(Number(row['id']));
    this.#run('DELETE FROM collection WHERE id = ?', Number(row['id']));
    return true;
  }

  /** Notes a file as read. @param hash hexadecimal */
  addFile(collection: number, path: string, hash: string): number {
    const { lastInsertRowid } = this.#run(
      'INSERT INTO file (collection, path, hash) VALUES (?, ?, ?)',
      collection,
      path,
      Buffer.from(hash, 'hex'),
    );
    return Number(lastInsertRowid);
  }

  /** @returns the id under which it is found: another article may have had its own already */
  addArticle(collection: number, name: string, file: number, article: Prepared): string {
    const key = this.#freeKey(article.id, name);
    const { lastInsertRowid } = this.#run(
      'INSERT INTO article (collection, file, key, title, products, length, body) VALUES (?, ?, ?, ?, ?, ?, ?)',
      collection,
      file,
      key,
      article.title,
      JSON.stringify(article.products),
      article.length,
      article.body,
    );
    const row = Number(lastInsertRowid);
    const { title, symptoms, cause, text } = article.search;
    this.#run(
      'INSERT INTO search (rowid, title, symptoms, cause, text) VALUES (?, ?, ?, ?, ?)',
      row,
      title,
      symptoms,
      cause,
      text,
    );
    for (const event of article.events)
      this.#run(
        'INSERT INTO event (article, event_id, source, named_as, severity, wording) VALUES (?, ?, ?, ?, ?, ?)',
        row,
        event.eventId,
        event.source ?? null,
        NAMED_AS.indexOf(event.is),
        event.severity ?? null,
        bytesOf(event.wording),
      );
    for (const code of article.codes) this.#run('INSERT OR IGNORE INTO code (article, code) VALUES (?, ?)', row, code);
    for (const path of article.pictures) this.#run('INSERT INTO picture_of (file, path) VALUES (?, ?)', file, path);
    if (article.bag) this.#run('INSERT INTO bag (article, terms) VALUES (?, ?)', row, bytesOf(article.bag));
    return key;
  }

  #freeKey(id: string, name: string): string {
    const taken = (key: string) => this.#db.prepare('SELECT 1 FROM article WHERE key = ?').get(key) !== undefined;
    if (!taken(id)) return id;
    for (let count = 1; ; count++) {
      const key = count === 1 ? `${name}/${id}` : `${name}/${id}-${count}`;
      if (!taken(key)) return key;
    }
  }

  /** The files of the pictures that the articles of a collection show. */
  picturesWanted(collection: number): Set<string> {
    const rows = this.#db
      .prepare('SELECT DISTINCT p.path FROM picture_of p JOIN file f ON f.id = p.file WHERE f.collection = ?')
      .all(collection);
    return new Set(rows.map(({ path }) => String(path)));
  }

  /** Takes the pictures of a collection out. */
  removePictures(collection: number): void {
    this.#run('DELETE FROM picture WHERE collection = ?', collection);
  }

  /** Keeps a picture. @param path as articles name it @param address what it is asked for by */
  addPicture(collection: number, path: string, address: string, bytes: Uint8Array): void {
    const sql = 'INSERT OR IGNORE INTO picture (collection, path, address, bytes) VALUES (?, ?, ?, ?)';
    this.#run(sql, collection, path, address, bytes);
  }

  /** Notes what an event of a provider says. */
  addProvider(collection: number, file: number, source: string, eventId: number, level: string, message: string): void {
    this.#run(
      'INSERT INTO provider (source, event_id, level, message, collection, file) VALUES (?, ?, ?, ?, ?, ?)',
      source,
      eventId,
      level,
      message,
      collection,
      file,
    );
  }

  /** Files of a collection that could not be read, each with its reason. */
  noteUnread(collection: number, unread: readonly { path: string; why: string }[]): void {
    this.#run('UPDATE collection SET unread = ? WHERE id = ?', JSON.stringify(unread.slice(0, 1000)), collection);
  }

  /** Counts anew, closes, and puts the file in the place of the old one. */
  finish(): void {
    this.#db.exec(`
      DELETE FROM term;
      DELETE FROM size;
      CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, search, row);
      INSERT INTO term (term, articles) SELECT term, doc FROM temp.vocabulary WHERE doc > 1;
      DROP TABLE temp.vocabulary;
      INSERT INTO size (articles, mean_length) SELECT count(*), coalesce(avg(length), 1) FROM article;
      COMMIT;
    `);
    this.#db.exec("INSERT INTO search (search) VALUES ('optimize'); VACUUM");
    this.#db.close();
    const file = openSync(this.#aside, 'r+');
    fsyncSync(file);
    closeSync(file);
    renameSync(this.#aside, this.#path);
  }

  /** Leaves everything as it was. */
  giveUp(): void {
    if (this.#db.isOpen) this.#db.close();
    rmSync(this.#aside, { force: true });
  }
}

const bytesOf = (numbers: Uint32Array) => new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
