import { z } from 'zod';
import { ownFile } from '../yaml-file.ts';
import { type FoundPhrase, phraseFinder } from './phrases.ts';
import { bareOf, stemOf, wordsOf } from './words.ts';

const wordings = z.array(z.string().trim().min(1)).min(1, 'write at least one wording');

const CONCEPTS = ownFile(
  'finding/concepts.yaml',
  z.strictObject({ failures: z.record(z.string(), wordings), circumstances: z.record(z.string(), wordings) }),
);
const ABROAD = ownFile('finding/concepts-abroad.yaml', z.record(z.string(), z.record(z.string(), wordings)));
const NAMES = ownFile(
  'finding/names.yaml',
  z.strictObject({ products: z.record(z.string(), z.record(z.string(), wordings)), vague: wordings, others: wordings }),
);

/** The mark of a concept among words. */
const MARK = '= ';
const FAILURES: ReadonlySet<string> = new Set(Object.keys(CONCEPTS.failures));

const wordingsOf = (concepts: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(concepts).flatMap(([concept, all]) => all.map((wording) => [wording, concept] as const));

const findConcepts = phraseFinder(wordingsOf({ ...CONCEPTS.failures, ...CONCEPTS.circumstances }), stemOf);
const findAbroad = phraseFinder(Object.values(ABROAD).flatMap(wordingsOf), bareOf);

/** The name of a product itself, and of parts that fail in no way of their own. */
const WHOLE = 'product';
const NAMED: readonly { product: string; part: string; names: readonly string[] }[] = Object.entries(
  NAMES.products,
).flatMap(([product, parts]) => Object.entries(parts).map(([part, names]) => ({ product, part, names })));
/** A name means the place of its entry in `NAMED`; that of another product nothing there. */
const findNames = phraseFinder(
  [
    ...NAMES.others.map((name) => [name, ''] as const),
    ...NAMED.flatMap(({ names }, at) => names.map((name) => [name, String(at)] as const)),
  ],
  stemOf,
);

const VAGUE: ReadonlySet<string> = new Set(NAMES.vague.map((name) => wordsOf(name).map(stemOf).join(' ')));
const isVague = (stems: readonly string[], { from, to }: FoundPhrase) => VAGUE.has(stems.slice(from, to).join(' '));

const DENYING: ReadonlySet<string> = new Set(['no', 'not', 'without', 'never', 'nor']);

const STOP_WORDS: ReadonlySet<string> = new Set(
  `a an the and or but if so as at by for from in into of off on onto out over to up with about after before between than
  then there here this that these those it its he she they we you i me my our your his her their them us is are was were be
  been being am do does did has have had having will would shall should can could may might must just only also very too
  some any all each other another more most much many such own same which what who whom whose when where why how not no nor
  yes please work works working hi hello help thank all ok n # one two get gets got go goes say says said tell told see seen know think want
  need try use used since now still already yesterday today week day hour morning`
    .split(/\s+/)
    .map(stemOf),
);

function conceptsIn(stems: readonly string[]): FoundPhrase[] {
  return findConcepts(stems).filter(({ from }) => !DENYING.has(stems[from - 1] ?? ''));
}

/** What a text is about, for the index: stems of its words, and the concepts that its wordings mean, in any order. */
export function termsOf(text: string): string[] {
  const stems = wordsOf(text).map(stemOf);
  const denied = new Set(stems.flatMap((stem, at) => (DENYING.has(stem) ? [at + 1] : [])));
  const words = stems.filter((stem, at) => !STOP_WORDS.has(stem) && !denied.has(at));
  return [...words, ...conceptsIn(stems).map(({ means }) => MARK + means)];
}

/** What the parts that a text names are called in articles. */
function calledHere(text: string): string[] {
  const parts = findNames(wordsOf(text).map(stemOf)).flatMap(({ means }) =>
    means === '' ? [] : (NAMED[Number(means)]?.part ?? []),
  );
  return parts.filter((part) => part !== WHOLE).flatMap(termsOf);
}

/** The same of a description, which may be in another language and call things by other names. */
export const describedTerms = (text: string): string[] => [
  ...termsOf(text),
  ...calledHere(text),
  ...findAbroad(wordsOf(text).map(bareOf)).map(({ means }) => MARK + means),
];

/** Whether a term is a concept, not a word. */
export const isConcept = (term: string): boolean => term.startsWith(MARK);

/**
 * Whose names a text holds; a name that others use too is no product's beside another product.
 * `others`: it names a product that no article here is about.
 */
export function namedProducts(text: string): { products: ReadonlySet<string>; others: boolean } {
  const stems = wordsOf(text).map(stemOf);
  const named = findNames(stems);
  const others = named.some(({ means }) => means === '');
  const own = named.filter((name) => name.means !== '' && !(others && isVague(stems, name)));
  return { products: new Set(own.flatMap(({ means }) => NAMED[Number(means)]?.product ?? [])), others };
}

/** A part of a product and how it fails, as a text tells it. */
export interface PlainFailure {
  product: string;
  part: string;
  failure: string;
}

/** A failure is of the part that stands so few words away at most. */
const NEAR = 8;

const distance = (a: FoundPhrase, b: FoundPhrase): number => (a.from < b.from ? b.from - a.to : a.from - b.to);

/** Which parts fail in which way in a text: each way with the part that stands nearest. */
export function plainFailures(text: string): {
  failures: PlainFailure[];
  /** how many circumstances are told beside it */
  circumstances: number;
  /** the words tell nothing else: "the connector keeps dying" */
  only: boolean;
} {
  const words = wordsOf(text);
  const stems = words.map(stemOf);
  const names = findNames(stems).filter(({ means }) => means !== '');
  const concepts = [...conceptsIn(stems), ...findAbroad(words.map(bareOf))];
  const named = ({ means }: FoundPhrase) => NAMED[Number(means)];
  const clear = new Set(names.filter((name) => !isVague(stems, name)).map((name) => named(name)?.product));
  const parts = names.filter((name) => named(name)?.part !== WHOLE && clear.has(named(name)?.product));
  // What begins a text is an order: "stop the service".
  const failing = concepts.filter(({ means, from }) => FAILURES.has(means) && from > 0);
  const failures = failing.flatMap((phrase) => {
    const [nearest] = parts.toSorted((a, b) => distance(a, phrase) - distance(b, phrase));
    const entry = nearest && distance(nearest, phrase) <= NEAR ? named(nearest) : undefined;
    return entry ? [{ product: entry.product, part: entry.part, failure: phrase.means }] : [];
  });
  const circumstances = new Set(concepts.filter(({ means }) => !FAILURES.has(means)).map(({ means }) => means)).size;
  return { failures, circumstances, only: failures.length > 0 && tellsOnly(stems, names, concepts) };
}

const FEW = 2;

/** An order begins with its verb, "restart the service"; who tells of something names it first. */
function tellsOnly(stems: readonly string[], names: readonly FoundPhrase[], concepts: readonly FoundPhrase[]): boolean {
  const told = new Set(
    [...names, ...concepts].flatMap(({ from, to }) => stems.slice(from, to).map((_stem, at) => from + at)),
  );
  const others = stems.flatMap((stem, at) => (told.has(at) || STOP_WORDS.has(stem) ? [] : [at]));
  const named = names[0]?.from ?? stems.length;
  return others.length <= FEW && [...others, ...concepts.map(({ from }) => from)].every((at) => named < at);
}
