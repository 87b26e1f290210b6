import { describe, expect, it } from 'vitest';
import { withEventLogsRead } from '../../bot/evtx-file.ts';
import { recognizeUtterance } from '../../knowledge/recognizer/recognize.ts';
import { plainUtterance, type Utterance } from '../../knowledge/recognizer/utterance.ts';
import { makeEvtx, SEED_EVTX } from '../fixtures/make-evtx.ts';
import { mutatedBytes, randomFrom } from '../fixtures/mutate.ts';
import { SEED_EVENTS } from '../fixtures/seed-events.ts';

const withFile = (bytes: Uint8Array): Utterance => ({
  ...plainUtterance('my log'),
  files: [{ name: 'app.evtx', bytes }],
});

describe('an .evtx file', () => {
  it('gives its events with their codes', async () => {
    const { events } = recognizeUtterance(await withEventLogsRead(withFile(makeEvtx(SEED_EVTX))));
    expect(events.map((event) => [event.eventId, event.source, event.shape])).toEqual(
      SEED_EVENTS.map((event) => [event.id, 'MSExchangeIMC', 'event-xml']),
    );
    expect(events.flatMap((event) => event.codes.map((code) => code.code))).toEqual([0x80040115, 0x8004011d]);
  });

  it('keeps what a mail server says and leaves the rest of a busy log out', async () => {
    const noise = Array.from({ length: 60 }, (_, at) => ({ id: 100 + at, source: 'Print', strings: ['x'] }));
    const { files } = await withEventLogsRead(withFile(makeEvtx([...noise, ...SEED_EVTX])));
    expect(files[0]?.text).not.toContain('Print');
    expect(files[0]?.text?.match(/MSExchangeIMC/g)).toHaveLength(5);
  });

  it('that is damaged is named as unreadable, and the message is kept', async () => {
    const broken = await withEventLogsRead(withFile(makeEvtx(SEED_EVTX).subarray(0, 200)));
    expect(broken).toMatchObject({ text: 'my log', files: [], unreadable: ['app.evtx'] });
  });

  it('whatever its bytes are, the answer comes', async () => {
    const random = randomFrom(3);
    const mutants = Array.from({ length: 6 }, () => mutatedBytes(makeEvtx(SEED_EVTX), random));
    for (const bytes of mutants) expect((await withEventLogsRead(withFile(bytes))).text).toBe('my log');
  });

  it('other files are left alone', async () => {
    const utterance: Utterance = { ...plainUtterance(''), files: [{ name: 'a.txt', text: 'event 4094' }] };
    expect(await withEventLogsRead(utterance)).toBe(utterance);
  });
});
