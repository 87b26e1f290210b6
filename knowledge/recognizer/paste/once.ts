/** Longer lines are seldom there twice, and dear to look up. */
const LONGEST = 400;
/** Lines that a paste repeats are few; what it does not repeat need not be kept. */
const MOST = 20_000;

const kept: Map<string, unknown>[] = [];
let pastes = 0;

/**
 * Makes work on a line that nothing but the line decides be done once for equal lines of a paste: a log says "Event Type: Error"
 * a thousand times. Outside of {@link inOnePaste} every call works.
 * @param work pure; nobody may change what it returns
 */
export function onceForEqual<Result>(work: (line: string) => Result): (line: string) => Result {
  const known = new Map<string, Result>();
  kept.push(known);
  return (line) => {
    if (pastes === 0 || line.length > LONGEST) return work(line);
    const before = known.get(line);
    if (before !== undefined || known.has(line)) return before as Result;
    const result = work(line);
    if (known.size < MOST) known.set(line, result);
    return result;
  };
}

/** Reads one paste. What was remembered of its lines is gone afterwards. */
export function inOnePaste<Result>(read: () => Result): Result {
  pastes += 1;
  try {
    return read();
  } finally {
    pastes -= 1;
    if (pastes === 0) for (const known of kept) known.clear();
  }
}
