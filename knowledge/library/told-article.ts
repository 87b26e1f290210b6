import { bodyText } from './imported-article.ts';
import type { Override } from './overrides.ts';
import type { StoredArticle } from './store/library-file.ts';

/** An imported article as programs get it. */
export interface ToldArticle {
  id: string;
  title: string;
  /** of which import */
  importedFrom: string;
  /** who of this site has reviewed it, and when; false for nobody */
  reviewed: false | { who: string; when: string };
  /** what its steps can break beyond what their words tell, as the site says */
  risks?: readonly string[];
  /** another article that the site offers in its place */
  sameFailureAs?: string;
  revision: string;
  products: string[];
  versions: string[];
  licence?: string;
  url?: string;
  sections: { role: string; heading: string; text: string }[];
}

/** What programs are told of an article: its own words, with where they are from. */
export function toldArticle({ article, ...stored }: StoredArticle, override?: Override): ToldArticle {
  const url = stored.url ?? article.url;
  return {
    id: stored.id,
    title: stored.title,
    importedFrom: stored.collection,
    reviewed: override?.reviewed ?? false,
    ...(override && override.risks.length > 0 && { risks: override.risks }),
    ...(override?.sameFailureAs !== undefined && { sameFailureAs: override.sameFailureAs }),
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
