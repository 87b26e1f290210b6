import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Activity, Attachment } from 'botbuilder';
import { describe, expect, it } from 'vitest';
import { MAX_FILE_BYTES, MOST_FILES } from '../../../bot/channels/read-attachments.ts';
import { readUtterance } from '../../../bot/channels/read-utterance.ts';
import { UNREAD_ACTIVITY } from '../../../bot/channels/unread-activity.ts';
import { ReadingPool } from '../../../bot/reading/reading-pool.ts';
import { type Get, isFileHost, isFileOf, readWithFiles, withFiles } from '../../../bot/teams/fetch-files.ts';
import { noticed } from '../../../dialogs/saying/paste-notes.ts';
import type { Utterance } from '../../../knowledge/recognizer/utterance.ts';
import { KNOWLEDGE } from '../../dialogs/conversation.ts';
import { growEvtx } from '../../fixtures/grow-evtx.ts';
import { makeEvtx, SEED_EVTX } from '../../fixtures/make-evtx.ts';
import { SEED_EVENTS } from '../../fixtures/seed-events.ts';

const URL_OF_FILE = 'https://contoso-my.sharepoint.com/personal/ada/events.txt?tempauth=x';
const file = (downloadUrl = URL_OF_FILE, name = 'events.txt'): Attachment => ({
  contentType: 'application/vnd.microsoft.teams.file.download.info',
  name,
  content: { downloadUrl, uniqueId: '1', fileType: 'txt' },
});
const message: Activity = { ...UNREAD_ACTIVITY, type: 'message' };
const EVENT = 'Event ID: 4116\nSource: MSExchangeIMC';

/** A net of addresses; remembers what was asked for. */
function net(answers: Record<string, () => Response>) {
  const asked: string[] = [];
  const get: Get = async (url) => {
    asked.push(url);
    const answer = answers[url];
    if (!answer) throw new TypeError('fetch failed');
    return answer();
  };
  return { asked, get };
}
const redirect =
  (location: string, status = 302) =>
  () =>
    new Response(null, { status, headers: { location } });
const ok =
  (body: string | Uint8Array<ArrayBuffer> = EVENT, headers = {}) =>
  () =>
    new Response(body, { status: 200, headers });
const read = async (attachments: unknown, get: Get) =>
  readUtterance({ attachments: await withFiles(attachments, { get }) });

describe('a file that somebody attached in Teams', () => {
  it('is fetched and read', async () => {
    const { get } = net({ [URL_OF_FILE]: ok() });
    expect(await read([file()], get)).toMatchObject({ files: [{ name: 'events.txt', text: EVENT }], unreadable: [] });
  });
  it('is read in whatever encoding Windows saved it', async () => {
    const { get } = net({ [URL_OF_FILE]: ok(new Uint8Array(Buffer.from(`\ufeff${EVENT}`, 'utf16le'))) });
    expect((await read([file()], get)).files).toEqual([{ name: 'events.txt', text: EVENT }]);
  });
  it('is fetched although the address leads on to another host of the same kind', async () => {
    const next = 'https://contoso.sharepoint.com/other';
    const { get } = net({ [URL_OF_FILE]: redirect('https://contoso.sharepoint.com/other'), [next]: ok() });
    expect((await read([file()], get)).files.length).toBe(1);
  });
  it('leaves all other attachments as they are', async () => {
    const twin = { contentType: 'text/html', content: '<p>x</p>' };
    const { get } = net({ [URL_OF_FILE]: ok() });
    expect((await withFiles([twin, file()], { get }))[0]).toBe(twin);
  });
});

/** What a person is told of a message and its files, and what was read in them. */
async function notesOf(utterance: Utterance) {
  const pool = new ReadingPool(KNOWLEDGE, { cpuMs: 20_000, waitMs: 600_000 });
  const read = await pool.read(utterance, 'ada');
  await pool.close();
  if (read.is !== 'read') throw new Error(`not read: ${read.why}`);
  return { notes: JSON.stringify(noticed(read)), ...read.result };
}

describe('a log of the size that Windows lets one grow to', () => {
  it('is fetched from where Teams keeps it, and read, with what there was no time for in numbers', async () => {
    const log = growEvtx(makeEvtx(SEED_EVTX), 20 * 1024 * 1024);
    const server = createServer((_request, response) => response.end(log)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const asked: string[] = [];
    const get: Get = (url, options) => {
      asked.push(url);
      return fetch(`http://127.0.0.1:${port}/`, options);
    };
    const utterance = await read([file(URL_OF_FILE, 'System.evtx')], get);
    server.close();
    expect(asked).toEqual([URL_OF_FILE]);
    expect(utterance).toMatchObject({ unreadable: [], files: [{ name: 'System.evtx' }] });
    const { notes, logs = [], events } = await notesOf(utterance);
    const [{ read: records = 0, late = 0, damaged } = {}] = logs;
    expect(records + late).toBe(SEED_EVTX.length * Math.floor((20 * 1024 * 1024 - 4096) / 65_536));
    expect(damaged).toBe(0);
    expect(new Set(events.map(({ eventId }) => eventId))).toEqual(new Set(SEED_EVENTS.map(({ id }) => id)));
    expect(notes).toContain(`I read ${records.toLocaleString('en')} records of System.evtx`);
  });
});

describe('what is not fetched is named, and the turn goes on', () => {
  const metadata = 'http://169.254.169.254/latest/meta-data';
  it.each([
    ['it is gone', { [URL_OF_FILE]: () => new Response('gone', { status: 404 }) }],
    ['the host does not answer', {}],
    ['it leads into a private network', { [URL_OF_FILE]: redirect(metadata), [metadata]: ok() }],
    ['it leads to a foreign host', { [URL_OF_FILE]: redirect('https://example.com/x'), 'https://example.com/x': ok() }],
    ['it leads round in a circle', { [URL_OF_FILE]: redirect(URL_OF_FILE) }],
    ['it leads nowhere', { [URL_OF_FILE]: () => new Response(null, { status: 302 }) }],
  ])('%s', async (_why, answers: Record<string, () => Response>) => {
    const { asked, get } = net(answers);
    expect(await read([file()], get)).toMatchObject({ files: [], unreadable: ['events.txt'] });
    expect(asked.every(isFileHost)).toBe(true);
    expect(asked.length).toBeLessThanOrEqual(4);
  });
  it.each([
    ['it is announced as too large', ok('x', { 'content-length': String(MAX_FILE_BYTES + 1) })],
    ['it turns out to be too large', ok(new Uint8Array(MAX_FILE_BYTES + 1))],
  ])('%s, which is said', async (_why, answer) => {
    const { get } = net({ [URL_OF_FILE]: answer });
    const utterance = await read([file()], get);
    expect(utterance).toMatchObject({ files: [], unreadable: [], tooLarge: ['events.txt'] });
    const { notes } = await notesOf(utterance);
    expect(notes).toContain(
      'I did not read this, since it has more than 21 MB: events.txt. Send it in a .zip, which is much smaller. Or save the log in Event Viewer with a filter',
    );
  });
  it('it takes too long', async () => {
    const never: Get = (_url, { signal }) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    expect(readUtterance({ attachments: await withFiles([file()], { get: never, timeoutMs: 5 }) }).unreadable).toEqual([
      'events.txt',
    ]);
  });
  it('there are more than one message may have', async () => {
    const { asked, get } = net({ [URL_OF_FILE]: ok() });
    const all = Array.from({ length: MOST_FILES + 2 }, () => file());
    expect((await read(all, get)).unreadable.length).toBe(2);
    expect(asked.length).toBe(MOST_FILES);
  });
});

describe('only the hosts where Teams keeps files are asked', () => {
  it.each([
    'https://contoso.sharepoint.com/x',
    'https://contoso-my.sharepoint.com/x',
    'https://agency.sharepoint.us/x',
  ])('%s', (address) => {
    expect(isFileHost(address)).toBe(true);
  });
  it.each([
    'http://contoso.sharepoint.com/x',
    'https://contoso.sharepoint.com:8443/x',
    'https://user:secret@contoso.sharepoint.com/x',
    'https://sharepoint.com.example.com/x',
    'https://examplesharepoint.com/x',
    'https://10.0.0.1/x',
    'https://[::1]/x',
    'https://localhost/x',
    'file:///etc/passwd',
    '//contoso.sharepoint.com/x',
    '',
  ])('not %s', (address) => {
    expect(isFileHost(address)).toBe(false);
  });
});

describe('attachments of another shape', () => {
  it.each([
    ['none', undefined],
    ['text', 'x'],
    ['null in a list', [null]],
    ['no address', [{ contentType: file().contentType, content: {} }]],
  ])('%s: nothing is asked', async (_what, attachments) => {
    const { asked, get } = net({});
    await withFiles(attachments, { get });
    expect(asked).toEqual([]);
  });
});

describe('a file that lies with the connector that brought the message', () => {
  const EMULATOR = 'http://localhost:50628';
  const address = `${EMULATOR}/v3/attachments/d7b1/views/original`;
  const given = (contentUrl = address, name = 'events.txt'): Attachment => ({
    contentType: 'text/plain',
    contentUrl,
    name,
  });
  const said = (
    attachments: Attachment[],
    get: Get,
    { serviceUrl = EMULATOR, to = 'outbox' as const }: { serviceUrl?: string; to?: 'outbox' | 'log' } = {},
  ) => readWithFiles({ ...message, serviceUrl, attachments }, to, undefined, get);

  it.each([
    ['of the Emulator', EMULATOR, address],
    [
      'of the hosted web chat',
      'https://webchat.botframework.com/',
      'https://webchat.botframework.com/attachments/c/0/events.txt?t=x',
    ],
    [
      'below the path of a service',
      'https://smba.trafficmanager.net/emea/',
      'https://smba.trafficmanager.net/emea/v3/attachments/1/views/original',
    ],
  ])('%s is fetched and read', async (_what, serviceUrl, contentUrl) => {
    const { get } = net({ [contentUrl]: ok() });
    expect(await said([given(contentUrl)], get, { serviceUrl })).toMatchObject({
      files: [{ name: 'events.txt', text: EVENT }],
      unreadable: [],
    });
  });

  it.each([
    ['lies with another program of this machine', 'http://localhost:9200/v3/attachments/d7b1/views/original'],
    ['is another path of the same program', `${EMULATOR}/admin/delete`],
    ['leaves the attachments by dots', `${EMULATOR}/v3/attachments/../../admin`],
    ['lies on any other host', 'https://example.com/attachments/events.txt'],
    ['lies in a private network', 'http://169.254.169.254/attachments/x'],
    ['carries a name and a password', 'http://u:p@localhost:50628/v3/attachments/d7b1/views/original'],
  ])('one that %s is not asked for, and the true reason is said', async (_why, contentUrl) => {
    const { asked, get } = net({});
    expect(await said([given(contentUrl)], get)).toMatchObject({
      files: [],
      unreadable: [],
      elsewhere: ['events.txt'],
    });
    expect(asked).toEqual([]);
  });

  it('one that leads elsewhere, or is gone, is not got', async () => {
    const { asked, get } = net({ [address]: redirect('http://localhost:9200/v3/attachments/x') });
    expect(await said([given()], get)).toMatchObject({ files: [], elsewhere: ['events.txt'] });
    expect(asked).toEqual([address]);
  });

  it('what a caller of Direct Line names as its service is never asked', async () => {
    const { asked, get } = net({ [address]: ok() });
    expect(await said([given()], get, { to: 'log' })).toMatchObject({ files: [], elsewhere: ['events.txt'] });
    expect(asked).toEqual([]);
  });

  it('pictures and cards are not fetched', async () => {
    const { asked, get } = net({ [address]: ok() });
    await said(
      [
        { ...given(), contentType: 'image/png' },
        { ...given(), contentType: 'application/vnd.microsoft.card.hero' },
      ],
      get,
    );
    expect(asked).toEqual([]);
  });
});

describe('files of a connector lie among its attachments', () => {
  it.each([
    ['http://localhost:1', 'http://localhost:1/v3/attachments/a', true],
    ['http://localhost:1/_connector/', 'http://localhost:1/_connector/v3/attachments/a', true],
    ['http://localhost:1/_connector', 'http://localhost:1/v3/attachments/a', false],
    ['http://localhost:1', 'http://localhost:1/v3/attachments/', false],
    ['http://localhost:1', 'http://localhost:1/x/v3/attachments/a', false],
    ['https://a.botframework.com', 'http://a.botframework.com/attachments/a', false],
    ['', 'http://localhost:1/attachments/a', false],
  ])('%s: %s %s', (serviceUrl, address, expected) => expect(isFileOf(serviceUrl, address)).toBe(expected));
});
