import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNumber, readOldNumber, saysAbsent } from '../../../dialogs/reading/read-number.ts';

describe('a number as people say it', () => {
  it.each([
    ['20', 20, undefined],
    ['0x14', 20, 16],
    ['14 hex', 20, 16],
    ['14h', 20, 16],
    ['hex 14', 20, 16],
    ['14 (hexadecimal)', 20, 16],
    ['20 decimal', 20, 10],
    ['20 dec', 20, 10],
    ['twenty', 20, 10],
    ['thirty two', 32, 10],
    ['one hundred', 100, 10],
    ['0x00000014 (20)', 20, 16],
    ['dword:00000014', 20, 16],
    ['the value is 5', 5, undefined],
    ['it shows 0x5 there', 5, 16],
    ['1f hex', 31, 16],
  ])('%s', (said, value, base) => expect(readNumber(said)).toEqual({ value, base }));

  it.each([
    '',
    'none',
    'between 10 and 20',
    '4.5',
    '99999999999',
    'hexagon',
    'a'.repeat(400),
    `20${' '.repeat(400)}`,
    '20 or 32',
    '__proto__',
    'constructor',
  ])('no one number in "%s"', (said) => expect(readNumber(said)).toBeUndefined());

  it('never throws, and what it reads is a 32-bit number', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 320 }), (said) => {
        const read = readNumber(said);
        if (read) expect(Number.isInteger(read.value) && read.value >= 0 && read.value <= 0xffff_ffff).toBe(true);
      }),
    );
  });
  it('reads back every number in either base', () => {
    fc.assert(
      fc.property(fc.nat(0xffff), (value) => {
        expect(readNumber(`0x${value.toString(16)}`)?.value).toBe(value);
        expect(readNumber(`${value} decimal`)?.value).toBe(value);
        // "a hex editor" is no number, so bare letters are none.
        const digits = value.toString(16);
        expect(readNumber(`${digits} hex`)?.value).toBe(/\d/.test(digits) ? value : undefined);
      }),
    );
  });
});

describe('a value that is not there', () => {
  it.each(['absent', "it isn't there", 'there is none', 'not listed', 'I cannot find it', 'no such value'])(
    '%s',
    (said) => expect(saysAbsent(said)).toBe(true),
  );
  it.each(['5', 'it is there', 'present', '', 'absent'.repeat(80)])('not: %s', (said) =>
    expect(saysAbsent(said)).toBe(false),
  );
});

describe('a number said to be the one before the change', () => {
  it.each([
    ['the old number was 6, not 5', 6, undefined],
    ['actually the value was 25 decimal', 25, 10],
    ['old number 10 hex', 16, 16],
    ['sorry, before it was 0x8 and not 0x5', 8, 16],
    ['it was five', 5, 10],
    ['original value: 5 decimal', 5, 10],
  ])('%s', (said, value, base) => expect(readOldNumber(said)).toEqual({ value, base }));
  it.each([
    '20',
    'the value is 5',
    'we had 4094 yesterday before the change',
    'it was fine',
    'old',
    'was '.repeat(200),
  ])('not "%s"', (said) => expect(readOldNumber(said)).toBeUndefined());
});

describe('a value that is not there', () => {
  it.each(['it is absent', 'not there'])('%s', (said) => expect(saysAbsent(said)).toBe(true));
  it.each(['the log is missing', 'your button is not there', `it is absent${' '.repeat(400)}`])(
    'nothing of it: %s',
    (said) => expect(saysAbsent(said)).toBe(false),
  );
});
