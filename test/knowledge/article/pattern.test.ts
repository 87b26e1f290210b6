import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldedLines, holdsPattern, Pattern } from '../../../knowledge/article/pattern.ts';

describe('words that a text must hold', () => {
  it.each([
    ['out of paper', 'The printer is Out  of\npaper.', true],
    ['out of paper', 'out of papers', false],
    ['out * paper', 'out of all its paper', true],
    ['rights * system32', 'the rights on WINNT\\System32 were tightened', true],
    ['rights * system32', `rights ${'x'.repeat(200)} system32`, false],
    ['charset=""', 'one part has charset="" in it', true],
    ['spoolsv.exe', 'C:\\Windows\\System32\\spoolsv.exe, version 10', true],
    ['spoolsv.exe', 'myspoolsv.exe', false],
    ['module name: *drv*.dll', 'Faulting module name: ACMEDRV64.dll', true],
    ['no * room', 'no no no room', true],
  ])('%s in %j: %s', (pattern, text, holds) => {
    expect(Pattern.safeParse(pattern).success).toBe(true);
    expect(holdsPattern(text, [pattern])).toBe(holds);
  });

  it.each([['a'], ['a * b'], ['*anything'], ['x'.repeat(201)], ['ab*cd*ef*gh*ij*kl*mn*op']])(
    '%s is refused',
    (pattern) => {
      expect(Pattern.safeParse(pattern).success).toBe(false);
    },
  );

  it('finds whatever was put into a text, and tells its line', () => {
    const word = fc.stringMatching(/^[a-z]{3,8}$/);
    fc.assert(
      fc.property(
        word,
        word,
        fc.array(fc.string()),
        fc.array(fc.string({ maxLength: 20 })),
        (first, last, above, between) => {
          const middle = between.join(' ').replace(/\s+/g, ' ').slice(0, 80);
          const text = [...above.map((line) => line.replace(/[\r\n]/g, '')), `${first} ${middle} ${last}`].join('\n');
          fc.pre(!above.join('').toLowerCase().includes(first) && !middle.toLowerCase().includes(first));
          expect(holdsPattern(text, [`${first} * ${last}`])).toBe(true);
          const { text: folded, lineAt } = foldedLines(text);
          expect(lineAt(folded.lastIndexOf(`${first} `))).toBe(above.length + 1);
        },
      ),
    );
  });
});
