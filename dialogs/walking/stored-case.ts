import { z } from 'zod';
import { words } from '../../knowledge/vocabulary/words.ts';
import { type Case, parseCase, SHAPE } from './case.ts';

/** Makes a record of one shape into one of the next. */
export type CaseUpgrade = (stored: object) => object;

/**
 * By the shape it starts from: how a stored case becomes one of the next shape. Whoever changes the shape adds an entry,
 * and never changes one that was released.
 */
const UPGRADES: ReadonlyMap<number, CaseUpgrade> = new Map([
  [1, withDecisions],
  [2, withNames],
]);

const ShapeOne = z.looseObject({
  known: z.looseObject({ answers: z.record(z.string(), z.string()) }),
  cursor: z.looseObject({ screen: z.string() }).optional(),
  trail: z.array(z.string()),
});
/** How shape 1 wrote "stay with this article", as an answer: the screen and the article that fits better. */
const STAYS_DESPITE = /^other-(?:cause|version):(.+)$/;

const ASKED = /^(?:question:.+|value|cause)$/;

/** In shape 1 decisions stood among the answers: `value: add-anyway`, `other-cause:Q…: stay`. */
function withDecisions(stored: object): object {
  const one = ShapeOne.parse(stored);
  const entries = Object.entries(one.known.answers);
  const staysDespite = entries.flatMap(([id, answer]) =>
    answer === 'stay' ? [...(STAYS_DESPITE.exec(id)?.slice(1) ?? [])] : [],
  );
  const addValue = one.known.answers['value'] === 'add-anyway';
  const answers = Object.fromEntries(
    entries.filter(([id, answer]) => !STAYS_DESPITE.test(id) && answer !== 'add-anyway'),
  );
  const decided = { ...(addValue && { addValue }), ...(staysDespite.length > 0 && { staysDespite }) };
  const { cursor } = one;
  return {
    ...one,
    // What was asked one by one is one form now, and the cause is told with the diagnosis.
    ...(cursor && ASKED.test(cursor.screen) && { cursor: { ...cursor, screen: 'form' } }),
    trail: one.trail.filter((screen) => !ASKED.test(screen)),
    known: { ...one.known, answers },
    ...(Object.keys(decided).length > 0 && { decided }),
  };
}

const ShapeTwo = z.looseObject({
  known: z.looseObject({
    readings: z.array(z.looseObject({ from: z.string() })),
    spoolFiles: z.array(z.string()),
    connector: z.literal(true).optional(),
  }),
  others: z.array(z.looseObject({})).optional(),
});

/** Shape 2 knew one product: one kind of file, one source that people name in words, one log. What it names is in the vocabulary. */
function withNames(stored: object): object {
  const two = ShapeTwo.parse(stored);
  const { connector, spoolFiles: files, readings, ...known } = two.known;
  const { places, sources } = words();
  const [spoken] = sources.spoken;
  return {
    ...two,
    // Cases beside this one are of the same shape.
    ...(two.others && { others: two.others.map((one) => ({ ...withNames(one), shape: 3 })) }),
    known: {
      ...known,
      files,
      readings: readings.map((one) => (places.get(one.from)?.is === 'log' ? { ...one, past: true } : one)),
      ...(connector && spoken && { named: [spoken.source] }),
    },
  };
}

/** A case as it came back from the store. `newer`: a later version wrote it, so it is whole and only not for us. */
export type StoredCaseRead = { is: 'case'; case: Case } | { is: 'newer' } | { is: 'unreadable' };

/** Reads a case back, of this shape or of an older one that can be brought up to it. Never guesses, never throws. */
export function readStoredCase(stored: unknown, upgrades = UPGRADES): StoredCaseRead {
  let record = stored;
  for (let from = shapeOf(record); from !== undefined && from !== SHAPE; from = shapeOf(record)) {
    if (from > SHAPE) return { is: 'newer' };
    const upgrade = upgrades.get(from);
    if (!upgrade || typeof record !== 'object' || record === null) return { is: 'unreadable' };
    try {
      record = { ...upgrade(record), shape: from + 1 };
    } catch {
      return { is: 'unreadable' };
    }
  }
  const read = parseCase(record);
  return read ? { is: 'case', case: read } : { is: 'unreadable' };
}

function shapeOf(stored: unknown): number | undefined {
  const shape = typeof stored === 'object' && stored !== null ? Reflect.get(stored, 'shape') : undefined;
  return Number.isSafeInteger(shape) ? Number(shape) : undefined;
}
