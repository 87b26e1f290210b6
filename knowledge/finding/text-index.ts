/** One text to find: its terms by field. */
export interface IndexedText<Field extends string> {
  id: string;
  fields: Readonly<Record<Field, readonly string[]>>;
}

export interface FoundText {
  id: string;
  /** what of the query it answers, in terms as rare as they get: 1 is one term that a single text has */
  score: number;
  /** the query's terms that it has, the strongest first */
  terms: string[];
}

// How fast a term stops counting when it comes again, and how much a long field counts for less: BM25's usual two.
const SATURATION = 1.2;
const LENGTH = 0.6;

interface Posting {
  text: number;
  weight: number;
}

/**
 * A full-text index with weighted fields (BM25F): a term counts by its rarity and by the fields it stands in.
 * @param weights how much a term counts in each field
 */
export function textIndex<Field extends string>(
  texts: readonly IndexedText<Field>[],
  weights: Readonly<Record<Field, number>>,
): { search: (terms: readonly string[]) => FoundText[]; vocabulary: ReadonlySet<string> } {
  const fields = Object.keys(weights).filter((key): key is Field => key in weights);
  const average = new Map(
    fields.map((field) => [field, texts.reduce((sum, one) => sum + one.fields[field].length, 0) / texts.length || 1]),
  );
  const postings = new Map<string, Posting[]>();
  for (const [text, { fields: said }] of texts.entries()) {
    const weight = new Map<string, number>();
    for (const field of fields) {
      const length = 1 - LENGTH + (LENGTH * said[field].length) / (average.get(field) ?? 1);
      for (const term of said[field]) weight.set(term, (weight.get(term) ?? 0) + weights[field] / length);
    }
    for (const [term, sum] of weight) postings.set(term, [...(postings.get(term) ?? []), { text, weight: sum }]);
  }
  const rarest = Math.log(1 + texts.length);
  const rarity = (having: number) => Math.log(1 + (texts.length - having + 0.5) / (having + 0.5)) / rarest;

  const search = (terms: readonly string[]): FoundText[] => {
    const found = new Map<number, { score: number; terms: [string, number][] }>();
    for (const term of new Set(terms)) {
      const having = postings.get(term) ?? [];
      for (const { text, weight } of having) {
        const part = (rarity(having.length) * weight * (SATURATION + 1)) / (weight + SATURATION) / (SATURATION + 1);
        const sofar = found.get(text) ?? { score: 0, terms: [] };
        found.set(text, { score: sofar.score + part, terms: [...sofar.terms, [term, part]] });
      }
    }
    return [...found]
      .map(([text, { score, terms: parts }]) => ({
        id: texts[text]?.id ?? '',
        score,
        terms: parts.toSorted((a, b) => b[1] - a[1]).map(([term]) => term),
      }))
      .toSorted((a, b) => b.score - a.score || a.id.localeCompare(b.id));
  };
  return { search, vocabulary: new Set(postings.keys()) };
}
