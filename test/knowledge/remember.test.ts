import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { remembering } from '../../knowledge/remember.ts';

const objects = Array.from({ length: 20 }, (_, n) => ({ n }));
const of = (n: number) => objects[n] ?? { n };

describe('a function that remembers', () => {
  it('computes once for the same two objects', () => {
    let computed = 0;
    const sum = remembering((a: { n: number }, b: { n: number }) => ({ sum: a.n + b.n, nth: ++computed }));
    expect(sum(of(1), of(2))).toBe(sum(of(1), of(2)));
    expect(sum(of(2), of(1))).toEqual({ sum: 3, nth: 2 });
    expect(computed).toBe(2);
  });

  it('gives for any order of questions what it would give without remembering', () => {
    const asked = fc.array(fc.tuple(fc.nat(19), fc.nat(19)), { maxLength: 200 });
    fc.assert(
      fc.property(asked, (questions) => {
        const told = remembering((a: { n: number }, b: { n: number }) => `${a.n} ${b.n}`);
        for (const [a, b] of questions) expect(told(of(a), of(b))).toBe(`${a} ${b}`);
      }),
    );
  });
});
