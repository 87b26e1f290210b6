/** How many letters must be changed, added, taken out or swapped with their neighbour to make one word of another. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const steps = [(last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1)];
      row.push(Math.min(...steps, ...(swapped ? [(before[j - 2] ?? 0) + 1] : [])));
    }
    [before, last] = [last, row];
  }
  return last[b.length] ?? 0;
}

const LONGEST = 80;
const MOST_SHOWN = 12;

/** The one of the permitted words that was probably meant: a slip in one letter of three, at most. */
export function nearest(written: string, permitted: readonly string[]): string | undefined {
  const word = written.slice(0, LONGEST).toLowerCase();
  const ranked = permitted
    .map((one) => ({ one, slips: distance(word, one.slice(0, LONGEST).toLowerCase()) }))
    .toSorted((a, b) => a.slips - b.slips);
  const [best] = ranked;
  return best && best.slips <= Math.max(1, Math.floor(word.length / 3)) ? best.one : undefined;
}

/** `; did you mean colour?`, or which words there are; nothing when there are none. */
export function suggestion(written: string, permitted: readonly string[]): string {
  const meant = nearest(written, permitted);
  if (meant !== undefined) return `; did you mean ${meant}?`;
  if (permitted.length === 0) return '';
  const more = permitted.length > MOST_SHOWN ? ` and ${permitted.length - MOST_SHOWN} more` : '';
  return `; there is ${permitted.slice(0, MOST_SHOWN).join(', ')}${more}`;
}
