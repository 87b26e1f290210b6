import { createHash } from 'node:crypto';
import type { Article } from '../article.ts';
import type { Facts } from '../facts.ts';
import { nameKey } from './finding/source-names.ts';
import { MOST_SURE } from './imported.ts';
import type { LibraryMatch } from './library.ts';
import type { Override, Overrides } from './overrides.ts';
import type { Shelf } from './shelf.ts';

/** What events of an override's evidence amount to: 0 … 1. */
const BY_EVIDENCE = 0.5;
/** Nothing is certain, reviewed or not. */
const MOST = 0.95;

/** A shelf on which what the site says of imported articles counts. */
export function overridden(shelf: Shelf, overrides: Overrides): Shelf {
  if (overrides.size === 0) return shelf;
  const of = (id: string) => overrides.get(id.toLowerCase());
  const isHidden = (id: string) => of(id)?.hide === true;
  const article = (id: string) => {
    const found = isHidden(id) ? undefined : shelf.article(id);
    const override = of(id);
    return found && override ? withOverride(found, override) : found;
  };
  return {
    ...shelf,
    article,
    question: (id) => shelf.question(id),
    named: (text) => shelf.named(text).filter((id) => !isHidden(id)),
    search: async (question) => (await shelf.search(question)).filter(({ id }) => !isHidden(id)),
    find: (facts) => {
      const head = (id: string): Head | undefined => {
        const found = article(id);
        return found && { ...found, products: [found.product], collection: found.imported?.from ?? '' };
      };
      return foundWith(shelf.find(facts), facts.events, overrides, head);
    },
  };
}

/** An imported article as far as a match names it. */
export type Head = Pick<LibraryMatch, 'id' | 'title' | 'products' | 'collection'>;
type Seen = Pick<Facts['events'][number], 'eventId' | 'source'> & { line: number };

/** What was found, as the site says of it: without what it hides, with what it adds, the best first. */
export function foundWith(
  matches: readonly LibraryMatch[],
  events: readonly Seen[],
  overrides: Overrides,
  head: (id: string) => Head | undefined,
): LibraryMatch[] {
  const of = (id: string) => overrides.get(id.toLowerCase());
  const found = [...matches, ...byEvidence(overrides, events, head)];
  const sum = (all: readonly LibraryMatch[]) => all.reduce((total, { confidence }) => total + confidence, 0);
  const shown = found.flatMap((match): LibraryMatch[] => {
    const { hide, sameFailureAs } = of(match.id) ?? {};
    if (hide) return [];
    return sameFailureAs === undefined ? [match] : instead(match, sameFailureAs, head);
  });
  const once = shown.filter(({ id }, at) => shown.findIndex((one) => one.id === id) === at);
  // What the hidden ones had belongs to those that are left.
  const grown = sum(found) / Math.max(1e-9, sum(once));
  return once
    .map((match) => ({ ...match, confidence: sure(match.confidence * grown, of(match.id)) }))
    .toSorted((a, b) => b.confidence - a.confidence);
}

const sure = (confidence: number, override: Override | undefined) =>
  override?.reviewed ? Math.min(MOST, confidence / MOST_SURE) : Math.min(MOST_SURE, confidence);

function withOverride(article: Article, { reviewed, risks, ...rest }: Override): Article {
  // What was agreed to before the site said more of the article was something else.
  const says = createHash('sha256')
    .update(JSON.stringify({ reviewed, risks, ...rest }))
    .digest('hex')
    .slice(0, 6);
  return {
    ...article,
    revision: `${article.revision}-${says}`,
    ...(article.imported && {
      imported: {
        ...article.imported,
        risks,
        ...(reviewed && { reviewed: `${reviewed.who}, ${reviewed.when}` }),
      },
    }),
  };
}

/** The other article in the place of this one; nothing where it is no imported one, since curated ones have their own model. */
function instead(match: LibraryMatch, id: string, head: (id: string) => Head | undefined): LibraryMatch[] {
  const other = head(id);
  if (!other) return [];
  const { title, products, collection } = other;
  return [{ ...match, id: other.id, title, products, collection, tied: false }];
}

function byEvidence(
  overrides: Overrides,
  seen: readonly Seen[],
  head: (id: string) => Head | undefined,
): LibraryMatch[] {
  return [...overrides].flatMap(([id, { evidence }]) => {
    const events = seen.flatMap(({ eventId, source, line }) => {
      const fits = evidence.some(
        ({ event, from }) =>
          event === eventId && (from === undefined || source === undefined || nameKey(from) === nameKey(source)),
      );
      return fits ? [{ eventId, ...(source !== undefined && { source }), is: 'record' as const, line, fits: 1 }] : [];
    });
    const found = events.length > 0 ? head(id) : undefined;
    if (!found) return [];
    const { title, products, collection } = found;
    return [
      {
        id: found.id,
        title,
        products,
        collection,
        score: 0,
        events,
        codes: [],
        confidence: BY_EVIDENCE,
        tied: false,
      },
    ];
  });
}
