import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Library } from '../knowledge/library/library.ts';
import { LIBRARY_FILE } from '../knowledge/library/store/schema.ts';
import type { Config } from './config.ts';

/** The imported articles of DATA_DIR. Nothing of it is loaded before somebody asks, so that a start costs nothing for it. */
export class ImportedLibrary {
  readonly #path: string;
  readonly #log: Pick<Logger, 'warn'>;
  #library: Promise<Library> | undefined;

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

  async close(): Promise<void> {
    await (await this.#library)?.close();
  }
}
