import { createHash } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { contentId, type FolderFiles } from '../../knowledge/folder/folder-files.ts';

const Kept = z.strictObject({
  id: z.string(),
  folders: z.array(
    z.strictObject({
      folder: z.string(),
      files: z.array(z.tuple([z.string(), z.string()])),
      pictures: z.array(z.tuple([z.string(), z.strictObject({ address: z.string(), file: z.string() })])).default([]),
    }),
  ),
});

/**
 * The last knowledge of these folders that was whole, in DATA_DIR: with it a start goes on although somebody has broken an article
 * since. Whatever goes wrong with the file is no error; then there is none.
 */
export class LastGood {
  readonly #file: string;
  /** where copies of its pictures lie, by their addresses */
  readonly pictures: string;

  constructor(dataFolder: string, folders: readonly string[]) {
    const key = createHash('sha256').update(folders.join('\0')).digest('hex').slice(0, 12);
    this.#file = path.join(dataFolder, `knowledge-${key}.json`);
    this.pictures = path.join(dataFolder, `knowledge-${key}-pictures`);
  }

  read(): FolderFiles[] | undefined {
    const kept = this.#kept();
    const folders = kept?.folders.map(({ folder, files, pictures }) => ({
      folder,
      files: new Map(files),
      pictures: new Map(pictures),
    }));
    return folders && contentId(folders) === kept?.id ? folders : undefined;
  }

  /**
   * Keeps these files from now on.
   * @param id their {@link contentId}
   */
  keep(id: string, folders: readonly FolderFiles[]): void {
    // The id stands first, so that an unchanged one costs one short look at most starts.
    if (this.#begin()?.includes(`"id":"${id}"`)) return;
    const text = JSON.stringify({
      id,
      folders: folders.map(({ folder, files, pictures }) => ({ folder, files: [...files], pictures: [...pictures] })),
    });
    this.#keepPictures(folders);
    const unfinished = `${this.#file}.${process.pid}`;
    try {
      writeFileSync(unfinished, text, { mode: 0o600 });
      renameSync(unfinished, this.#file);
    } catch {
      // Whoever needs the folder says what is wrong with it; without the copy, a start needs files that are whole.
      discard(unfinished);
    }
  }

  /** Pictures change in their folder while an older article still shows them: copies are kept, and no more than those. */
  #keepPictures(folders: readonly FolderFiles[]): void {
    const wanted = new Map(
      folders.flatMap(({ pictures }) =>
        [...pictures.values()].flatMap((one) => (typeof one === 'string' ? [] : [[one.address, one.file] as const])),
      ),
    );
    try {
      const there = existsSync(this.pictures) ? readdirSync(this.pictures) : [];
      for (const address of there) if (!wanted.has(address)) discard(path.join(this.pictures, address));
      if (wanted.size > 0) mkdirSync(this.pictures, { recursive: true, mode: 0o700 });
      for (const [address, file] of wanted)
        if (!there.includes(address)) copyFileSync(file, path.join(this.pictures, address));
    } catch {
      // As with the copy of the texts: then they are served out of the folder alone.
    }
  }

  #begin(): string | undefined {
    let file: number | undefined;
    try {
      file = openSync(this.#file, 'r');
      const begin = Buffer.alloc(100);
      return begin.toString('utf8', 0, readSync(file, begin));
    } catch {
      return undefined;
    } finally {
      if (file !== undefined) closeSync(file);
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
