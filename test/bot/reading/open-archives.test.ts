import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { openArchives } from '../../../bot/reading/open-archives.ts';
import { ReadingPool } from '../../../bot/reading/reading-pool.ts';
import { phrases } from '../../../dialogs/saying/phrases.ts';
import { plainUtterance } from '../../../knowledge/recognizer/utterance.ts';
import { KNOWLEDGE } from '../../dialogs/conversation.ts';
import { makeEvtx, SEED_EVTX } from '../../fixtures/make-evtx.ts';
import { SEED_EVENTS } from '../../fixtures/seed-events.ts';

const EVENT = 'Event ID: 4116\nSource: MSExchangeIMC\n';
const opened = (bytes: Uint8Array, name = 'logs.zip') => openArchives([{ name, bytes }]);
const told = async (bytes: Uint8Array, name = 'logs.zip') =>
  (await opened(bytes, name)).archives.map(phrases.archiveRead).join();
const zip = (files: Record<string, string | Uint8Array>) =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, one]) => [name, typeof one === 'string' ? strToU8(one) : one]),
    ),
  );

/** The same archive with its files said to be encrypted. */
function encrypted(archive: Uint8Array): Uint8Array {
  const bytes = Buffer.from(archive);
  for (let at = bytes.indexOf('PK\u0001\u0002'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 4))
    bytes[at + 8] = 1;
  return bytes;
}

describe('an archive of logs', () => {
  it('is read in its place: texts, binary logs, whatever the folders and the packing', async () => {
    const log = makeEvtx(SEED_EVTX);
    const { files, archives } = await opened(
      zipSync({
        'out/a.txt': strToU8(EVENT),
        'out/System.evtx': [new Uint8Array(log), { level: 0 }],
        '__MACOSX/._a.txt': strToU8('x'),
      }),
    );
    expect(files.map(({ name, text, bytes }) => [name, text ?? bytes?.length])).toEqual([
      ['a.txt in logs.zip', EVENT],
      ['System.evtx in logs.zip', log.length],
    ]);
    expect(archives).toEqual([{ name: 'logs.zip', read: 2, left: [] }]);
  });

  it('may be a .gz of one, in the encoding in which Windows saved it', async () => {
    const { files } = await opened(gzipSync(Buffer.from(`\ufeff${EVENT}`, 'utf16le')), 'app.csv.gz');
    expect(files).toEqual([{ name: 'app.csv in app.csv.gz', text: EVENT }]);
  });

  it('stands among other files', async () => {
    const text = { name: 'b.txt', text: 'event 4094' };
    const { files } = await openArchives([text, { name: 'a.zip', bytes: zip({ 'a.txt': EVENT }) }]);
    expect(files).toEqual([text, { name: 'a.txt in a.zip', text: EVENT }]);
  });

  it('is opened by the pool of readers, which hands on what became of it', async () => {
    const pool = new ReadingPool(KNOWLEDGE, { cpuMs: 20_000, waitMs: 600_000 });
    const bytes = zip({ 'app.evtx': new Uint8Array(makeEvtx(SEED_EVTX)), 'inner.zip': zip({ 'a.txt': EVENT }) });
    const read = await pool.read({ ...plainUtterance(''), files: [{ name: 'logs.zip', bytes }] }, 'ada');
    await pool.close();
    expect(read).toMatchObject({ is: 'read', utterance: { unreadable: [] } });
    const result = read.is === 'read' ? read.result : undefined;
    expect(result?.events.map(({ eventId }) => eventId)).toEqual(SEED_EVENTS.map(({ id }) => id));
    expect(result?.archives).toEqual([
      { name: 'logs.zip', read: 1, left: [{ why: 'archive', first: 'inner.zip', count: 1 }] },
    ]);
  });
});

describe('what an archive holds and is not read is told with its reason', () => {
  const many = Object.fromEntries(Array.from({ length: 23 }, (_, at) => [`${at}.txt`, 'x']));
  const zeros = new Uint8Array(80 * 1024 * 1024);
  it.each([
    ['an archive in it', zip({ 'a.txt': EVENT, 'in.zip': zip({ 'a.txt': 'x' }) }), 'in.zip is an archive inside'],
    [
      'a .tar in a .gz',
      gzipSync(Buffer.concat([Buffer.alloc(257), Buffer.from('ustar'), Buffer.alloc(250)])),
      'is an archive inside',
    ],
    ['encryption', encrypted(zip({ 'a.txt': EVENT })), 'a.txt is encrypted: unpack it with its password'],
    ['more files than are read', zip(many), '20.txt and 2 more files in it: each is left out'],
    ['a file that unpacks to too much', zip({ 'a.txt': EVENT, 'bomb.txt': zeros }), 'bomb.txt is too large'],
    ['a .gz that unpacks to too much', gzipSync(zeros), 'is too large to be unpacked here, where 64 MB is the limit'],
    ['a long text', zip({ 'a.txt': EVENT.repeat(60_000) }), 'a.txt is longer than I read'],
    ['a cut archive', zip({ 'a.txt': EVENT }).subarray(0, 60), 'The archive is cut or damaged: pack it again.'],
    ['nothing', zip({}), 'It holds no file.'],
    ['a cut .gz', gzipSync(EVENT).subarray(0, 25), 'is damaged: pack it again.'],
  ])('%s', async (_what, bytes, sentence) => expect(await told(bytes)).toContain(sentence));

  it('a head that claims less than the file is: it is unpacked no further than there is room', async () => {
    const bytes = Buffer.from(zip({ 'bomb.txt': zeros }));
    bytes.writeUInt32LE(10, bytes.indexOf('PK\u0001\u0002') + 24);
    expect(await opened(bytes)).toMatchObject({ files: [], archives: [{ left: [{ why: 'large' }] }] });
  });

  it('any byte of one may be another: nothing is thrown', async () => {
    const archive = zip({ 'a.txt': EVENT, 'b.txt': EVENT });
    for (let at = 4; at < archive.length; at += 1) {
      const bytes = archive.slice();
      bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      expect((await opened(bytes)).archives.length).toBe(1);
    }
  });
});
