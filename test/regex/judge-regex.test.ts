import { describe, expect, it } from 'vitest';
import { regexesIn } from './find-regexes.ts';
import { complaint, judgeRegex } from './judge-regex.ts';

const judged = (regex: RegExp) => judgeRegex(regex.source, regex.flags);

describe('how the work of an expression grows', () => {
  it.each([
    // 2 KB in front of a line separator blocked everybody for seconds.
    [3, /^\s*\(?(\d{3,5})\)?\s*[-:.,]?\s+(\D.{12,})$/],
    // "hex" and a row of tabs, as an answer.
    [2, /^\s*(?:dec|decimal|hex|hexadecimal)\s*[.!]?\s*$/i],
    [2, /[.\s]+$/],
    [2, /\breg query (.*)$/i],
  ])('with power %d: %s', (growth, regex) => {
    expect(judged(regex)).toMatchObject({ growth, attack: expect.any(String) });
  });
  it.each([
    /^\s*\(?(\d{3,5})(?:\)? ?[-:.,]|\))?\s+(?=\D)/,
    /^(?:dec|decimal|hex|hexadecimal) ?[.!]?$/i,
    /(?<![.\s])[.\s]+$/,
    /\breg query /i,
  ])('linear: %s', (regex) => {
    expect(judged(regex)).toEqual({ growth: 1 });
  });
  it('without end', () => {
    expect(judged(/^(?:a|a)*$/)).toMatchObject({ growth: null, undecided: 'exponential' });
  });
});

const found = (code: string) => {
  const [one] = regexesIn('dialogs/x.ts', code).literals;
  if (one === undefined) throw new Error('no expression in the test');
  return complaint(one, { growth: 2, attack: "'a'.repeat(9)" });
};

describe('an expression that grows with a power', () => {
  it('is a fault where nothing bounds what it sees', () => {
    expect(found('const a = /a+$/;')).toMatch(/^\/a\+\$\/ grows with power 2 on 'a'\.repeat\(9\) — write it linear/);
  });
  it('may stand where its reader bounds it, and says why', () => {
    expect(found('// sees at most 1_000 characters in all: hear() cuts answers\nconst a = /a+$/;')).toBeUndefined();
    expect(found('// sees at most 100 characters of a line: sliced\nconst a =\n  /a+$/;')).toBeUndefined();
    expect(found('// sees at most 100 characters of a line: sliced\nconst a = /a+$/;')).toBeUndefined();
  });
  it('is not excused by what was said of its neighbour', () => {
    const { literals } = regexesIn(
      'a.ts',
      '// sees at most 9 characters in all: cut\nconst a = /a+$/;\nconst b = /b+$/;',
    );
    expect(literals.map((one) => one.bound)).toEqual([{ characters: 9, of: 'all' }, undefined]);
  });
  it('is a fault without a reason, and with a bound that is too large', () => {
    expect(found('// sees at most 100 characters in all:\nconst a = /a+$/;')).toMatch(/write it linear/);
    expect(found('// sees at most 2000 characters in all: cut\nconst a = /a+$/;')).toMatch(
      /2000 characters in all are too many/,
    );
    expect(found('// sees at most 2000 characters of a line: cut\nconst a = /a+$/;')).toMatch(/of a line are too many/);
  });
});

describe('what is judged', () => {
  it('every literal of a TypeScript file, whatever stands around it', () => {
    const { literals } = regexesIn(
      'a.ts',
      'const a = (x as string).split(/,/u);\nconst b = 4 / 2 / 1;\nconst c: RegExp = /"\\/"/gi;',
    );
    expect(literals.map(({ line, source, flags }) => [line, source, flags])).toEqual([
      [1, ',', 'u'],
      [3, '"\\/"', 'gi'],
    ]);
  });
  it('every place that builds one', () => {
    expect(regexesIn('a.ts', "const a: RegExp = new RegExp('a');\nconst b = RegExp('b');").calls).toEqual([1, 2]);
  });
});
