import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isEvtFile, readEvtFile } from '../../../../knowledge/recognizer/formats/evt-file.ts';
import { makeEvt, makeWrappedEvt, SEED_RECORDS } from '../../../fixtures/make-evt.ts';
import { SEED_EVENTS } from '../../../fixtures/seed-events.ts';

const clean = makeEvt(SEED_RECORDS);
const ids = (bytes: Uint8Array) => readEvtFile(bytes).events.map((event) => event.eventId);
const seedIds = SEED_EVENTS.map((event) => event.id);

describe('a binary .evt log', () => {
  it('gives the five events with their insertion strings and data', () => {
    const { events } = readEvtFile(clean);
    expect(events.map((event) => [event.eventId, event.source, event.description])).toEqual(
      SEED_EVENTS.map((event) => [event.id, event.source, event.code]),
    );
    expect(events[1]).toEqual({
      eventId: 3039,
      source: 'MSExchangeIMC',
      severity: 'error',
      category: '(2)',
      time: '1998-04-02T02:17:44Z',
      computer: 'MAIL7',
      description: '0x80040115',
      data: [{ line: 2, text: '0000: 67 06 14 00 15 01 04 80' }],
      at: { line: 2, lastLine: 2 },
    });
  });

  it('is read when dirty, although the header says it is empty', () => {
    expect(ids(makeEvt(SEED_RECORDS, { dirty: true }))).toEqual(seedIds);
  });

  it.each([0, 1, 2, 3, 4])('is read when it wrapped in the middle of record %i', (split) => {
    expect(
      readEvtFile(makeWrappedEvt(SEED_RECORDS, split)).events.map((event) => [event.eventId, event.description]),
    ).toEqual(SEED_EVENTS.map((event) => [event.id, event.code]));
  });

  it('leaves out what was logged before it was cleared', () => {
    const current = makeEvt(SEED_RECORDS.slice(0, 2));
    const older = makeEvt(SEED_RECORDS.slice(2)).subarray(48);
    expect(ids(Buffer.concat([current, older]))).toEqual(seedIds.slice(0, 2));
  });

  it('is read without its header, from the middle of a record on', () => {
    expect(ids(clean.subarray(100))).toEqual(seedIds.slice(1));
  });

  it('cut anywhere, keeps every whole record before the cut', () => {
    for (let cut = 0; cut < clean.length; cut += 3) {
      const found = ids(clean.subarray(0, cut));
      expect(found).toEqual(seedIds.slice(0, found.length));
    }
    expect(ids(clean.subarray(0, clean.length - 44))).toEqual(seedIds);
  });

  it('gives all of very many', () => {
    const many = Array.from({ length: 10_050 }, (_, at) => ({ id: at, source: 'S', strings: [] }));
    const found = ids(makeEvt(many));
    expect([found.length, found[0], found.at(-1)]).toEqual([10_050, 0, 10_049]);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('Event ID: 4116')],
    ['an .evtx', Buffer.from('ElfFile\0')],
  ])('is not %s', (_, bytes) => {
    expect(isEvtFile(bytes)).toBe(false);
    expect(readEvtFile(bytes).events).toEqual([]);
  });
});

describe('a damaged .evt log', () => {
  const flips = fc.array(fc.tuple(fc.nat(clean.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 });

  it('with bytes changed and its end cut never throws', () => {
    fc.assert(
      fc.property(flips, fc.nat(clean.length), (changes, length) => {
        const bytes = Buffer.from(clean);
        for (const [at, value] of changes) bytes[at] = value;
        for (const event of readEvtFile(bytes.subarray(0, length)).events)
          expect(event.eventId).toBeLessThanOrEqual(0xffff);
      }),
      { numRuns: 500 },
    );
  });

  it('with one record destroyed still gives the others', () => {
    const second = clean.indexOf('LfLe', clean.indexOf('LfLe', 8) + 4);
    const bytes = Buffer.from(clean).fill(0xff, second - 4, second + 8);
    expect(ids(bytes)).toEqual(seedIds.toSpliced(1, 1));
  });

  it('of signatures alone is read', () => {
    expect(readEvtFile(Buffer.from('LfLe'.repeat(50_000))).events).toEqual([]);
  });

  it('that takes too long gives its newest records, and says how many older ones were not read', () => {
    const many = makeEvt(Array.from({ length: 100 }, () => SEED_RECORDS).flat());
    const all = readEvtFile(many).events;
    let looks = 0;
    const { events, late } = readEvtFile(many, () => ++looks <= 2);
    expect(late).toBeGreaterThan(0);
    expect(events.length + late).toBe(all.length);
    expect(events).toEqual(all.slice(late));
  });
});
