const MINUTE = 60_000;
const UNITS: readonly [RegExp, number][] = [
  [/^min(?:ute)?s?$/, MINUTE],
  [/^(?:h|hours?|hrs?)$/, 60 * MINUTE],
  [/^days?$/, 1440 * MINUTE],
];
const COUNTS = new Map(
  ['an', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'].map((word, count) => [
    word,
    Math.max(1, count),
  ]),
).set('a', 1);
const SPAN = /^(?:(?:in|after) )?(\d{1,4}|[a-z]{1,5}) ?([a-z]{1,7})$/;

/**
 * How long "in an hour", "in 30 minutes", "tomorrow" is.
 * @param words lower case, single blanks
 * @returns milliseconds; undefined for a time that no clock tells, as "at the next service pack" is
 */
export function waitOf(words: string): number | undefined {
  if (words === 'tomorrow') return 1440 * MINUTE;
  if (/^(?:(?:in|after) )?half an hour$/.test(words)) return 30 * MINUTE;
  const [, count = '', unit = ''] = SPAN.exec(words) ?? [];
  const number = COUNTS.get(count) ?? (/^\d/.test(count) ? Number(count) : undefined);
  const length = UNITS.find(([name]) => name.test(unit))?.[1];
  return number === undefined || length === undefined ? undefined : number * length;
}
