/** What part of an article a section is, by its usual names. */
const ROLES = [
  'symptoms',
  'cause',
  'resolution',
  'workaround',
  'status',
  'more',
  'summary',
  'related',
  'other',
] as const;
export type Role = (typeof ROLES)[number];

/** One piece of a section, in the order it was written. */
export interface Block {
  /** `item`: of a list; `code`: shown as it stands; `note`: a note, warning or caution; `picture`: `text` is what it shows */
  is: 'text' | 'item' | 'code' | 'note' | 'table' | 'picture';
  /** as written, lines kept */
  text: string;
  /** of an item of a numbered list */
  number?: number;
  /** of an item: 0 for the outermost list */
  depth?: number;
  /** of a picture: the file beside the article, relative to the import */
  file?: string;
  /** of a picture that the library keeps: what it is asked for by (folder/pictures.ts) */
  picture?: string;
}

export interface Section {
  role: Role;
  /** as written; '' for what stands above the first heading */
  heading: string;
  /** of the heading; 0 for what stands above the first */
  level: number;
  blocks: Block[];
}

/** An article as a reader finds it in a file: nothing is interpreted yet. */
export interface ReadArticle {
  /** unique within its collection, letters, digits and `-._/` */
  id: string;
  title: string;
  /** where the original can be read, when the file says so */
  url?: string;
  products: string[];
  versions: string[];
  /** the date of the last change as written, when the file says so */
  changed?: string;
  /** what was left out of a file that is too long */
  cut?: string;
  sections: Section[];
}

/** A file out of a folder or an archive. */
export interface SourceFile {
  /** with `/` between folders, relative to what is imported */
  path: string;
  bytes: Uint8Array;
}

/** All that stands in the sections, a blank line between blocks. */
export function bodyText(article: Pick<ReadArticle, 'sections'>, roles?: readonly Role[]): string {
  return article.sections
    .filter((section) => roles === undefined || roles.includes(section.role))
    .flatMap((section) => [section.heading, ...section.blocks.map(textOf)])
    .filter((text) => text !== '')
    .join('\n\n');
}

/** A block as somebody would read it out of the article. */
export function textOf(block: Block): string {
  return block.number === undefined ? block.text : `${block.number}. ${block.text}`;
}
