import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { importLibrary, removeCollection } from '../../knowledge/library/import-library.ts';
import { Library } from '../../knowledge/library/library.ts';
import { shelfOf } from '../../knowledge/library/shelf.ts';
import { Conversation, KNOWLEDGE } from './conversation.ts';

/** An import of a conversation's own, made of files that are written here. */
export class TestLibrary {
  readonly #folder = mkdtempSync(join(tmpdir(), 'shelf-'));
  readonly path = join(this.#folder, 'library.sqlite');
  readonly problems: string[] = [];
  readonly library = new Library(this.path, (problem) => this.problems.push(problem), 0);
  readonly shelf = shelfOf(this.library);

  /** Imports files by name under a name; what it held before and is not named is gone. */
  async import(files: Readonly<Record<string, string | Uint8Array>>, name = 'lantern'): Promise<void> {
    const from = join(this.#folder, name);
    rmSync(from, { recursive: true, force: true });
    for (const [path, bytes] of Object.entries(files)) {
      mkdirSync(dirname(join(from, path)), { recursive: true });
      writeFileSync(join(from, path), bytes);
    }
    await importLibrary(this.path, from, { name, format: 'auto', licence: 'CC-BY-4.0', products: [] });
  }

  /** Imports one archive. */
  async importArchive(bytes: Uint8Array, name = 'lantern'): Promise<void> {
    const archive = join(this.#folder, `${name}.zip`);
    writeFileSync(archive, bytes);
    await importLibrary(this.path, archive, { name, format: 'auto', licence: 'CC-BY-4.0', products: [] });
  }

  /** Somebody writes over the file of the library what is none. */
  damage(): void {
    rmSync(this.path, { force: true });
    writeFileSync(this.path, 'no library');
  }

  remove(name = 'lantern'): void {
    removeCollection(this.path, name);
  }

  conversation(knowledge = KNOWLEDGE): Conversation {
    return new Conversation(knowledge, { shelf: async () => this.shelf });
  }

  async close(): Promise<void> {
    await this.library.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
