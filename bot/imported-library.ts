import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Library } from '../knowledge/library/library.ts';
import type { Shelf } from '../knowledge/library/shelf.ts';
import { LIBRARY_FILE } from '../knowledge/library/store/schema.ts';
import type { Config } from './config.ts';

/** So often it is looked whether something was imported. */
const LOOK_EVERY_MS = 2000;

/** The imported articles of DATA_DIR. Nothing of it is loaded before somebody asks, so that a start costs nothing for it. */
export class ImportedLibrary {
  readonly #path: string;
  readonly #log: Pick<Logger, 'warn'>;
  #library: Promise<Library> | undefined;
  #shelf: Shelf | undefined;
  #looked = Number.NEGATIVE_INFINITY;

  constructor({ DATA_DIR }: Pick<Config, 'DATA_DIR'>, log: Pick<Logger, 'warn'>) {
    this.#path = join(DATA_DIR, LIBRARY_FILE);
    this.#log = log;
  }

  open(): Promise<Library> {
    this.#library ??= import('../knowledge/library/library.ts').then(
      ({ Library }) => new Library(this.#path, (problem) => this.#log.warn({ code: 'library-unreadable' }, problem)),
    );
    return this.#library;
  }

  /** The library for a conversation; undefined as long as nothing was imported, and then nothing of it is loaded. */
  async shelf(): Promise<Shelf | undefined> {
    if (!this.#library && performance.now() - this.#looked < LOOK_EVERY_MS) return undefined;
    this.#looked = performance.now();
    if (!this.#library && !existsSync(this.#path)) return undefined;
    const library = await this.open();
    this.#shelf ??= (await import('../knowledge/library/shelf.ts')).shelfOf(library);
    return this.#shelf;
  }

  /** A picture of an imported article by its address; undefined for none. */
  async picture(address: string): Promise<Uint8Array | undefined> {
    await this.shelf();
    return (await this.#library)?.picture(address);
  }

  async close(): Promise<void> {
    await (await this.#library)?.close();
  }
}
