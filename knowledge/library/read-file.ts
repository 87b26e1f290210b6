import { createHash } from 'node:crypto';
import type { ReadArticle, SourceFile } from './imported-article.ts';
import { PROVIDERS, PROVIDERS_FILE, type ProvidedEvent, readProviders } from './readers/providers.ts';
import { readerOf } from './readers/reader-table.ts';
import { type Prepared, prepare } from './reading/prepared.ts';
import { isBeside } from './sources/beside.ts';

/** Counts up when readers read something differently, so that the next import reads everything anew. */
const READERS_VERSION = 4;

/** What became of one file. */
export interface FileRead {
  path: string;
  hash: string;
  articles: Prepared[];
  /** of the articles, for `check` */
  read: ReadArticle[];
  /** what providers say of their events, where the file tells that */
  provided?: ProvidedEvent[];
  /** why there is none, or not all, when somebody would want to know */
  why?: string;
}

/** How files are to be read. */
export interface ReadAs {
  format: string;
  products: string[];
}

/** Whether a file of this name is looked into; what lies beside articles is not, and nobody has to be told. */
export const isLookedInto = (path: string, format: string): boolean =>
  format === PROVIDERS ? PROVIDERS_FILE.test(path.slice(-300)) : !isBeside(path);

/** The hash by which a second import knows a file again. */
export function hashOfFile(file: SourceFile, { format, products }: ReadAs): string {
  return createHash('sha256')
    .update(`${READERS_VERSION} ${format} ${products.join()}\n`)
    .update(file.bytes)
    .digest('hex')
    .slice(0, 32);
}

/** Reads a file whole. Never throws: whatever goes wrong is told with the file. */
export function readFile(file: SourceFile, as: ReadAs): FileRead {
  const { path } = file;
  const hash = hashOfFile(file, as);
  try {
    if (as.format === PROVIDERS) {
      const provided = readProviders(file);
      return {
        path,
        hash,
        articles: [],
        read: [],
        provided,
        ...(provided.length === 0 && { why: 'it names no event' }),
      };
    }
    const reader = readerOf(file, as.format);
    if (!reader) return { path, hash, articles: [], read: [], why: 'no reader knows this kind of file' };
    const read = reader.read(file).map((article) => withProducts(article, as.products));
    if (read.length === 0) return { path, hash, articles: [], read, why: 'it holds no article' };
    const cut = read.find((article) => article.cut)?.cut;
    return { path, hash, articles: read.map(prepare), read, ...(cut && { why: cut }) };
  } catch (error) {
    return {
      path,
      hash,
      articles: [],
      read: [],
      why: `it cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

const withProducts = (article: ReadArticle, products: readonly string[]): ReadArticle =>
  products.length === 0 ? article : { ...article, products: [...new Set([...products, ...article.products])] };
