import { describe, expect, it } from 'vitest';
import { timesOf } from '../../../knowledge/recognizer/fold-events.ts';
import { recognizeEvidence } from '../../../knowledge/recognizer/recognize.ts';
import { type EvtSample, makeEvt } from '../../fixtures/make-evt.ts';
import { makeEvtx } from '../../fixtures/make-evtx.ts';

const denied = (source: string): EvtSample => ({ id: 12, source, strings: ['hr = 0x80070005'] });
const inLog = (bytes: Uint8Array) => recognizeEvidence({ text: '', files: [{ name: 'app', bytes }] });

describe('what a code is called in a binary log depends on who wrote the event, as it does in a paste', () => {
  it.each([
    ['VSS', 'hresult'],
    ['MSExchangeIS Private', 'mapi'],
  ])('%s', (source, as) => {
    for (const log of [makeEvt([denied(source)]), makeEvtx([denied(source)])]) {
      const { events, codes } = inLog(log);
      expect(codes).toMatchObject([{ code: 0x8007_0005, as }]);
      expect(events).toMatchObject([{ codes: [{ code: 0x8007_0005, as }] }]);
    }
  });
});

it('a large old log is read whole, and told as the kinds of events that it has', () => {
  const kinds = Array.from(
    { length: 40 },
    (_, at): EvtSample => ({ id: 1000 + at, source: 'disk', strings: ['none'] }),
  );
  const { events, logs } = inLog(makeEvt(Array.from({ length: 250 }, () => kinds).flat()));
  expect(logs).toMatchObject([{ read: 10_000, kinds: 40, damaged: 0, late: 0 }]);
  expect(events).toHaveLength(40);
  expect(timesOf(events)).toBe(10_000);
});
