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
      const found = [...shelf.find(facts), ...byEvidence(overrides, facts, article)];
      const sum = (all: readonly LibraryMatch[]) => all.reduce((total, { confidence }) => total + confidence, 0);
      const shown = found.flatMap((match): LibraryMatch[] => {
        const { hide, sameFailureAs } = of(match.id) ?? {};
        if (hide) return [];
        return sameFailureAs === undefined ? [match] : instead(match, sameFailureAs, article);
      });
      const once = shown.filter(({ id }, at) => shown.findIndex((one) => one.id === id) === at);
      // What the hidden ones had belongs to those that are left.
      const grown = sum(found) / Math.max(1e-9, sum(once));
      return once
        .map((match) => ({ ...match, confidence: sure(match.confidence * grown, of(match.id)) }))
        .toSorted((a, b) => b.confidence - a.confidence);
    },
  };
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
function instead(
  match: LibraryMatch,
  id: string | undefined,
  article: (id: string) => Article | undefined,
): LibraryMatch[] {
  const other = id === undefined ? undefined : article(id);
  return other ? [{ ...match, id: other.id, title: other.title, products: [other.product], tied: false }] : [];
}

function byEvidence(overrides: Overrides, facts: Facts, article: (id: string) => Article | undefined): LibraryMatch[] {
  return [...overrides].flatMap(([id, { evidence }]) => {
    const events = facts.events.flatMap(({ eventId, source, line }) => {
      const fits = evidence.some(
        ({ event, from }) =>
          event === eventId && (from === undefined || source === undefined || nameKey(from) === nameKey(source)),
      );
      return fits ? [{ eventId, ...(source !== undefined && { source }), is: 'record' as const, line, fits: 1 }] : [];
    });
    const found = events.length > 0 ? article(id) : undefined;
    if (!found) return [];
    const { title, product } = found;
    const collection = found.imported?.from ?? '';
    return [
      {
        id: found.id,
        title,
        products: [product],
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
