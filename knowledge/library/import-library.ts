import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { SourceFile } from './imported-article.ts';
import { keepPictures } from './pictures.ts';
import { type FileRead, hashOfFile, isLookedInto, type ReadAs, readFile } from './read-file.ts';
import { readSources } from './sources/read-sources.ts';
import type { Skipped } from './sources/source-limits.ts';
import { type CollectionFacts, LibraryWriter } from './store/library-writer.ts';

/** What an import did, in files and articles. */
export interface Imported {
  files: number;
  articles: number;
  /** events that providers tell of */
  provided: number;
  /** files that were read before and have not changed */
  unchanged: number;
  /** files that are gone, and their articles with them */
  removed: number;
  /** files that could not be read, each with its reason */
  unread: Skipped[];
}

/** How far an import is. */
export interface Progress {
  files: number;
  articles: number;
  unchanged: number;
  /** files there are probably: as many as were counted, or as there were last time */
  expected?: number;
}

/** More would only wait for the one that writes. */
const MOST_THREADS = 2;
const BATCH = 32;
/** JavaScript memory of a thread that reads, in MiB. */
const THREAD_MB = 160;
/**
 * Imports a folder, a file or an archive into the library at `library`. All or nothing: when it throws, nothing was changed.
 * @param progress told after each batch
 * @param counted how many files there are, when somebody has counted them
 */
export async function importLibrary(
  library: string,
  source: string,
  facts: CollectionFacts,
  progress: (so: Progress) => void = () => undefined,
  counted?: number,
): Promise<Imported> {
  const writer = new LibraryWriter(library);
  const pool = new Piscina<{ files: SourceFile[]; as: ReadAs }, FileRead[]>({
    filename: fileURLToPath(new URL('./import-worker.ts', import.meta.url)),
    minThreads: 0,
    maxThreads: Math.min(MOST_THREADS, availableParallelism()),
    resourceLimits: { maxOldGenerationSizeMb: THREAD_MB },
    idleTimeout: 1000,
  });
  try {
    const imported = await new Run(writer, pool, facts, progress, counted).over(source);
    writer.finish();
    return imported;
  } catch (error) {
    writer.giveUp();
    throw error;
  } finally {
    await pool.destroy();
  }
}

class Run {
  readonly #writer: LibraryWriter;
  readonly #pool: Piscina<{ files: SourceFile[]; as: ReadAs }, FileRead[]>;
  readonly #facts: CollectionFacts;
  readonly #progress: (so: Progress) => void;
  readonly #as: ReadAs;
  readonly #collection: number;
  readonly #before: Map<string, { id: number; hash: string }>;
  readonly #expected: number;
  readonly #done: Imported = { files: 0, articles: 0, provided: 0, unchanged: 0, removed: 0, unread: [] };

  constructor(
    writer: LibraryWriter,
    pool: Piscina<{ files: SourceFile[]; as: ReadAs }, FileRead[]>,
    facts: CollectionFacts,
    progress: (so: Progress) => void,
    counted: number | undefined,
  ) {
    this.#writer = writer;
    this.#pool = pool;
    this.#facts = facts;
    this.#progress = progress;
    this.#as = { format: facts.format, products: facts.products };
    this.#collection = writer.collection(facts);
    this.#before = writer.files(this.#collection);
    this.#expected = counted ?? this.#before.size;
  }

  async over(source: string): Promise<Imported> {
    const reading: Promise<FileRead[]>[] = [];
    let batch: SourceFile[] = [];
    const send = () => {
      if (batch.length > 0) reading.push(this.#pool.run({ files: batch, as: this.#as }));
      batch = [];
    };
    const skipped = (one: Skipped) => this.#done.unread.push(one);
    for await (const file of readSources(source, skipped, (path) => isLookedInto(path, this.#as.format))) {
      if (this.#isUnchanged(file)) continue;
      batch.push(file);
      if (batch.length < BATCH) continue;
      send();
      // So few batches are under way that an archive of any size fits into memory.
      if (reading.length > this.#pool.maxThreads + 1) this.#take(await (reading.shift() ?? []));
    }
    // A few files are read before a thread would have started.
    if (reading.length === 0) this.#take(batch.map((file) => ({ ...readFile(file, this.#as), read: [] })));
    else send();
    for (const one of reading) this.#take(await one);
    for (const { id } of this.#before.values()) this.#writer.removeFile(id);
    this.#done.removed = this.#before.size;
    const told = new Set(this.#done.unread.map(({ path }) => path));
    await keepPictures(this.#writer, this.#collection, source, (one) => !told.has(one.path) && skipped(one));
    this.#writer.noteUnread(this.#collection, this.#done.unread);
    return this.#done;
  }

  #isUnchanged(file: SourceFile): boolean {
    const before = this.#before.get(file.path);
    if (before?.hash !== hashOfFile(file, this.#as)) return false;
    this.#before.delete(file.path);
    this.#done.unchanged++;
    return true;
  }

  #take(files: readonly FileRead[]): void {
    for (const { path, hash, articles, provided = [], why } of files) {
      const before = this.#before.get(path);
      this.#before.delete(path);
      if (before) this.#writer.removeFile(before.id);
      this.#done.files++;
      if (why !== undefined) this.#done.unread.push({ path, why });
      if (articles.length + provided.length === 0) continue;
      const file = this.#writer.addFile(this.#collection, path, hash);
      for (const article of articles) this.#writer.addArticle(this.#collection, this.#facts.name, file, article);
      for (const { source, eventId, level, message } of provided)
        this.#writer.addProvider(this.#collection, file, source, eventId, level, message);
      this.#done.articles += articles.length;
      this.#done.provided += provided.length;
    }
    const { files: read, articles, unchanged } = this.#done;
    this.#progress({ files: read, articles, unchanged, ...(this.#expected > 0 && { expected: this.#expected }) });
  }
}

/** Takes a collection out of the library; false when there is none of that name. */
export function removeCollection(library: string, name: string): boolean {
  const writer = new LibraryWriter(library);
  try {
    if (!writer.removeCollection(name)) {
      writer.giveUp();
      return false;
    }
    writer.finish();
    return true;
  } catch (error) {
    writer.giveUp();
    throw error;
  }
}
