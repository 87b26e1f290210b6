import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resumePending } from '../../bot/direct-line/turn-queue.ts';
import { call, generate, poll, say, start } from './call.ts';
import { SECRET, type Served, serve } from './served.ts';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.close());

const message = (text: string, more: object = {}) => ({ type: 'message', text, from: { id: 'me' }, ...more });
const post = (on: Served, { id, token }: { id: string; token: string }, json: unknown, headers = {}) =>
  call(on, 'POST', `/conversations/${id}/activities`, { bearer: token, json, headers });

describe('POST /conversations/{id}/activities', () => {
  it('gives the id under which the activity lies in the log; ids sort as the log does', async () => {
    const opened = await start(served);
    const ids: string[] = [];
    for (const text of ['one', 'two', 'three']) ids.push(await say(served, opened, text));
    expect(ids.toSorted()).toEqual(ids);
    for (const id of ids) expect(id).toMatch(new RegExp(`^${opened.id}\\|\\d{7}$`));
    const { activities } = await poll(served, opened);
    expect(activities.map(({ id }) => id).toSorted()).toEqual(activities.map(({ id }) => id));
    expect(activities.filter(({ text }) => text === 'two').map(({ id }) => id)).toEqual([ids[1]]);
  });
  it('echoes what was sent with its channelData and unknown properties untouched', async () => {
    const opened = await start(served);
    const channelData = { clientActivityID: 'abc-1', nested: { ключ: [1, null, { deep: true }] }, 'webchat:x': 0 };
    const sent = message('line\none\ttab "quoted" 🙂 ', {
      channelData,
      entities: [{ type: 'ClientCapabilities' }],
      odd: 1,
    });
    const { body } = await post(served, opened, sent);
    const { activities } = await poll(served, opened);
    const echo = activities.find(({ id }) => id === body.id);
    expect(echo).toMatchObject({ text: sent.text, entities: sent['entities' as never], odd: 1 });
    expect(echo?.channelData).toEqual(channelData);
  });
  it('says who sent it, where, when and in which role, whatever the client says', async () => {
    const opened = await generate(served, { user: { id: 'dl_ada' } });
    const forged = {
      from: { id: 'somebody', name: 'Ada', role: 'bot' },
      conversation: { id: 'other' },
      channelId: 'x',
    };
    const { body } = await post(served, opened, message('hi', { ...forged, id: 'mine', timestamp: '2001-01-01' }));
    const { activities } = await poll(served, opened);
    expect(activities.find(({ id }) => id === body.id)).toMatchObject({
      from: { id: 'dl_ada', name: 'Ada', role: 'user' },
      conversation: { id: opened.id },
      channelId: 'directline',
      timestamp: expect.stringMatching(/^20[2-9]/),
    });
    const heard = served.heard.findLast(({ conversation }) => conversation.id === opened.id);
    expect(heard).toMatchObject({ id: body.id, from: { id: 'dl_ada' }, conversation: { id: opened.id } });
    expect(heard?.timestamp).toBeInstanceOf(Date);
  });
  it.each([5, {}, null, 'mine'])('does not keep an id that the client made up: %j', async (id) => {
    const opened = await start(served);
    const { body } = await post(served, opened, message('hi', { id }));
    const log = await served.store.activitiesAfter(opened.id, 0, 10);
    expect(log.find(({ activity }) => activity.text === 'hi')?.activity.id).toBe(body.id);
    expect((await poll(served, opened)).texts).toContain('hi');
  });
  it('marks what the bot says with the bot’s role', async () => {
    const opened = await start(served);
    await say(served, opened, 'hi');
    const reply = (await poll(served, opened)).activities.find(({ text }) => text === 'you said hi');
    expect(reply?.from.role).toBe('bot');
  });
  it('has the reply in the log when it answers', async () => {
    const opened = await start(served);
    await say(served, opened, 'hi');
    expect((await poll(served, opened)).texts).toContain('you said hi');
  });
  it('takes the same message only once when the client sends it again, and gives the first id', async () => {
    const opened = await start(served);
    const again = message('once', { channelData: { clientActivityID: 'abc-2' } });
    const answers = await Promise.all([1, 2, 3].map(() => post(served, opened, again)));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    const { texts } = await poll(served, opened);
    expect(texts.filter((text) => text === 'once')).toHaveLength(1);
    expect(texts.filter((text) => text === 'you said once')).toHaveLength(1);
  });
  it('takes a request that a proxy repeats with the same Idempotency-Key only once, unless the client told its own id', async () => {
    const opened = await start(served);
    const headers = { 'Idempotency-Key': 'request-1' };
    const ids = async (...bodies: object[]) =>
      new Set((await Promise.all(bodies.map((body) => post(served, opened, body, headers)))).map(({ body }) => body.id))
        .size;
    expect(await ids(message('by key'), message('by key'))).toBe(1);
    const own = (clientActivityID: string) => message('by id', { channelData: { clientActivityID } });
    expect(await ids(own('abc-3'), own('abc-4'), own('abc-4'))).toBe(2);
    // Neither is taken for the other, nor for what the channel itself says.
    expect(await ids(own('request-1'), message('by key'))).toBe(2);
    expect((await post(served, opened, message('new'), { 'Idempotency-Key': 'joined' })).status).toBe(200);
    const { texts } = await poll(served, opened);
    expect(texts.filter((text) => text === 'by key')).toHaveLength(1);
    expect(texts).toContain('new');
  });
  it('runs turns of one conversation one after the other, in the order in which they came', async () => {
    let running = 0;
    let most = 0;
    const slow = await serve({
      bot: async ({ text }) => {
        running++;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 2));
        running--;
        return [{ type: 'message', text: `${text}!` }];
      },
    });
    const opened = await start(slow);
    await Promise.all(['a', 'b', 'c', 'd'].map((text) => say(slow, opened, text)));
    const { texts } = await poll(slow, opened);
    const said = texts.filter((text) => /^[a-d]$/.test(text));
    expect(texts.filter((text) => /^[a-d]!$/.test(text))).toEqual(said.map((text) => `${text}!`));
    expect(most).toBe(1);
    await slow.close();
  });

  const invalid: [string, unknown][] = [
    ['nothing', undefined],
    ['an activity without a type', { text: 'hi' }],
    ['a text that is a number', { type: 'message', text: 7 }],
    ['attachments that are no list', { type: 'message', attachments: {} }],
    [
      'the address of a kept file, which only the channel writes',
      { type: 'message', attachments: [{ contentType: 'text/plain', contentUrl: 'attachment:x' }] },
    ],
    ['an attachment without a content type', { type: 'message', attachments: [{ name: 'x' }] }],
  ];
  it.each(invalid)('refuses %s with 400', async (_what, json) => {
    const { status, body } = await post(served, await start(served), json);
    expect([status, body.error?.code]).toEqual([400, 'MalformedData']);
  });
  it('refuses a conversationUpdate: who has joined is the channel’s to say', async () => {
    const { status, body } = await post(served, await start(served), { type: 'conversationUpdate' });
    expect([status, body.error?.code]).toEqual([400, 'NotSupported']);
  });
  it('answers 404 for a conversation that does not exist', async () => {
    const { status, body } = await call(served, 'POST', '/conversations/none/activities', {
      bearer: SECRET,
      json: message('hi'),
    });
    expect([status, body.error?.code]).toEqual([404, 'NotFound']);
  });
  it('answers 502 when the bot fails, and answers the message later, once', async () => {
    let broken = true;
    const bot = await serve({
      bot: ({ type, text }) => {
        if (type === 'message' && broken) throw new Error(`cannot say ${text}`);
        return [{ type: 'message', text: `${type} ${text}` }];
      },
    });
    const opened = await start(bot);
    const { status, body } = await post(bot, opened, message('secret words'));
    expect([status, body.error?.code]).toEqual([502, 'BotRejectedActivity']);
    expect(JSON.stringify(body)).not.toContain('secret words');
    expect(bot.problems).toEqual(['turn-failed']);
    broken = false;
    expect(await resumePending(bot.deps)).toBe(1);
    expect(await resumePending(bot.deps)).toBe(0);
    const { texts } = await poll(bot, opened);
    expect(texts.filter((text) => text.includes('secret words'))).toEqual(['secret words', 'message secret words']);
    await bot.close();
  });
  it('acknowledges a message whose turn takes long: it is stored, and the reply follows', async () => {
    let finish = () => {};
    const slow = await serve({
      limits: { turnWaitMs: 20 },
      bot: async ({ text }) => {
        if (text)
          await new Promise<void>((resolve) => {
            finish = resolve;
          });
        return text ? [{ type: 'message', text: `${text}!` }] : [];
      },
    });
    const opened = await start(slow);
    const { status, body } = await post(slow, opened, message('slowly'));
    expect([status, (await poll(slow, opened)).texts]).toEqual([200, ['slowly']]);
    expect(body.id).toBeDefined();
    finish();
    await slow.directLine.drain();
    expect((await poll(slow, opened)).texts).toEqual(['slowly', 'slowly!']);
    await slow.close();
  });
});

describe('GET /conversations/{id}/activities', () => {
  it('gives each activity exactly once to a client that sends the watermark back', async () => {
    const opened = await start(served);
    const seen: string[] = [];
    let watermark = '';
    const marks: number[] = [];
    for (let i = 0; i < 12; i++) {
      await say(served, opened, `m${i}`);
      const polled = await poll(served, opened, watermark);
      seen.push(...polled.texts);
      watermark = polled.watermark;
      marks.push(Number(watermark));
    }
    expect(marks.toSorted((a, b) => a - b)).toEqual(marks);
    const expected = Array.from({ length: 12 }, (_, i) => [`m${i}`, `you said m${i}`]).flat();
    expect(seen.filter((text) => text !== 'welcome')).toEqual(expected);
    expect(seen.filter((text) => text === 'welcome')).toHaveLength(1);
  });
  it('gives the same again for the same watermark', async () => {
    const opened = await start(served);
    const { watermark } = await poll(served, opened);
    await say(served, opened, 'again');
    expect(await poll(served, opened, watermark)).toEqual(await poll(served, opened, watermark));
  });
  it('gives nothing and the same watermark when there is nothing new', async () => {
    const opened = await start(served);
    await say(served, opened, 'x');
    const { watermark } = await poll(served, opened);
    expect(await poll(served, opened, watermark)).toEqual({ activities: [], texts: [], watermark });
  });
  it.each(['', 'null'])('gives the whole history on the watermark "%s"', async (watermark) => {
    const opened = await start(served);
    await say(served, opened, 'first');
    expect((await poll(served, opened, watermark)).texts).toContain('first');
  });
  it('gives a long log in pieces of bounded size', async () => {
    const small = await serve({ limits: { frameBytes: 2000 } });
    const opened = await start(small);
    for (let i = 0; i < 8; i++) await say(small, opened, String(i).repeat(900));
    const seen: string[] = [];
    let watermark = '';
    for (let polls = 0; ; polls++) {
      const polled = await poll(small, opened, watermark);
      if (polled.activities.length === 0) break;
      expect(JSON.stringify(polled.activities).length).toBeLessThan(4000);
      seen.push(...polled.texts);
      watermark = polled.watermark;
      expect(polls).toBeLessThan(30);
    }
    expect(seen.filter((text) => text.length === 900)).toHaveLength(8);
    expect(new Set(seen).size).toBe(seen.length);
    await small.close();
  });
  it('never shows who joined, nor that somebody is typing; the end of the conversation it does', async () => {
    const ending = await serve({
      bot: ({ type }) => (type === 'message' ? [{ type: 'typing' }, { type: 'endOfConversation' }] : []),
    });
    const opened = await start(ending);
    await say(ending, opened, 'bye');
    const { activities } = await poll(ending, opened);
    expect(activities.map(({ type }) => type)).toEqual(['message', 'endOfConversation']);
    await ending.close();
  });
  it('refuses a watermark that was never given out with 400', async () => {
    const { id, token } = await start(served);
    const path = `/conversations/${id}/activities?watermark=abc`;
    const { status, body } = await call(served, 'GET', path, { bearer: token });
    expect([status, body.error?.code]).toEqual([400, 'MalformedData']);
  });
  it('answers 404 for a conversation that does not exist', async () => {
    const { status, body } = await call(served, 'GET', '/conversations/none/activities', { bearer: SECRET });
    expect([status, body.error?.code]).toEqual([404, 'NotFound']);
  });
  it('answers nothing new while the store cannot be read, since a polling client never comes back from an error', async () => {
    const flaky = await serve();
    const opened = await start(flaky);
    const { activitiesAfter } = flaky.store;
    flaky.store.activitiesAfter = async () => {
      throw new Error('the disk is gone');
    };
    const { status, body } = await call(flaky, 'GET', `/conversations/${opened.id}/activities?watermark=7`, {
      bearer: opened.token,
    });
    expect([status, body]).toEqual([200, { activities: [], watermark: '7' }]);
    expect(flaky.problems).toContain('direct-line-failed');
    flaky.store.activitiesAfter = activitiesAfter;
    await flaky.close();
  });
});
