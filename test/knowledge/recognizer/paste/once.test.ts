import { describe, expect, test } from 'vitest';
import { inOnePaste, onceButForTime, onceForEqual, onceForLine } from '../../../../knowledge/recognizer/paste/once.ts';

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
  ['lines, whatever their time', onceButForTime],
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

describe('lines that differ by their time alone', () => {
  test.each([
    ['rows', ['1/2/2003 2:17:51 AM', '1/2/2003 3:24:51 AM'], 1],
    ['rows of another day', ['1/2/2003 2:17:51', '1/3/2003 2:17:51'], 2],
    ['ids behind a time', ['02:17:51 4116', '02:17:51 3039'], 2],
    ['bytes', ['67:06:14:00', '67:06:15:00'], 2],
    ['times of another length, so that places stay', ['at 2:17:51', 'at 12:17:51'], 2],
  ])('%s', (_, both, times) => {
    const { lines, length } = counted(onceButForTime);
    inOnePaste(() => both.map(length));
    expect(lines).toHaveLength(times);
  });

  test('a work that asks for the time is done for each', () => {
    const time = onceForLine((line) => line.slice(0, 8));
    const behind = onceButForTime((line) => line.slice(9));
    const rows = ['02:17:51 Error', '03:24:51 Error'];
    inOnePaste(() =>
      expect(rows.map((row) => [time(row), behind(row)])).toEqual([
        ['02:17:51', 'Error'],
        ['03:24:51', 'Error'],
      ]),
    );
  });
});
