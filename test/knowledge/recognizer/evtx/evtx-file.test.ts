import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { type EvtxRead, isEvtxFile, readEvtxFile } from '../../../../knowledge/recognizer/evtx/evtx-file.ts';
import type { FoundRecord } from '../../../../knowledge/recognizer/evtx/found-record.ts';
import { recognizeUtterance } from '../../../../knowledge/recognizer/recognize.ts';
import { growEvtx } from '../../../fixtures/grow-evtx.ts';
import { makeEvtx, SEED_EVTX } from '../../../fixtures/make-evtx.ts';
import { mutatedBytes, randomFrom } from '../../../fixtures/mutate.ts';
import { SEED_EVENTS } from '../../../fixtures/seed-events.ts';

const CHUNK = 65_536;
const SEED = makeEvtx(SEED_EVTX);
const SEED_IDS = SEED_EVENTS.map(({ id }) => id);

function read(bytes: Uint8Array, isInTime?: () => boolean): EvtxRead & { events: FoundRecord[]; ids: number[] } {
  const events: FoundRecord[] = [];
  const result = readEvtxFile(bytes, (event) => events.push(event), isInTime);
  return { ...result, events, ids: events.map(({ eventId }) => eventId) };
}

/** The same log with its bytes changed by hand. */
function changed(log: Uint8Array, change: (bytes: Buffer) => void): Buffer {
  const bytes = Buffer.from(log);
  change(bytes);
  return bytes;
}

describe('a binary .evtx log', () => {
  it('is known by its first bytes', () => {
    expect([isEvtxFile(SEED), isEvtxFile(Buffer.from('ElfFile')), isEvtxFile(Buffer.alloc(0))]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('gives its records, the newest first', () => {
    const { events, ids, ...result } = read(SEED);
    expect(ids).toEqual(SEED_IDS.toReversed());
    expect(events.at(1)).toEqual({
      eventId: SEED_IDS.at(-2),
      source: 'MSExchangeIMC',
      severity: 'error',
      time: '2012-04-03 09:17:51',
      computer: 'MAIL7',
      description: SEED_EVENTS.at(-2)?.code,
      at: { line: 4, lastLine: 4 },
    });
    expect(result).toEqual({ read: 5, damaged: 0, late: 0 });
  });

  it('gives all records of a live copy, whose header knows of fewer chunks', () => {
    const live = changed(growEvtx(SEED, 4096 + 6 * CHUNK), (bytes) => bytes.writeUInt16LE(1, 42));
    expect(read(live)).toMatchObject({ read: 30, damaged: 0 });
  });

  it('gives its records whatever its checksums say', () => {
    const log = changed(SEED, (bytes) => {
      bytes.writeUInt32LE(0, 124);
      bytes.writeUInt32LE(0, 4096 + 52);
    });
    expect(read(log)).toMatchObject({ read: 5, damaged: 0 });
  });

  it('gives the records around one that is zeroed, and counts it', () => {
    const log = changed(SEED, (bytes) => {
      const second = 4096 + 512 + bytes.readUInt32LE(4096 + 512 + 4);
      bytes.fill(0, second, second + bytes.readUInt32LE(second + 4));
    });
    expect(read(log)).toMatchObject({ read: 4, damaged: 1, ids: SEED_IDS.filter((_, at) => at !== 1).reverse() });
  });

  it('gives the records around a chunk that is lost, and counts those in it', () => {
    const log = changed(growEvtx(SEED, 4096 + 3 * CHUNK), (bytes) => bytes.fill(0xff, 4096 + CHUNK, 4096 + 2 * CHUNK));
    expect(read(log)).toMatchObject({ read: 10, damaged: 5 });
  });

  it('gives what stands before a cut, and counts the rest', () => {
    const cut = SEED.subarray(0, SEED.lastIndexOf('MSExchangeIMC', undefined, 'utf16le'));
    expect(read(cut)).toMatchObject({ read: 4, damaged: 1 });
    expect(read(SEED.subarray(0, 200))).toMatchObject({ read: 0, damaged: 0 });
  });

  it('leaves out what is left over from a log before it', () => {
    const log = changed(SEED, (bytes) => {
      const end = 4096 + bytes.readUInt32LE(4096 + 48);
      bytes.copy(bytes, end, 4096 + 512, end);
    });
    expect(read(log)).toMatchObject({ read: 5, damaged: 0 });
  });

  it('gives the newest when there is no time for all, and counts the others', () => {
    let asked = 0;
    const late = read(growEvtx(SEED, 4096 + 8 * CHUNK), () => ++asked <= 2);
    expect(late).toMatchObject({ read: 10, damaged: 0, late: 30 });
    expect(late.events[0]?.at.line).toBe(40);
  });

  it('comes to an end, whatever its bytes are', () => {
    const random = randomFrom(3);
    for (let round = 0; round < 200; round += 1) {
      const { read: count } = read(mutatedBytes(SEED, random));
      expect(count).toBeLessThanOrEqual(10);
    }
  });
});

describe('the records of a log', () => {
  const withLog = (bytes: Uint8Array) => recognizeUtterance({ text: '', files: [{ name: 'app.evtx', bytes }] });

  it('are told once where source, id and codes are the same, with how often, first and last', () => {
    const { events, logs } = withLog(growEvtx(SEED, 4096 + 100 * CHUNK));
    expect(events).toHaveLength(5);
    expect(events[0]).toMatchObject({ eventId: SEED_IDS[0], at: { line: 1 }, repeats: { times: 100, lastLine: 496 } });
    expect(logs).toEqual([{ name: 'app.evtx', read: 500, kinds: 5, damaged: 0, late: 0 }]);
  });

  it('count whoever wrote them: a telling source does not drop the others', () => {
    const noise = Array.from({ length: 60 }, (_, at) => ({ id: 100 + at, source: 'Print', strings: ['x'] }));
    const { events } = withLog(makeEvtx([...noise, ...SEED_EVTX]));
    expect(events.filter(({ source }) => source === 'Print')).toHaveLength(60);
    expect(events.filter(({ source }) => source === 'MSExchangeIMC')).toHaveLength(5);
  });

  it('keep the texts in which they differ, and the codes in them', () => {
    const of = (name: string, code: string) => ({ id: 7023, source: 'Service Control Manager', strings: [name, code] });
    const { events } = withLog(
      makeEvtx([of('Spooler', 'stopped'), of('Dhcp', 'stopped'), of('MSExchangeIMC', '0x80040115')]),
    );
    expect(events.map(({ description, repeats }) => [description, repeats?.times])).toEqual([
      ['Spooler stopped ¦ Dhcp stopped', 2],
      ['MSExchangeIMC 0x80040115', undefined],
    ]);
    expect(events[1]?.codes.map(({ code }) => code)).toEqual([0x80040115]);
  });
});
