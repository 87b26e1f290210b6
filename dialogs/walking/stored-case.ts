import { type Case, parseCase, SHAPE } from './case.ts';

/** Makes a record of one shape into one of the next. */
export type CaseUpgrade = (stored: object) => object;

/**
 * By the shape it starts from: how a stored case becomes one of the next shape. Whoever changes the shape adds an entry,
 * and never changes one that was released.
 */
const UPGRADES: ReadonlyMap<number, CaseUpgrade> = new Map();

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
