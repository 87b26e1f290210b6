import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { contentId, type FolderFiles } from '../../knowledge/folder-files.ts';

const Kept = z.strictObject({
  id: z.string(),
  folders: z.array(z.strictObject({ folder: z.string(), files: z.array(z.tuple([z.string(), z.string()])) })),
});

/**
 * The last knowledge of these folders that was whole, in DATA_DIR: with it a start goes on although somebody has broken an article
 * since. Whatever goes wrong with the file is no error; then there is none.
 */
export class LastGood {
  readonly #file: string;

  constructor(dataFolder: string, folders: readonly string[]) {
    const key = createHash('sha256').update(folders.join('\0')).digest('hex').slice(0, 12);
    this.#file = path.join(dataFolder, `knowledge-${key}.json`);
  }

  read(): FolderFiles[] | undefined {
    const kept = this.#kept();
    const folders = kept?.folders.map(({ folder, files }) => ({ folder, files: new Map(files) }));
    return folders && contentId(folders) === kept?.id ? folders : undefined;
  }

  /**
   * Keeps these files from now on.
   * @param id their {@link contentId}
   */
  keep(id: string, folders: readonly FolderFiles[]): void {
    // The id stands first, so that an unchanged one costs one short look at most starts.
    if (this.#begin()?.includes(`"id":"${id}"`)) return;
    const text = JSON.stringify({ id, folders: folders.map(({ folder, files }) => ({ folder, files: [...files] })) });
    const unfinished = `${this.#file}.${process.pid}`;
    try {
      writeFileSync(unfinished, text, { mode: 0o600 });
      renameSync(unfinished, this.#file);
    } catch {
      // Whoever needs the folder says what is wrong with it; without the copy, a start needs files that are whole.
      discard(unfinished);
    }
  }

  #begin(): string | undefined {
    try {
      return readFileSync(this.#file, 'utf8').slice(0, 100);
    } catch {
      return undefined;
    }
  }

  #kept(): z.output<typeof Kept> | undefined {
    try {
      return Kept.safeParse(JSON.parse(readFileSync(this.#file, 'utf8'))).data;
    } catch {
      return undefined;
    }
  }
}

/** Removes a file that may be there. Throws nothing: there may not even be a folder. */
function discard(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {}
}
