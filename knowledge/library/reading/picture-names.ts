import { PICTURE_NAME } from '../../folder/pictures.ts';
import type { ReadArticle } from '../imported-article.ts';

/** More pictures of one article stay words. */
const MOST_OF_ARTICLE = 20;
const LONGEST_END = 10;

/** The files of the pictures that an article shows, relative to the import; of the kinds that every channel draws, the first few. */
export function picturesOf({ sections }: Pick<ReadArticle, 'sections'>): string[] {
  const files = sections.flatMap(({ blocks }) => blocks.flatMap(({ file }) => file ?? []));
  return [...new Set(files.filter((file) => PICTURE_NAME.test(file.slice(-LONGEST_END))))].slice(0, MOST_OF_ARTICLE);
}
