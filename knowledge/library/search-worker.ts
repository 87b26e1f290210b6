import { type SearchHit, searchArticles } from './finding/search-articles.ts';
import { LibraryFile } from './store/library-file.ts';

/** What is searched; `stamp` tells one state of the file from the next. */
export interface SearchJob {
  path: string;
  stamp: string;
  question: string;
  most: number;
  products: readonly string[];
}

let open: { stamp: string; file: LibraryFile } | undefined;

/** Searches in a thread of its own. */
export default function work({ path, stamp, question, most, products }: SearchJob): SearchHit[] {
  if (open?.stamp !== stamp) {
    open?.file.close();
    open = undefined;
    open = { stamp, file: new LibraryFile(path) };
  }
  return searchArticles(open.file, question, most, products);
}
