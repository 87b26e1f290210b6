import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Setting } from '../../knowledge/article.ts';
import type { Facts } from '../../knowledge/facts.ts';
import { currentReading, judgeCurrent, judgeWanted, namesSetting } from '../../knowledge/judge-number.ts';
import { KNOWLEDGE } from '../dialogs/conversation.ts';

const found: Setting | undefined = KNOWLEDGE.articles.get('Q169686')?.settings[0];
if (!found) throw new Error('Q169686 has no setting');
const threads = found;

const facts = (...readings: Facts['readings'][number][]): Facts => ({
  events: [],
  codes: [],
  files: [],
  answers: {},
  readings,
});
const NAME = 'Max Threads(Private+Public)';

describe('what the number of threads says now', () => {
  it.each([
    ['0x5, as Performance Optimizer leaves it, confirms the cause', 0x5, 'confirmed'],
    ['less than that does too', 1, 'confirmed'],
    ['6 is plausible', 6, 'plausible'],
    ['19 is plausible', 19, 'plausible'],
    ['0x14 is enough', 0x14, 'enough'],
    ['0x32, the default of 5.5, is enough', 0x32, 'enough'],
    ['no value is its own verdict', 'absent', 'absent'],
  ] as const)('%s', (_name, value, verdict) => {
    expect(judgeCurrent(threads, value)).toBe(verdict);
  });
});

describe('what somebody wants to set', () => {
  it.each([
    [14, 'tooLow'],
    [0x13, 'tooLow'],
    [0x14, 'fine'],
    [0x20, 'fine'],
    [0x64, 'fine'],
    [0x65, 'tooHigh'],
    [0xffff_ffff, 'tooHigh'],
  ] as const)('%i is %s', (value, verdict) => {
    expect(judgeWanted(threads, value)).toBe(verdict);
  });

  it('a number that is fine is never one that would not help', () => {
    fc.assert(
      fc.property(fc.nat(0xffff_ffff), (value) => {
        if (judgeWanted(threads, value) === 'fine') expect(judgeCurrent(threads, value)).toBe('enough');
      }),
    );
  });
});

describe('which names mean the setting', () => {
  it.each([
    NAME,
    'max threads(private+public)',
    'Max Threads (Private+Public)',
    'Max Threads (Public+Private)',
    'Maximum # of information store threads',
  ])('%s does', (name) => {
    expect(namesSetting(threads, name)).toBe(true);
  });
  it.each(['Max Threads (EXDS+NSP+DRA)', 'Max Threads', 'Minimum Threads', 'Background Threads', 'MaxPoolThreads', ''])(
    '"%s" does not',
    (name) => {
      expect(namesSetting(threads, name)).toBe(false);
    },
  );
});

describe('which reading counts', () => {
  it.each([
    ['none', [], undefined],
    [
      'the registry before the log, which is history',
      [
        ['registry', 20],
        ['perfopt.log', 5],
      ],
      20,
    ],
    [
      'the registry before what somebody said',
      [
        ['said', 5],
        ['registry', 20],
      ],
      20,
    ],
    [
      'the screen of the Optimizer before the log',
      [
        ['perfopt.log', 5],
        ['perfwiz', 20],
      ],
      20,
    ],
    [
      'of two the newer',
      [
        ['registry', 5],
        ['registry', 20],
      ],
      20,
    ],
    [
      'the log, if there is nothing else',
      [
        ['perfopt.log', 20],
        ['perfopt.log', 5],
      ],
      5,
    ],
  ] as const)('%s', (_name, readings, value) => {
    const all = readings.map(([from, one]) => ({
      name: NAME,
      value: one,
      from,
      ...(from === 'perfopt.log' && { past: true as const }),
    }));
    expect(currentReading(threads, facts(...all))?.value).toBe(value);
  });

  it('never that of another value', () => {
    expect(currentReading(threads, facts({ name: 'Background Threads', value: 5, from: 'registry' }))).toBeUndefined();
  });
});
