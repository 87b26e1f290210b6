import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PIECE_BYTES } from '../../bot/direct-line/files/attachment-link.ts';
import { call, type Opened, poll, start } from './call.ts';
import { type Served, serve } from './served.ts';

let served: Served;
beforeAll(async () => {
  served = await serve({ limits: { fileBytes: 3 * PIECE_BYTES } });
});
afterAll(() => served.close());

const LOG = Buffer.from('Event ID: 4094\r\nSource: MSExchangeIMC\r\n'.repeat(30_000));
const cut = (bytes: Uint8Array<ArrayBuffer>) =>
  Array.from({ length: Math.ceil(bytes.length / PIECE_BYTES) }, (_, at) =>
    bytes.slice(at * PIECE_BYTES, (at + 1) * PIECE_BYTES),
  );
const piece = (opened: Opened, raw: Uint8Array<ArrayBuffer>, on = opened.id) =>
  call(served, 'POST', `/conversations/${on}/pieces`, { bearer: opened.token, raw });
async function sent(opened: Opened, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const ids: string[] = [];
  for (const part of cut(bytes)) ids.push(String((await piece(opened, part)).body.id));
  return ids.join('.');
}
const say = (opened: Opened, contentUrl: string) =>
  call(served, 'POST', `/conversations/${opened.id}/activities`, {
    bearer: opened.token,
    json: { type: 'message', attachments: [{ contentType: 'text/plain', name: 'events.log', contentUrl }] },
  });

describe('a file that comes in pieces', () => {
  it('is one file for the bot and for whoever reads the log', async () => {
    const opened = await start(served);
    const ids = await sent(opened, LOG);
    expect(ids.split('.').length).toBe(3);
    const { status, body } = await say(opened, `pieces:${ids}`);
    expect(status).toBe(200);
    const { activities } = await poll(served, opened);
    const [file] = activities.find(({ id }) => id === body.id)?.attachments ?? [];
    expect(file).toMatchObject({ name: 'events.log', contentType: 'text/plain' });
    const read = await fetch(file?.contentUrl ?? '');
    expect(Buffer.from(await read.arrayBuffer()).equals(LOG)).toBe(true);
    const heard = served.heard.findLast(({ type }) => type === 'message')?.attachments?.[0];
    expect(Buffer.from(heard?.content).equals(LOG)).toBe(true);
  });

  it('is kept once when a piece is sent again, as after an answer that got lost', async () => {
    const opened = await start(served);
    const once = await piece(opened, LOG.subarray(0, 1000));
    expect((await piece(opened, LOG.subarray(0, 1000))).body).toEqual(once.body);
  });

  it.each([
    ['nobody sent', 'A'.repeat(43), 400],
    ['is no id', '../x', 400],
    ['is none', '', 400],
  ])('is refused when a piece %s', async (_why, id, status) => {
    const opened = await start(served);
    expect((await say(opened, `pieces:${id}`)).status).toBe(status);
  });

  it('is refused when its pieces lie in another conversation, or are too many together', async () => {
    const [mine, theirs] = [await start(served), await start(served)];
    const id = await sent(theirs, LOG.subarray(0, 2000));
    expect((await say(mine, `pieces:${id}`)).status).toBe(400);
    expect((await piece(mine, LOG.subarray(0, 10), theirs.id)).status).toBe(403);
    const full = await sent(mine, LOG.subarray(0, PIECE_BYTES));
    expect((await say(mine, `pieces:${[full, full, full, full].join('.')}`)).status).toBe(413);
  });

  it('a piece is neither empty nor larger than a piece', async () => {
    const opened = await start(served);
    expect((await piece(opened, new Uint8Array(0))).status).toBe(400);
    expect((await piece(opened, new Uint8Array(PIECE_BYTES + 1))).status).toBe(413);
  });

  it('counts again when it was sent once and is named again, since it is read again', async () => {
    const metered = await serve({ limits: { bytesPerHour: 2.5 * PIECE_BYTES } });
    const opened = await start(metered);
    const raw = LOG.subarray(0, PIECE_BYTES);
    const on = { bearer: opened.token };
    const { body } = await call(metered, 'POST', `/conversations/${opened.id}/pieces`, { ...on, raw });
    const attachments = [{ contentType: 'text/plain', name: 'events.log', contentUrl: `pieces:${body.id}` }];
    const named = async () =>
      (
        await call(metered, 'POST', `/conversations/${opened.id}/activities`, {
          ...on,
          json: { type: 'message', attachments },
        })
      ).status;
    expect([await named(), await named(), await named()]).toEqual([200, 200, 429]);
    await metered.close();
  });

  it('is refused with others that are too large together', async () => {
    const small = await serve({ limits: { uploadBytes: 1.5 * PIECE_BYTES } });
    const opened = await start(small);
    const on = { bearer: opened.token };
    const { body } = await call(small, 'POST', `/conversations/${opened.id}/pieces`, {
      ...on,
      raw: LOG.subarray(0, PIECE_BYTES),
    });
    const file = { contentType: 'text/plain', name: 'events.log', contentUrl: `pieces:${body.id}` };
    const say = (...attachments: object[]) =>
      call(small, 'POST', `/conversations/${opened.id}/activities`, { ...on, json: { type: 'message', attachments } });
    expect((await say(file, file)).status).toBe(413);
    expect((await say(file)).status).toBe(200);
    await small.close();
  });

  it('counts for more than a few bytes, however small it is', async () => {
    const metered = await serve({ limits: { bytesPerHour: 40 * 1024 } });
    const opened = await start(metered);
    const tiny = async (byte: number) =>
      (
        await call(metered, 'POST', `/conversations/${opened.id}/pieces`, {
          bearer: opened.token,
          raw: new Uint8Array([byte]),
        })
      ).status;
    expect([await tiny(1), await tiny(2), await tiny(3)]).toEqual([200, 200, 429]);
    await metered.close();
  });
});
