import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readEventLog, readEventLogs } from '../../../bot/reading/event-logs.ts';
import { recognizeUtterance } from '../../../knowledge/recognizer/recognize.ts';
import type { PastedFile } from '../../../knowledge/recognizer/utterance.ts';
import { makeEvtx, SEED_EVTX } from '../../fixtures/make-evtx.ts';
import { mutatedBytes, randomFrom } from '../../fixtures/mutate.ts';
import { SEED_EVENTS } from '../../fixtures/seed-events.ts';

const files = (bytes: Uint8Array): PastedFile[] => [{ name: 'app.evtx', bytes }];

describe('an .evtx file', () => {
  it('gives its events with their codes', () => {
    const { events } = recognizeUtterance({ text: '', ...readEventLogs(files(makeEvtx(SEED_EVTX))) });
    expect(events.map((event) => [event.eventId, event.source, event.shape])).toEqual(
      SEED_EVENTS.map((event) => [event.id, 'MSExchangeIMC', 'event-xml']),
    );
    expect(events.flatMap((event) => event.codes.map((code) => code.code))).toEqual([0x80040115, 0x8004011d]);
  });

  it('keeps what a mail server says and leaves the rest of a busy log out', () => {
    const noise = Array.from({ length: 60 }, (_, at) => ({ id: 100 + at, source: 'Print', strings: ['x'] }));
    const read = readEventLogs(files(makeEvtx([...noise, ...SEED_EVTX])));
    expect(read.files[0]?.text).not.toContain('Print');
    expect(read.files[0]?.text?.match(/MSExchangeIMC/g)).toHaveLength(5);
  });

  it('that is damaged is named as unreadable, ', () => {
    const broken = readEventLogs(files(makeEvtx(SEED_EVTX).subarray(0, 200)));
    expect(broken).toMatchObject({ files: [], unreadable: ['app.evtx'] });
  });

  it('that is whole lacks nothing', () => {
    expect(readEventLog(makeEvtx(SEED_EVTX))).toMatchObject({ lacks: 'nothing' });
    expect(readEventLogs(files(makeEvtx(SEED_EVTX))).inPart).toEqual([]);
  });

  it('that is cut off gives the events before the cut', () => {
    const whole = makeEvtx([...SEED_EVTX, ...SEED_EVTX]);
    const cut = whole.subarray(0, whole.lastIndexOf('MSExchangeIMC', undefined, 'utf16le'));
    const { text, lacks } = readEventLog(cut);
    expect(text.match(/<Event>/g)).toHaveLength(9);
    expect(lacks).toBe('what is damaged');
    expect(readEventLogs(files(cut)).inPart).toEqual([{ name: 'app.evtx', why: 'damaged' }]);
  });

  it('with a damaged part in the middle gives the events around it', () => {
    const [one, two] = [makeEvtx(SEED_EVTX), makeEvtx(SEED_EVTX)];
    const damaged = Buffer.alloc(65_536, 0xff);
    const file = Buffer.concat([one, damaged, two.subarray(4096)]);
    file.writeUInt16LE(3, 42);
    file.writeUInt32LE(crc32(file.subarray(0, 120)), 124);
    const { text, lacks } = readEventLog(file);
    expect(text.match(/<Event>/g)).toHaveLength(10);
    expect(lacks).toBe('what is damaged');
  });

  it('that takes too long gives what came until then', () => {
    const chunk = makeEvtx(Array.from({ length: 100 }, () => SEED_EVTX[0] ?? { id: 1, source: 'x', strings: [] }));
    const file = Buffer.concat([chunk, ...Array.from({ length: 800 }, () => chunk.subarray(4096))]);
    file.writeUInt16LE(801, 42);
    file.writeUInt32LE(crc32(file.subarray(0, 120)), 124);
    const { text, lacks } = readEventLog(file, 1000);
    expect(lacks).toBe('what came too late');
    expect(text).toContain('<Event>');
  });

  it('whatever its bytes are, the answer comes', () => {
    const random = randomFrom(3);
    const mutants = Array.from({ length: 6 }, () => mutatedBytes(makeEvtx(SEED_EVTX), random));
    for (const bytes of mutants) expect(() => readEventLogs(files(bytes))).not.toThrow();
  });

  it('leaves other files alone', () => {
    const text: PastedFile = { name: 'a.txt', text: 'event 4094' };
    expect(readEventLogs([text])).toEqual({ files: [text], unreadable: [], inPart: [] });
  });
});
