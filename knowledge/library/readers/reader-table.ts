import type { ReadArticle, SourceFile } from '../imported-article.ts';
import { decodeText } from './decode-text.ts';
import { readHtml } from './html.ts';
import { isKbText, readKbText } from './kb-text.ts';
import { readMarkdown } from './markdown.ts';
import { PROVIDERS } from './providers.ts';

/** One format that articles are written in. */
export interface Reader {
  format: string;
  /** how names of such files end */
  ends: readonly string[];
  /** whether the first characters look like it */
  fits(head: string): boolean;
  /** none when it holds no article after all. May throw: the file is told as unread */
  read(file: SourceFile): ReadArticle[];
}

/** A new format is one row. The first that fits reads the file. */
export const READERS: readonly Reader[] = [
  { format: 'kb', ends: ['.txt', '.kb', '.asc'], fits: isKbText, read: readKbText },
  { format: 'markdown', ends: ['.md', '.markdown', '.mdown', '.mdx'], fits: () => true, read: readMarkdown },
  { format: 'html', ends: ['.html', '.htm', '.xhtml'], fits: (head) => head.includes('<'), read: readHtml },
];

/** The names of all formats. */
export const FORMATS: readonly string[] = [...READERS.map(({ format }) => format), PROVIDERS];

const HEAD_BYTES = 4096;

/** The reader of a file; undefined when none fits. @param format one of the table, or `auto` */
export function readerOf(file: SourceFile, format: string): Reader | undefined {
  const path = file.path.toLowerCase();
  const head = decodeText(file.bytes.subarray(0, HEAD_BYTES));
  return READERS.find(
    (reader) =>
      (format === 'auto' || reader.format === format) &&
      reader.ends.some((end) => path.endsWith(end)) &&
      reader.fits(head),
  );
}
