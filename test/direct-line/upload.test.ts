import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readUtterance } from '../../bot/channels/read-utterance.ts';
import { resumePending } from '../../bot/direct-line/turn-queue.ts';
import { openSqliteStore } from '../../bot/store/sqlite/sqlite.ts';
import { type Called, call, type Opened, poll, start } from './call.ts';
import { type Served, serve } from './served.ts';
import { connect } from './socket.ts';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.close());

const LOG = 'Event ID: 4094\r\nSource: MSExchangeIMC\r\nÜberlauf 0x8004011d\r\n';

function form(files: [string, string | Uint8Array<ArrayBuffer>, string][], activity?: unknown): FormData {
  const data = new FormData();
  if (activity !== undefined) {
    data.append('activity', new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' }));
  }
  for (const [name, content, type] of files) data.append('file', new Blob([content], { type }), name);
  return data;
}
const upload = (
  on: Served,
  { id, token }: Pick<Opened, 'id' | 'token'>,
  raw: FormData | string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Called> => call(on, 'POST', `/conversations/${id}/upload?userId=me`, { bearer: token, raw, headers });

const attachmentsOf = async (on: Served, opened: Pick<Opened, 'id' | 'token'>, id: string | undefined) =>
  (await poll(on, opened)).activities.find((activity) => activity.id === id)?.attachments ?? [];

describe('POST /conversations/{id}/upload as multipart', () => {
  it('gives one activity with text, channelData and the files, whose addresses can be read', async () => {
    const opened = await start(served);
    const channelData = { clientActivityID: 'up-1' };
    const activity = {
      type: 'message',
      text: 'here',
      from: { id: 'me' },
      channelData,
      attachments: [{ contentType: 'text/plain', name: 'a.log', thumbnailUrl: 'data:,x' }],
    };
    const { status, body } = await upload(
      served,
      opened,
      form(
        [
          ['a.log', LOG, 'text/plain'],
          ['b.bin', new Uint8Array([0, 255, 13, 10, 45, 45]), ''],
        ],
        activity,
      ),
    );
    expect(status).toBe(200);
    const echo = (await poll(served, opened)).activities.find(({ id }) => id === body.id);
    expect(echo).toMatchObject({ text: 'here', channelData });
    expect(echo?.attachments).toEqual([
      {
        contentType: 'text/plain',
        name: 'a.log',
        thumbnailUrl: 'data:,x',
        contentUrl: expect.stringContaining(`${served.domain}/attachments/`),
      },
      { contentType: 'application/octet-stream', name: 'b.bin', contentUrl: expect.any(String) },
    ]);
    const [text, bytes] = await Promise.all((echo?.attachments ?? []).map(({ contentUrl }) => fetch(contentUrl ?? '')));
    expect([text?.status, text?.headers.get('content-type'), await text?.text()]).toEqual([200, 'text/plain', LOG]);
    expect(await bytes?.bytes()).toEqual(new Uint8Array([0, 255, 13, 10, 45, 45]));
  });
  it('lets the bot read the files out of the activity, without fetching anything', async () => {
    const opened = await start(served);
    await upload(
      served,
      opened,
      form([['a.log', LOG, 'text/plain']], { type: 'message', text: 'look', from: { id: 'me' } }),
    );
    const heard = served.heard.findLast(({ conversation }) => conversation.id === opened.id);
    expect(readUtterance(heard ?? {})).toMatchObject({
      text: 'look',
      files: [{ name: 'a.log', text: LOG }],
      unreadable: [],
    });
  });
  it('takes files without an activity', async () => {
    const opened = await start(served);
    const { status, body } = await upload(served, opened, form([['a.log', LOG, 'text/plain']]));
    expect(status).toBe(200);
    expect(await attachmentsOf(served, opened, body.id)).toHaveLength(1);
  });
  it('takes the same upload only once when the client sends it again', async () => {
    const opened = await start(served);
    const send = () =>
      upload(
        served,
        opened,
        form([['a.log', LOG, '']], { type: 'message', channelData: { clientActivityID: 'up-2' } }),
      );
    const [first, second] = [await send(), await send()];
    expect(first.body.id).toBe(second.body.id);
    expect((await poll(served, opened)).activities.filter(({ attachments }) => attachments)).toHaveLength(1);
  });
  it('keeps cards that the activity brings beside the files', async () => {
    const opened = await start(served);
    const card = { contentType: 'application/vnd.microsoft.card.adaptive', content: { body: [] } };
    const { body } = await upload(served, opened, form([['a', 'x', '']], { type: 'message', attachments: [card] }));
    expect((await attachmentsOf(served, opened, body.id))[1]).toEqual(card);
  });
  it('takes names as browsers write them, and no folders', async () => {
    const opened = await start(served);
    const { body } = await upload(served, opened, form([['C:\\logs\\über "x" ✓.log', 'x', 'text/plain']]));
    const [attachment] = await attachmentsOf(served, opened, body.id);
    expect(attachment?.name).toBe('über "x" ✓.log');
    const { headers } = await fetch(attachment?.contentUrl ?? '');
    expect(headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''%C3%BCber%20%22x%22%20%E2%9C%93.log");
  });

  const invalid: [string, string, string, number, string][] = [
    ['a body without the boundary', 'multipart/form-data; boundary=b', 'nothing', 400, 'MalformedData'],
    ['a content type without a boundary', 'multipart/form-data', '--b--', 400, 'MalformedData'],
    ['a body that breaks off', 'multipart/form-data; boundary=b', '--b\r\n\r\nabc', 400, 'MalformedData'],
    ['a body without any part', 'multipart/form-data; boundary=b', '--b--', 400, 'MissingProperty'],
    [
      'an activity that is not JSON',
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="activity"\r\n\r\n{\r\n--b--',
      400,
      'MalformedData',
    ],
    [
      'two activities',
      'multipart/form-data; boundary=b',
      `${'--b\r\nContent-Disposition: form-data; name="activity"\r\n\r\n{}\r\n'.repeat(2)}--b--`,
      413,
      'TooLarge',
    ],
    [
      'an activity without a file',
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="activity"\r\n\r\n{"type":"message"}\r\n--b--',
      400,
      'MissingProperty',
    ],
  ];
  it.each(invalid)('refuses %s', async (_what, contentType, raw, status, code) => {
    const { status: got, body } = await upload(served, await start(served), raw, { 'Content-Type': contentType });
    expect([got, body.error?.code]).toEqual([status, code]);
  });
});

describe('POST /conversations/{id}/upload as one body', () => {
  it('takes its name and type from the headers', async () => {
    const opened = await start(served);
    const { status, body } = await upload(served, opened, LOG, {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Disposition': 'attachment; name="file"; filename="app.log"',
    });
    expect(status).toBe(200);
    const [attachment] = await attachmentsOf(served, opened, body.id);
    expect(attachment).toMatchObject({ name: 'app.log', contentType: 'text/plain' });
    expect(await (await fetch(attachment?.contentUrl ?? '')).text()).toBe(LOG);
  });
  it('calls a file without a name "file"', async () => {
    const opened = await start(served);
    const { body } = await upload(served, opened, new Uint8Array([1, 2]), { 'Content-Type': 'no type at all' });
    expect(await attachmentsOf(served, opened, body.id)).toMatchObject([
      { name: 'file', contentType: 'application/octet-stream' },
    ]);
  });
});

describe('a kept file', () => {
  it('has an address that a stranger cannot guess, and the log does not tell the client where it lies', async () => {
    const opened = await start(served);
    const { body } = await upload(served, opened, form([['a.log', LOG, 'text/plain']]));
    const [attachment] = await attachmentsOf(served, opened, body.id);
    const url = new URL(attachment?.contentUrl ?? '');
    expect(url.searchParams.get('t')?.length).toBeGreaterThan(100);
    url.search = '';
    expect((await fetch(url)).status).toBe(401);
  });
  it('can be saved or shown, and never runs as a page of this server', async () => {
    const opened = await start(served);
    const { body } = await upload(served, opened, form([['x.html', '<script>alert(1)</script>', 'text/html']]));
    const [attachment] = await attachmentsOf(served, opened, body.id);
    const { headers } = await fetch(attachment?.contentUrl ?? '');
    expect(headers.get('content-disposition')).toMatch(/^attachment;/);
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
  it('gets a new address each time the log is read, also on the stream', async () => {
    const opened = await start(served);
    const socket = await connect(opened.streamUrl);
    await upload(served, opened, form([['a.log', LOG, 'text/plain']]));
    await socket.until(({ activities }) => activities.some(({ attachments }) => attachments));
    const streamed = socket.activities.find(({ attachments }) => attachments)?.attachments?.[0]?.contentUrl;
    const polled = (await poll(served, opened)).activities.find(({ attachments }) => attachments)?.attachments?.[0]
      ?.contentUrl;
    expect(polled).not.toBe(streamed);
    for (const url of [polled, streamed]) expect(await (await fetch(url ?? '')).text()).toBe(LOG);
    await socket.close();
  });
  it('is forgotten with the conversation', async () => {
    const opened = await start(served);
    const { body } = await upload(served, opened, form([['a.log', LOG, 'text/plain']]));
    const [attachment] = await attachmentsOf(served, opened, body.id);
    const userId = (await served.store.findConversation(opened.id))?.userId ?? '';
    await served.store.forgetPerson({ caseKey: '', conversationId: opened.id, userId });
    expect((await fetch(attachment?.contentUrl ?? '')).status).toBe(404);
  });
  it('survives a restart, and so does a turn that was not run before it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'direct-line-'));
    const file = join(folder, 'faultline.sqlite');
    const before = openSqliteStore(file);
    const dying = await serve({
      store: before,
      bot: () => {
        throw new Error('killed');
      },
    });
    const opened = await start(dying);
    expect((await upload(dying, opened, form([['a.log', LOG, 'text/plain']]))).status).toBe(502);
    await dying.close();
    await before.close();

    const after = openSqliteStore(file);
    const restarted = await serve({ store: after });
    expect(await resumePending(restarted.deps)).toBe(1);
    expect(readUtterance(restarted.heard.at(-1) ?? {}).files).toEqual([{ name: 'a.log', text: LOG }]);
    const echo = (await poll(restarted, opened)).activities.find(({ attachments }) => attachments);
    expect(await (await fetch(echo?.attachments?.[0]?.contentUrl ?? '')).text()).toBe(LOG);
    await restarted.close();
    await after.close();
    await rm(folder, { recursive: true });
  });
  it('is stored once in a conversation, however often it is sent', async () => {
    const opened = await start(served);
    for (const name of ['a.log', 'b.log']) await upload(served, opened, form([[name, LOG, 'text/plain']]));
    const id = createHash('sha256').update(LOG).digest('base64url');
    expect(Buffer.from((await served.store.loadAttachment(opened.id, id)) ?? []).toString()).toBe(LOG);
  });
});
