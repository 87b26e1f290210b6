import { expect, test } from 'vitest';
import { inOnePaste, onceForEqual } from '../../../../knowledge/recognizer/paste/once.ts';

function counted() {
  const lines: string[] = [];
  const length = onceForEqual((line) => {
    lines.push(line);
    return line.length > 2 ? line.length : undefined;
  });
  return { lines, length };
}

test('equal lines of a paste are worked on once, whatever was found', () => {
  const { lines, length } = counted();
  inOnePaste(() => expect(['abc', 'a', 'abc', 'a'].map(length)).toEqual([3, undefined, 3, undefined]));
  expect(lines).toEqual(['abc', 'a']);
});

test('nothing of a paste is remembered behind it, also when it was read inside of another or failed', () => {
  const { lines, length } = counted();
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
  const { lines, length } = counted();
  const long = 'a'.repeat(500);
  inOnePaste(() => [long, long].map(length));
  expect(lines).toHaveLength(2);
});
