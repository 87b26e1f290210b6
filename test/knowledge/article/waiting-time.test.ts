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
    ['in einer stunde', 60],
    ['in fünf minuten', 5],
    ['in einer halben stunde', 30],
    ['nach 2 tagen', 2880],
    ['morgen', 1440],
    ['dans une heure', 60],
    ['après deux heures', 120],
    ['dans une demi heure', 30],
    ['demain', 1440],
    ['dentro de una hora', 60],
    ['en media hora', 30],
    ['en tres días', 4320],
    ['mañana', 1440],
  ])('%s', (words, minutes) => expect(waitOf(words)).toBe(minutes * 60_000));

  it.each([
    'at the next service pack',
    'in a moment',
    'in -5 minutes',
    'in 99999 hours',
    'in hours',
    'in 2.5 hours',
    'in zwanzig stunden',
    'dans',
    'en hora',
    '',
  ])('%s is no time', (words) => expect(waitOf(words)).toBeUndefined());
});
