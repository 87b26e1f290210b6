import { describe, expect, it } from 'vitest';
import { MOST_LINES, normalisePaste } from '../../../../knowledge/recognizer/paste/normalise-paste.ts';

describe('lines', () => {
  it.each([
    ['LF', '\n'],
    ['CR LF', '\r\n'],
    ['CR', '\r'],
    ['vertical tab', '\v'],
    ['form feed', '\f'],
    ['next line', '\u0085'],
    ['line separator', '\u2028'],
    ['paragraph separator', '\u2029'],
  ])('end at %s', (_name, end) => {
    expect(normalisePaste(`Event ID: 4116${end}Source: MSExchangeIMC`)).toMatchObject({
      lines: ['Event ID: 4116', 'Source: MSExchangeIMC'],
      lineOf: [1, 2],
    });
  });
  it('none of them is left for a reader to stumble over', () => {
    const { lines } = normalisePaste(`4116${'\t'.repeat(1988)}\u2028x`);
    expect(lines).toEqual([expect.stringMatching(/^4116\t+$/), 'x']);
  });
  it('are read up to a number of them, as characters are', () => {
    const paste = normalisePaste('a\n'.repeat(524_288));
    expect(paste.lines).toHaveLength(MOST_LINES);
    expect(paste.cutLines).toBe(524_288 - MOST_LINES);
    expect(normalisePaste('a\n'.repeat(MOST_LINES)).cutLines).toBe(0);
  });
});
