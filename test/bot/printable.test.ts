import { describe, expect, it } from 'vitest';
import { isPrintable, printable } from '../../bot/printable.ts';

const STEERING = ['\u001b[2J', '\u009b31m', '\u0000', '\u0007', '\u007f', '\r', '\u202e', '\u2028', '\u200b', '\ud800'];

describe('an id', () => {
  it.each(['19:general@thread.tacv2;messageid=17', 'dl_ada', '29:1a_b', 'Größe 7', '木'])('may be %s', (id) => {
    expect(isPrintable(id)).toBe(true);
  });
  it.each([...STEERING.map((sign) => `a${sign}b`), '', ' ', '\t', 'a\nb'])('may not be %j', (id) => {
    expect(isPrintable(id)).toBe(false);
  });
});

describe('a line for a terminal', () => {
  it.each(STEERING)('shows %j instead of doing what it says', (sign) => {
    const line = printable(`in a${sign}b`);
    expect(line).toMatch(/^[\x20-\x7e]+$/);
    expect(line).toMatch(/\\u[0-9a-f]{4}/);
  });
  it('keeps lines, tabs and every letter', () => {
    expect(printable('Größe\t1\n木 🙂')).toBe('Größe\t1\n木 🙂');
  });
  it('says the same as JSON', () => {
    const value = { from: STEERING.slice(0, -1).join('x') };
    expect(JSON.parse(printable(JSON.stringify(value)))).toEqual(value);
  });
});
