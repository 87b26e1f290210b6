import type { Attachment } from 'botbuilder';
import type { PersonData } from '../store/store.ts';

/** A file as its person knows it, however many pieces of it are kept. */
export interface ToldFile {
  name: string;
  bytes: number;
}

const UNNAMED = 'files of older messages, or not sent in one';
/** The address of a kept file names its pieces, a hundred at most; whatever is longer is none. */
const LONGEST_ADDRESS = 5000;

/** Kept pieces told as the files that they are of. */
export class Uploads {
  readonly #sizes: ReadonlyMap<string, number>;
  /** by name and pieces: one that was sent twice is kept once */
  readonly #files = new Map<string, ToldFile>();
  readonly #named = new Set<string>();

  constructor(pieces: PersonData['files']) {
    this.#sizes = new Map(pieces.map(({ id, bytes }) => [id, bytes]));
  }

  /** Notes the files that came with a message. */
  add(attachments: readonly Attachment[]): void {
    for (const { name, contentType, contentUrl } of attachments) {
      if (!contentUrl || contentUrl.length > LONGEST_ADDRESS) continue;
      const pieces = contentUrl.split(/[:.]/).filter((id) => this.#sizes.has(id));
      if (pieces.length === 0) continue;
      for (const id of pieces) this.#named.add(id);
      const bytes = pieces.reduce((sum, id) => sum + (this.#sizes.get(id) ?? 0), 0);
      this.#files.set(`${name} ${pieces.join('.')}`, { name: name ?? contentType, bytes });
    }
  }

  /** The files in the order in which they were noted, then what no noted message came with, as one. */
  told(): ToldFile[] {
    const others = [...this.#sizes].filter(([id]) => !this.#named.has(id));
    const bytes = others.reduce((sum, [, size]) => sum + size, 0);
    return [...this.#files.values(), ...(others.length > 0 ? [{ name: UNNAMED, bytes }] : [])];
  }
}
