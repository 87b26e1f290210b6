import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatHresult, parseHresult, toHresult } from '../../knowledge/hresult.ts';

describe('a written code', () => {
  it.each([
    ['0x80040115', 0x80040115],
    ['80040115', 0x80040115],
    ['0X8004011D', 0x8004011d],
    ['C0000005', 0xc0000005],
    ['0x00040380', 0x00040380],
    ['  0x80040115\n', 0x80040115],
    ['0x00000000', 0],
    ['0xffffffff', 0xffffffff],
  ])('%j is read', (text, code) => expect(parseHresult(text)).toBe(code));

  it.each([
    ['a date', '20050428'],
    ['a success without 0x', '00040380'],
    ['seven digits', '0x8004011'],
    ['nine digits', '0x800401155'],
    ['a letter O', '0x8OO40115'],
    ['a hyphen', '8004-0115'],
    ['a sign', '-80040115'],
    ['two codes', '0x80040115 0x8004011d'],
    ['a decimal number', '2147746069'],
    ['nothing', ''],
  ])('%s is not: %j', (_, text) => expect(parseHresult(text)).toBeUndefined());
});

describe('a number', () => {
  it.each([
    [-2147221227, 0x80040115],
    [2147746069, 0x80040115],
    [-1, 0xffffffff],
    [-0x80000000, 0x80000000],
    [0, 0],
    [-0, 0],
  ])('%i is a code of 32 bits', (number, code) => expect(toHresult(number)).toBe(code));

  it.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 32, -(2 ** 31) - 1])('%d is none', (number) =>
    expect(toHresult(number)).toBeUndefined(),
  );
});

describe('a code', () => {
  const codes = fc.integer({ min: 0, max: 0xffff_ffff });

  it('is printed in one form only, and reads back the same', () => {
    fc.assert(
      fc.property(codes, (number) => {
        const code = toHresult(number);
        if (code === undefined) throw new Error(`${number} has 32 bits`);
        expect(formatHresult(code)).toMatch(/^0x[0-9a-f]{8}$/);
        expect(parseHresult(formatHresult(code))).toBe(code);
        expect(parseHresult(formatHresult(code).toUpperCase())).toBe(code);
        expect(toHresult(code | 0)).toBe(code);
      }),
    );
  });

  it('read from any text is printed as eight of its digits', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 1024 }), (text) => {
        const code = parseHresult(text);
        if (code !== undefined) expect(text.toLowerCase()).toContain(formatHresult(code).slice(2));
      }),
    );
  });
});
