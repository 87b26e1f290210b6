import { describe, expect, it } from 'vitest';
import { newCase, SHAPE } from '../../../dialogs/walking/case.ts';
import { type CaseUpgrade, readStoredCase } from '../../../dialogs/walking/stored-case.ts';

const now = new Date('2026-01-05T09:00:00Z');
const written = newCase(now);
const { parents: _parents, ...before } = written;
const older = { ...before, shape: SHAPE - 1, from: [] };
const oldest = { ...before, shape: SHAPE - 2 };

const upgrades = new Map<number, CaseUpgrade>([
  [SHAPE - 2, (stored) => ({ ...stored, from: [] })],
  [
    SHAPE - 1,
    (stored) => {
      const { from, ...rest } = stored as { from: unknown[] };
      return { ...rest, parents: from };
    },
  ],
]);

/** What was known, as shapes 1 and 2 wrote it. */
function knownThen(more: object = {}) {
  const { files, ...known } = written.known;
  return { ...known, spoolFiles: files, ...more };
}

describe('a stored case', () => {
  it('of shape 2 keeps its files, the source that was named and what a log said, in the cases beside it too', () => {
    const reading = { name: 'Max Threads(Private+Public)', value: 5 };
    const log = { ...reading, from: 'perfopt.log' };
    const then = knownThen({
      spoolFiles: ['3XDW6BQJ'],
      connector: true,
      readings: [log, { ...reading, from: 'registry' }],
    });
    const now = {
      ...written.known,
      files: ['3XDW6BQJ'],
      named: ['MSExchangeIMC'],
      readings: [
        { ...log, past: true },
        { ...reading, from: 'registry' },
      ],
    };
    const one = { ...written, shape: 2, known: then };
    expect(readStoredCase({ ...one, others: [one] })).toEqual({
      is: 'case',
      case: { ...written, known: now, others: [{ ...written, known: now }] },
    });
  });

  it('of shape 1 keeps its decisions, which stood among the answers then', () => {
    const answers = { version: '5.0', value: 'add-anyway', 'other-cause:Q317653': 'stay' };
    const one = { ...written, shape: 1, known: knownThen({ answers }) };
    const decided = { addValue: true, staysDespite: ['Q317653'] };
    const now = { ...written, known: { ...written.known, answers: { version: '5.0' } }, decided };
    expect(readStoredCase(one)).toEqual({ is: 'case', case: now });
    expect(readStoredCase({ ...written, shape: 1, known: knownThen() })).toEqual({ is: 'case', case: written });
  });

  it('of this shape is read as it is', () => {
    expect(readStoredCase(written)).toEqual({ is: 'case', case: written });
  });

  it.each([
    ['one shape back', older],
    ['two shapes back', oldest],
  ])('%s is brought up to this shape, step by step', (_what, stored) => {
    expect(readStoredCase(stored, upgrades)).toEqual({ is: 'case', case: written });
  });

  it('of a newer shape is named as such, whatever else it holds', () => {
    expect(readStoredCase({ shape: SHAPE + 1, anything: true })).toEqual({ is: 'newer' });
  });

  it.each([
    ['of an older shape that nobody can bring up', { ...older, shape: SHAPE - 7 }],
    ['whose upgrade gives no case', { ...oldest, caseId: undefined }],
    [
      'whose upgrade throws',
      {
        ...older,
        get from() {
          throw new Error('broken');
        },
      },
    ],
    ['without a shape', { ...written, shape: undefined }],
    ['whose shape is no number', { ...written, shape: '1' }],
    ['with something it should not have', { ...written, extra: 1 }],
    ['that is a text', 'garbage'],
    ['that is nothing', null],
  ])('%s is refused', (_what, stored) => {
    expect(readStoredCase(stored, upgrades)).toEqual({ is: 'unreadable' });
  });
});
