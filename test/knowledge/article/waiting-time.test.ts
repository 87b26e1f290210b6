import { describe, expect, it } from 'vitest';
import { waitOf } from '../../../knowledge/article/waiting-time.ts';

describe('waitOf', () => {
  it.each([
    ['in an hour', 60],
    ['in a minute', 1],
    ['in 90 minutes', 90],
    ['after two hours', 120],
    ['2h', 120],
    ['in half an hour', 30],
    ['in a day', 1440],
    ['tomorrow', 1440],
  ])('%s', (words, minutes) => expect(waitOf(words)).toBe(minutes * 60_000));

  it.each([
    'at the next service pack',
    'in a moment',
    'in -5 minutes',
    'in 99999 hours',
    'in hours',
    'in 2.5 hours',
    '',
  ])('%s is no time', (words) => expect(waitOf(words)).toBeUndefined());
});
