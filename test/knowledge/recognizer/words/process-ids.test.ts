import { describe, expect, it } from 'vitest';
import { recognizeEvidence } from '../../../../knowledge/recognizer/recognize.ts';
import { isProcessId } from '../../../../knowledge/recognizer/words/process-ids.ts';
import { TEXTS_WITH_NUMBERS } from '../../../fixtures/texts-with-numbers.ts';

const idsIn = (text: string) =>
  recognizeEvidence({ text, files: [] })
    .events.map(({ eventId }) => eventId)
    .sort((a, b) => a - b);

describe('numbers of processes, handles and logons', () => {
  it.each(TEXTS_WITH_NUMBERS)('only %j are events', (ids, text) => {
    expect(idsIn(text)).toEqual(ids);
  });

  it.each([
    'MSExchangeIMC (4116)',
    'MSExchangeIMC (4116) The message was moved to the BAD folder.',
    'event log is full of MSExchangeIMC (4116) errors',
  ])('%s names an event', (text) => {
    expect(idsIn(text)).toEqual([4116]);
  });

  it.each([
    ['svchost (1234) The engine', true],
    ['MSExchangeIS ((1234) ) the engine', true],
    ['lsass (1234) NTDS: the engine', true],
    ['lsass (1234)', false],
    ['lsass 1234 The engine', false],
    ['the store (1234 The engine', false],
  ])('%s: %s', (text, is) => {
    const start = text.indexOf('1234');
    expect(isProcessId(text, start, start + 4)).toBe(is);
  });
});
