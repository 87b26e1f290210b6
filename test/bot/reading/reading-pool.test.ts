import { afterEach, describe, expect, it } from 'vitest';
import { wordsOf } from '../../../bot/channels/read-utterance.ts';
import type { Read } from '../../../bot/reading/read.ts';
import { type ReadingLimits, ReadingPool } from '../../../bot/reading/reading-pool.ts';
import { plainUtterance, type Utterance } from '../../../knowledge/recognizer/utterance.ts';
import { KNOWLEDGE } from '../../dialogs/conversation.ts';
import { makeEvt, SEED_RECORDS } from '../../fixtures/make-evt.ts';
import { makeEvtx, SEED_EVTX } from '../../fixtures/make-evtx.ts';
import { SEED_EVENTS } from '../../fixtures/seed-events.ts';

const pools: ReadingPool[] = [];
function poolWith(limits: Partial<ReadingLimits> = {}): ReadingPool {
  const pool = new ReadingPool(KNOWLEDGE, limits);
  pools.push(pool);
  return pool;
}
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

const SEED = SEED_EVENTS.map(({ id, source, text }) => `Event ID: ${id}\nSource: ${source}\nDescription: ${text}`).join(
  '\n\n',
);
const LONG = plainUtterance(`${SEED}\n${'and so on it went, hour after hour\n'.repeat(600)}`);
/** As much as one turn reads, every line of it an event. */
const LARGEST = plainUtterance(
  Array.from({ length: 40_000 }, (_, at) => `event ${at % 9000} from MSExchangeIMC`).join('\n'),
);
const withFile = (bytes: Uint8Array, name = 'app.evtx', text = ''): Utterance => ({
  ...plainUtterance(text),
  files: [{ name, bytes }],
});
const eventsIn = (read: Read) => (read.is === 'read' ? read.result.events.map((event) => event.eventId) : read);
const SEED_IDS = SEED_EVENTS.map(({ id }) => id);

describe('the pool of readers', () => {
  it('reads what is long as it would be read at once', async () => {
    expect(eventsIn(await poolWith().read(LONG, 'ada'))).toEqual(SEED_IDS);
  });

  it('reads .evtx and .evt files, and asks a short sentence beside them what it wants', async () => {
    const pool = poolWith();
    expect(eventsIn(await pool.read(withFile(makeEvtx(SEED_EVTX)), 'ada'))).toEqual(SEED_IDS);
    expect(eventsIn(await pool.read(withFile(makeEvt(SEED_RECORDS), 'app.evt'), 'ada'))).toEqual(SEED_IDS);
    const empty = await pool.read(withFile(Buffer.alloc(10), 'x.bin', 'start over'), 'ada');
    expect(empty).toMatchObject({ is: 'read', result: { intent: { name: 'start_over' } } });
  });

  it('takes over the memory of a large file, and of what it is a part of, instead of copying it', async () => {
    const log = makeEvtx(SEED_EVTX);
    const body = new Uint8Array(log.length + 1000);
    body.set(log, 500);
    expect(eventsIn(await poolWith().read(withFile(body.subarray(500, 500 + log.length)), 'ada'))).toEqual(SEED_IDS);
    expect(body.buffer.detached).toBe(true);
  });

  it('names a file that gave nothing, and hands on neither files nor a long text', async () => {
    const read = await poolWith().read({ ...LONG, ...withFile(makeEvtx(SEED_EVTX).subarray(0, 200)) }, 'ada');
    expect(read).toMatchObject({ is: 'read', utterance: { files: [], unreadable: ['app.evtx'] } });
    const long = await poolWith().read(LONG, 'ada');
    expect(long.is === 'read' && long.utterance.text.length).toBe(16_384);
  });

  it('hands on a bounded part of what was recognised, the events of articles among it', async () => {
    const read = await poolWith().read(plainUtterance(`${LARGEST.text.slice(0, 900_000)}\n${SEED}`), 'ada');
    expect(read.is).toBe('read');
    expect(eventsIn(read)).toEqual(expect.arrayContaining(SEED_IDS));
    expect(JSON.stringify(read).length).toBeLessThan(300_000);
  });

  it('reads the words of a large message as HTML elsewhere, as they would be read at once, and those of a small one at once', async () => {
    const pool = poolWith({ jobs: 0 });
    const words = { text: '', htmlTwin: '<p>event 4116</p><p>from MSExchangeIMC</p>', entities: [] };
    expect(await pool.words(words, 'ada')).toBe(wordsOf(words));
    const large = { ...words, htmlTwin: words.htmlTwin.repeat(2000) };
    expect(await pool.words(large, 'ada')).toEqual({ is: 'unread', why: 'busy' });
    expect(await poolWith().words(large, 'ada')).toBe(wordsOf(large));
  });

  it('stops what takes more CPU time than it may, and reads the next', async () => {
    const pool = poolWith({ cpuMs: 60 });
    expect(await pool.read(LARGEST, 'ada')).toEqual({ is: 'unread', why: 'late' });
    expect(pool.waiting).toBe(0);
    expect(await poolWith().read(LONG, 'ada')).toMatchObject({ is: 'read' });
  });

  it('stops what takes more memory than it may, and that alone', async () => {
    const pool = poolWith({ memoryMb: 64, cpuMs: 60_000 });
    const files = Array.from({ length: 60 }, (_, at) => ({ name: `${at}.txt`, text: LARGEST.text }));
    expect(await pool.read({ ...plainUtterance(''), files }, 'ada')).toEqual({ is: 'unread', why: 'large' });
    expect(pool.waiting).toBe(0);
    expect(eventsIn(await pool.read(LONG, 'ada'))).toEqual(SEED_IDS);
  });

  it('lets one person wait with few, all with many, and nobody with a short message', async () => {
    const pool = poolWith({ jobs: 3, jobsOfOne: 2 });
    const reads = ['ada', 'ada', 'ada', 'bob', 'eve'].map((person) => pool.read(LONG, person));
    expect((await Promise.all(reads)).map((read) => (read.is === 'read' ? 'read' : read.why))).toEqual([
      'read',
      'read',
      'busy',
      'read',
      'busy',
    ]);
    expect(await pool.read(LONG, 'ada')).toMatchObject({ is: 'read' });
  });

  it('is full when the bytes that wait are, but lets the first in whatever its size', async () => {
    const pool = poolWith({ bytes: 1000 });
    const [first, second] = await Promise.all([pool.read(LONG, 'ada'), pool.read(LONG, 'bob')]);
    expect([first, second]).toMatchObject([{ is: 'read' }, { is: 'unread', why: 'busy' }]);
  });

  it('diagnoses', async () => {
    const made = await poolWith().diagnose(LONG.text, 'ada');
    expect(made).toMatchObject({ is: 'diagnosis', verdict: 'match', json: expect.stringContaining('"Q169686"') });
  });
});
