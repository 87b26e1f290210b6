import { z } from 'zod';
import { ownFile } from '../yaml-file.ts';
import { phraseFinder } from './phrases.ts';
import { stemOf, wordsOf } from './words.ts';

const wordings = z.array(z.string().trim().min(1)).min(1, 'write at least one wording');

const CONCEPTS = ownFile('finding/concepts.yaml', z.record(z.string(), wordings));
const NAMES = ownFile(
  'finding/names.yaml',
  z.strictObject({ products: z.record(z.string(), wordings), others: wordings }),
);

const findConcepts = phraseFinder(
  Object.entries(CONCEPTS).flatMap(([concept, all]) => all.map((wording) => [wording, `= ${concept}`] as const)),
);
/** A name of another product is one that belongs to none here: the empty string. */
const findNames = phraseFinder([
  ...NAMES.others.map((name) => [name, ''] as const),
  ...Object.entries(NAMES.products).flatMap(([product, all]) => all.map((name) => [name, product] as const)),
]);

const DENYING: ReadonlySet<string> = new Set(['no', 'not', 'without', 'never', 'nor']);

const STOP_WORDS: ReadonlySet<string> = new Set(
  `a an the and or but if so as at by for from in into of off on onto out over to up with about after before between than
  then there here this that these those it its he she they we you i me my our your his her their them us is are was were be
  been being am do does did has have had having will would shall should can could may might must just only also very too
  some any all each other another more most much many such own same which what who whom whose when where why how not no nor
  yes please hi hello help thank all ok n # one two get gets got go goes say says said tell told see seen know think want
  need try use used since now still already yesterday today week day hour morning`
    .split(/\s+/)
    .map(stemOf),
);

/** What a text is about, for the index: stems of its words, and the concepts that its wordings mean, in any order. */
export function termsOf(text: string): string[] {
  const stems = wordsOf(text).map(stemOf);
  const found = findConcepts(stems).filter(({ from }) => !DENYING.has(stems[from - 1] ?? ''));
  const denied = new Set(stems.flatMap((stem, at) => (DENYING.has(stem) ? [at + 1] : [])));
  const words = stems.filter((stem, at) => !STOP_WORDS.has(stem) && !denied.has(at));
  return [...words, ...found.map(({ means }) => means)];
}

/** Whose names a text holds. `others`: it names a product that no article here is about. */
export function namedProducts(text: string): { products: ReadonlySet<string>; others: boolean } {
  const named = findNames(wordsOf(text).map(stemOf)).map(({ means }) => means);
  return { products: new Set(named.filter((product) => product !== '')), others: named.includes('') };
}
