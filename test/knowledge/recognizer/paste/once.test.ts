import { describe, expect, test } from 'vitest';
import { inOnePaste, onceForEqual, onceForLine } from '../../../../knowledge/recognizer/paste/once.ts';

function counted(once: typeof onceForEqual) {
  const lines: string[] = [];
  const length = once((line) => {
    lines.push(line);
    return line.length > 2 ? line.length : undefined;
  });
  return { lines, length };
}

describe.each([
  ['pieces', onceForEqual],
  ['lines', onceForLine],
])('of %s', (_, once) => {
  test('equal lines of a paste are worked on once, whatever was found', () => {
    const { lines, length } = counted(once);
    inOnePaste(() => expect(['abc', 'a', 'abc', 'a'].map(length)).toEqual([3, undefined, 3, undefined]));
    expect(lines).toEqual(['abc', 'a']);
  });

  test('nothing of a paste is remembered behind it, also when it was read inside of another or failed', () => {
    const { lines, length } = counted(once);
    inOnePaste(() => inOnePaste(() => length('abc')));
    expect(() =>
      inOnePaste(() => {
        length('abc');
        throw new Error('torn');
      }),
    ).toThrow('torn');
    length('abc');
    length('abc');
    expect(lines).toEqual(['abc', 'abc', 'abc', 'abc']);
  });

  test('a long line is worked on each time', () => {
    const { lines, length } = counted(once);
    const long = 'a'.repeat(500);
    inOnePaste(() => [long, long].map(length));
    expect(lines).toHaveLength(2);
  });
});

test('what two works make of one line is kept apart', () => {
  const length = onceForLine((line) => line.length);
  const first = onceForLine((line) => line[0]);
  inOnePaste(() => {
    expect(['ab', 'cde', 'ab'].map((line) => [length(line), first(line)])).toEqual([
      [2, 'a'],
      [3, 'c'],
      [2, 'a'],
    ]);
  });
});
