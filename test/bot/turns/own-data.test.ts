import type { Activity } from 'botbuilder';
import { describe, expect, it } from 'vitest';
import { isShownWhole, renderReply } from '../../../bot/channels/render-reply.ts';
import { openSqliteStore } from '../../../bot/store/sqlite/sqlite.ts';
import type { PersonData } from '../../../bot/store/store.ts';
import { OWN_DATA_FILE, readOwnData, withOwnData } from '../../../bot/turns/own-data.ts';
import { reply } from '../../../dialogs/saying/compose-reply.ts';
import { phrases } from '../../../dialogs/saying/phrases.ts';

const EMPTY: PersonData = { case: undefined, touchedAt: undefined, files: [], outbox: [], reminders: [] };
const PERSON = { caseKey: 'case', conversationId: 'chat', userId: 'ada' };
const CHANNELS = ['directline', 'webchat', 'emulator', 'msteams', 'telegram'];
const at = new Date('2026-01-05T09:00:00Z');
const message = (by: string, text: string, more: Partial<Activity> = {}): Partial<Activity> => ({
  type: 'message',
  from: { id: by, name: '' },
  timestamp: at,
  text,
  ...more,
});

/** The log of a person as a store hands it over; `read` counts what was asked for. */
function storeOf(data: Partial<PersonData>, log: Partial<Activity>[]) {
  const store = {
    read: 0,
    personData: async () => ({ ...EMPTY, ...data }),
    ownActivities: async (_person: unknown, before: number | undefined, limit: number) => {
      const to = (before ?? log.length + 1) - 1;
      const page = log.slice(Math.max(0, to - limit), to).map((activity, n) => ({
        sequence: Math.max(0, to - limit) + n + 1,
        activity,
      }));
      store.read += page.length;
      return page.reverse();
    },
  };
  return store;
}

async function show(data: Partial<PersonData>, log: Partial<Activity>[], channel = 'directline') {
  const own = await readOwnData(storeOf(data, log), PERSON);
  const said = withOwnData(reply('answer', 'Your data', [], []), own, (one) => isShownWhole(one, channel));
  const drawn = renderReply(said, 'some-case', 1, channel);
  const blocks = JSON.stringify(said.blocks);
  const file = said.files.find(({ name }) => name === OWN_DATA_FILE)?.text;
  const says = (sentence: string) => blocks.includes(sentence);
  return { own: file === undefined ? undefined : JSON.parse(file), drawn, says };
}

describe('"show my data"', () => {
  it('tells a case, every message, every file and what still waits for its channel', async () => {
    const log = [
      { type: 'conversationUpdate', from: { id: 'ada', name: '' } },
      message('ada', 'event 4116', {
        attachments: [{ contentType: 'text/plain', name: 'app.txt', contentUrl: 'attachment:x' }],
      }),
      message('faultline', 'It points to threads', {
        attachments: [{ contentType: 'card', content: { big: 'card' } }],
      }),
      message('ada', '', { value: { faultline: { say: 'Next' } } }),
    ];
    const waiting = [message('faultline', 'not yet sent')];
    const data = { case: { caseId: 'c1' }, touchedAt: at, files: [{ id: 'x', bytes: 12 }], outbox: waiting };
    const { own, says } = await show(data, log);
    const when = at.toISOString();
    expect(own).toEqual({
      ids: { conversation: 'chat', user: 'ada' },
      case: { caseId: 'c1' },
      lastTouched: when,
      messages: [
        { at: when, by: 'you', text: 'event 4116', files: ['app.txt'] },
        { at: when, by: 'Faultline', text: 'It points to threads' },
        { at: when, by: 'you', text: '', value: { faultline: { say: 'Next' } } },
      ],
      files: [{ name: 'app.txt', bytes: 12 }],
      waitingForTheirChannel: [{ at: when, by: 'Faultline', text: 'not yet sent' }],
    });
    expect([says(phrases.ownDataFile), says(phrases.ownDataCut)]).toEqual([true, false]);
  });

  it('tells a file that is kept in pieces once, by its name and size, and what came with no message in one line', async () => {
    const pieces = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, bytes: 100 }));
    const file = { contentType: 'x/y', name: 'app.evtx', contentUrl: 'attachment:a.b.a' };
    const log = [
      message('ada', 'here', { attachments: [file] }),
      message('ada', 'again', { attachments: [file] }),
      message('ada', '', { attachments: [{ contentType: 'image/png', contentUrl: 'attachment:c' }] }),
    ];
    const { own } = await show({ files: pieces }, log);
    const told = own.files.map(({ name, bytes }: { name: string; bytes: number }) => [name, bytes]);
    expect(told).toEqual([
      ['image/png', 100],
      ['app.evtx', 300],
      ['files of older messages, or not sent in one', 200],
    ]);
  });

  it('of somebody who has none says so', async () => {
    const none = { case: null, messages: [], files: [], waitingForTheirChannel: [] };
    expect((await show({}, [])).own).toEqual({ ids: { conversation: 'chat', user: 'ada' }, ...none });
  });

  const events = (count: number) => ({
    events: Array.from({ length: count }, (_, n) => ({ eventId: n, text: 'é"\\'.repeat(60) })),
  });
  const many = (count: number, text: string) => Array.from({ length: count }, (_, n) => message('ada', `${n} ${text}`));
  const fileIds = Array.from({ length: 1900 }, (_, n) => `piece-${n}`);
  const sentFile = (id: string, n: number) =>
    message('ada', `${n} `, {
      attachments: [{ contentType: 'x/y', name: 'n'.repeat(200), contentUrl: `attachment:${id}` }],
    });
  const cases: [string, Partial<PersonData>, Partial<Activity>[]][] = [
    ['one huge paste', {}, many(1, 'x'.repeat(1_000_000))],
    ['a long chat', {}, many(600, 'x'.repeat(5000))],
    ['a very long chat', {}, many(5000, 'x'.repeat(300))],
    ['quotation marks and letters beyond ASCII', {}, many(110, '"é\\€'.repeat(250))],
    ['characters that JSON spells out', {}, many(1, '\u0001\u0002'.repeat(60_000))],
    ['a case of forty events', { case: events(40) }, []],
    ['a huge case', { case: events(3000) }, many(10, 'hello')],
    ['thousands of files', { files: fileIds.map((id) => ({ id, bytes: 1 })) }, fileIds.map(sentFile)],
    ['many replies that wait', { outbox: many(400, 'y'.repeat(3000)) }, []],
  ];
  it.each(cases.flatMap(([what, ...kept]) => CHANNELS.map((channel) => [what, channel, ...kept] as const)))(
    'of %s gives on %s a file that is really there, or says that it is too long',
    async (_what, channel, data, log) => {
      const { own, drawn, says } = await show(data, log, channel);
      expect(says(phrases.ownDataTooLong)).toBe(own === undefined);
      expect(says(phrases.ownDataFile)).toBe(own !== undefined);
      expect(JSON.stringify(drawn).includes(OWN_DATA_FILE)).toBe(own !== undefined);
      const left = log.length - (own?.messages.length ?? 0);
      if (own && left > 0) expect([own.olderMessages, says(phrases.ownDataCut)]).toEqual(['left out', true]);
      if (own && log.length > 0) expect(own.messages.at(-1)?.text).toContain(`${log.length - 1} `);
    },
  );

  it('holds the web chat to a file of use, however long the chat is', async () => {
    const { own } = await show({ case: events(40) }, many(600, 'x'.repeat(5000)));
    expect(own.case.events).toHaveLength(40);
    expect(own.messages.length).toBeGreaterThan(50);
  });

  it('reads no more of a long chat than it can tell', async () => {
    const store = storeOf({}, many(10_000, 'x'.repeat(50_000)));
    await readOwnData(store, PERSON);
    expect(store.read).toBeLessThan(50);
  });

  it('asked again and again does not hold what it said before', async () => {
    const store = openSqliteStore(':memory:');
    await store.createConversation({ id: 'chat', userId: 'ada', createdAt: at });
    const sizes: number[] = [];
    for (let n = 0; n < 6; n += 1) {
      const said = withOwnData(reply('answer', 'Your data', [], []), await readOwnData(store, PERSON), (one) =>
        isShownWhole(one, 'directline'),
      );
      const drawn = { ...renderReply(said, 'some-case', 1, 'directline'), from: { id: 'faultline', name: '' } };
      sizes.push(said.files[0]?.text.length ?? 0);
      await store.commitTurn({
        caseKey: 'case',
        etag: (await store.loadCase('case'))?.etag,
        value: { shape: 1 },
        replies: [{ to: 'log', conversationId: 'chat', activity: drawn }],
        at,
      });
    }
    const growth = sizes.slice(2).map((size, n) => size - (sizes[n + 1] ?? 0));
    expect(new Set(growth).size).toBe(1);
    expect(sizes.every((size) => size > 0)).toBe(true);
    await store.close();
  });
});
