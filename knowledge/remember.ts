// Turns run a few at a time, each asks about the one or two objects it has made, and the next turn has others. An
// entry for each object (a WeakMap) would be kept until the garbage collector's next long run, and cost it more than it saves.
const KEPT = 8;

/**
 * Makes a pure function of two objects remember its last few results: within a turn the same question is asked several
 * times. Neither object may be changed afterwards; everything here is replaced instead.
 */
export function remembering<A extends object, B extends object, R>(compute: (a: A, b: B) => R): (a: A, b: B) => R {
  const last: { a: A; b: B; result: R }[] = [];
  let next = 0;
  return (a, b) => {
    const before = last.find((one) => one.b === b && one.a === a);
    if (before) return before.result;
    const result = compute(a, b);
    last[next] = { a, b, result };
    next = (next + 1) % KEPT;
    return result;
  };
}
