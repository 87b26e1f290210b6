interface Remembered<A, B, R> {
  a: A;
  b: B;
  result: R;
}

// Turns run a few at a time, each asks about the one or two objects it has made, and the next turn has others. An
// entry for each object (a WeakMap) would be kept until the garbage collector's next long run, and cost it more than it saves.
const KEPT = 8;

/**
 * Makes a pure function of two objects remember its last few results: within a turn the same question is asked several
 * times. Neither object may be changed afterwards; everything here is replaced instead. Nothing is held for longer than
 * the garbage collector likes, since a case is somebody's.
 */
export function remembering<A extends object, B extends object, R>(compute: (a: A, b: B) => R): (a: A, b: B) => R {
  const last: WeakRef<Remembered<A, B, R>>[] = [];
  let next = 0;
  return (a, b) => {
    for (const entry of last) {
      const before = entry.deref();
      if (before && before.b === b && before.a === a) return before.result;
    }
    const result = compute(a, b);
    last[next] = new WeakRef({ a, b, result });
    next = (next + 1) % KEPT;
    return result;
  };
}
