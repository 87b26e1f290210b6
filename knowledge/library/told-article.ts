import { bodyText } from './imported-article.ts';
import type { StoredArticle } from './store/library-file.ts';

/** An imported article as programs get it. */
export interface ToldArticle {
  id: string;
  title: string;
  /** of which import; nobody has reviewed it */
  importedFrom: string;
  reviewed: false;
  revision: string;
  products: string[];
  versions: string[];
  licence?: string;
  url?: string;
  sections: { role: string; heading: string; text: string }[];
}

/** What programs are told of an article: its own words, with where they are from. */
export function toldArticle({ article, ...stored }: StoredArticle): ToldArticle {
  const url = stored.url ?? article.url;
  return {
    id: stored.id,
    title: stored.title,
    importedFrom: stored.collection,
    reviewed: false,
    revision: stored.revision,
    products: stored.products,
    versions: article.versions,
    ...(stored.licence !== undefined && { licence: stored.licence }),
    ...(url !== undefined && { url }),
    sections: article.sections.map((section) => ({
      role: section.role,
      heading: section.heading,
      text: bodyText({ sections: [{ ...section, heading: '' }] }),
    })),
  };
}
