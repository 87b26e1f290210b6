import { afterEach, describe, expect, it, vi } from 'vitest';
import { signPass } from '../../bot/direct-line/pass.ts';
import { openSqliteStore } from '../../bot/store/sqlite/sqlite.ts';
import { call, generate, start } from './call.ts';
import { Client, resuming, TRANSPORTS } from './client.ts';
import { commitReplies, KEYS, type Served, type ServeOptions, serve } from './served.ts';

vi.spyOn(console, 'warn').mockImplementation(() => {});

const running: { close(): Promise<void> | void }[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const each of running.splice(0).reverse()) await each.close();
});

async function served(options: ServeOptions = {}): Promise<Served> {
  const one = await serve(options);
  running.push(one);
  return one;
}
function client(...given: ConstructorParameters<typeof Client>): Client {
  const one = new Client(...given);
  running.push({ close: () => one.end() });
  return one;
}
const removed = async (on: Served, id: string) => {
  const userId = (await on.store.findConversation(id))?.userId ?? '';
  await on.store.forgetPerson({ caseKey: '', conversationId: id, userId });
};
/** As if half an hour and more had passed without a refresh. */
const tokensExpire = () => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31 * 60_000 });
const freshToken = async (id: string, user = 'dl_ada') => signPass(KEYS, 'conversation', { conv: id, user });

describe.each(TRANSPORTS)('how the client library reacts, over %s', (_transport, webSocket) => {
  it('a token that is not valid at the start: it has failed to connect, and the page has to ask for another', async () => {
    const on = await served();
    const me = client(on, { token: 'not.a.token', webSocket });
    await me.until(({ state }) => state === 'FailedToConnect');
    expect(me.ended).toBe(true);
  });
  it('an expired token at the start: the same', async () => {
    const on = await served();
    const { id } = await generate(on);
    const token = await signPass(KEYS, 'conversation', { conv: id, user: 'dl_a' }, new Date(Date.now() - 31 * 60_000));
    const me = client(on, { token, webSocket });
    await me.until(({ state }) => state === 'FailedToConnect');
  });
  it('a post with an expired token: "retry" and ExpiredToken; the page makes a new client, which goes on', async () => {
    const on = await served();
    const { id, token } = await generate(on);
    const me = client(on, { token, webSocket });
    await me.hears('welcome');
    tokensExpire();
    expect(await me.say('too late')).toBe('retry');
    await me.until(({ state }) => state === 'ExpiredToken');
    me.end();
    const next = client(on, { ...resuming({ id, token: await freshToken(id) }), watermark: me.watermark, webSocket });
    await next.say('again');
    await next.hears('you said again');
    expect([me.texts, next.texts]).toEqual([['welcome'], ['again', 'you said again']]);
  });
  it('a post that is too large: an error at once, and nothing else happens', async () => {
    const on = await served({ limits: { textLength: 10 } });
    const me = client(on, { token: (await generate(on)).token, webSocket });
    await me.hears('welcome');
    await expect(me.say('x'.repeat(11))).rejects.toMatchObject({ status: 413 });
    await me.say('short');
    await me.hears('you said short');
    expect(me.state).toBe('Online');
  });
  it('a post that the bot fails on: "retry", which the page shows as a failed message', async () => {
    const on = await served({
      bot: ({ text }) => {
        if (text === 'boom') throw new Error('boom');
        return [{ type: 'message', text: `you said ${text}` }];
      },
    });
    const me = client(on, { token: (await generate(on)).token, webSocket });
    expect(await me.say('boom')).toBe('retry');
    await me.say('fine');
    await me.hears('you said fine');
  });
  it('a post above the limit: an error after the wait that Retry-After names', async () => {
    const on = await served({ limits: { postsPerMinute: 1 } });
    const me = client(on, { token: (await generate(on)).token, webSocket });
    await me.say('one');
    await expect(me.say('two')).rejects.toMatchObject({ status: 429 });
    await me.hears('you said one');
    expect(me.state).toBe('Online');
  });
  it('a refresh that is refused: it stops, and says that the token expired', async () => {
    const on = await served();
    const opened = await start(on);
    const me = client(on, { ...resuming(opened), webSocket });
    await me.until(({ state }) => state === 'Online');
    tokensExpire();
    await me.until(({ states }) => states.includes('ExpiredToken'));
  });
  it('a refresh whose answer got lost: it is repeated with the old token, and succeeds', async () => {
    const on = await served();
    const { token } = await start(on);
    const [first, again] = [
      await call(on, 'POST', '/tokens/refresh', { bearer: token }),
      await call(on, 'POST', '/tokens/refresh', { bearer: token }),
    ];
    expect([first.status, again.status]).toEqual([200, 200]);
  });
});

describe('how the client library reacts, over polling', () => {
  it('an expired token while it polls: ExpiredToken; after reconnect() it goes on where it was', async () => {
    const on = await served();
    const opened = await start(on);
    const me = client(on, { ...resuming(opened), watermark: '0', webSocket: false });
    await me.hears('welcome');
    tokensExpire();
    await me.until(({ state }) => state === 'ExpiredToken');
    await commitReplies(on.store, { conversation: { id: opened.id }, from: { id: 'x' } } as never, [
      { type: 'message', text: 'meanwhile' },
    ]);
    me.line.reconnect({ conversationId: opened.id, token: await freshToken(opened.id) });
    await me.hears('meanwhile');
    // Each change of its state starts one more poll inside the library; Web Chat shows an id once, however often it comes.
    const shown = new Map(me.activities.map(({ id, text }) => [id, text]));
    expect([...shown.values()]).toEqual(['welcome', 'meanwhile']);
  });
  it('a conversation that was removed: Ended', async () => {
    const on = await served();
    const opened = await start(on);
    const me = client(on, { ...resuming(opened), watermark: '0', webSocket: false });
    await me.hears('welcome');
    await removed(on, opened.id);
    await me.until(({ state }) => state === 'Ended');
  });
  it('a store that fails for a while: the stream goes on, since a poll never gets an error of the server', async () => {
    const on = await served();
    const me = client(on, { token: (await generate(on)).token, webSocket: false });
    await me.hears('welcome');
    const { findConversation } = on.store;
    on.store.findConversation = async () => {
      throw new Error('the disk is gone');
    };
    await vi.waitUntil(() => on.problems.length >= 2, { timeout: 10_000 });
    on.store.findConversation = findConversation;
    await me.say('back');
    await me.hears('you said back');
    expect([me.ended, me.texts]).toEqual([false, ['welcome', 'back', 'you said back']]);
  });
});

describe('how the client library reacts, over WebSocket', () => {
  it('a socket that is closed: it comes back and hears all it missed, once', async () => {
    const on = await served();
    const { id, token } = await generate(on);
    const me = client(on, { token, webSocket: true });
    await me.say('one');
    await me.hears('you said one');
    await on.directLine.drain();
    await commitReplies(on.store, { conversation: { id }, from: { id: 'x' } } as never, [
      { type: 'message', text: 'missed' },
    ]);
    const port = Number(new URL(on.origin).port);
    running.splice(running.indexOf(on), 1);
    const store = on.store;
    on.store.close = async () => {};
    await on.close();
    const next = await serve({ store, port });
    running.push({
      close: async () => {
        await next.close();
      },
    });
    await me.hears('missed');
    await me.say('two');
    await me.hears('you said two');
    expect(me.texts.filter((text) => text !== 'welcome')).toEqual([
      'one',
      'you said one',
      'missed',
      'two',
      'you said two',
    ]);
  });
  it('a server that restarts from its file: the conversation goes on without loss or repetition', async () => {
    const store = openSqliteStore(':memory:');
    const first = await serve({ store });
    const port = Number(new URL(first.origin).port);
    const me = client(first, { token: (await generate(first)).token, webSocket: true });
    for (let i = 0; i < 3; i++) await me.say(`before ${i}`);
    await me.hears('you said before 2');
    await first.close();
    const second = await serve({ store, port });
    running.push(second);
    await me.until(() => second.directLine.sockets() === 1);
    for (let i = 0; i < 3; i++) await me.say(`after ${i}`);
    await me.hears('you said after 2');
    const said = ['before', 'after'].flatMap((when) =>
      [0, 1, 2].flatMap((i) => [`${when} ${i}`, `you said ${when} ${i}`]),
    );
    expect(me.texts.filter((text) => text !== 'welcome')).toEqual(said);
  });
  it('a reconnect into a conversation that was removed: it is over', async () => {
    const on = await served();
    const opened = await start(on);
    const me = client(on, { ...resuming(opened), watermark: '0', webSocket: true });
    await me.hears('welcome');
    await removed(on, opened.id);
    await on.directLine.drain();
    await me.until(({ ended }) => ended);
  });
  it('a reconnect with an expired token: ExpiredToken', async () => {
    const on = await served();
    const opened = await start(on);
    const me = client(on, { ...resuming(opened), watermark: '0', webSocket: true });
    await me.hears('welcome');
    tokensExpire();
    await on.directLine.drain();
    await me.until(({ states }) => states.includes('ExpiredToken'));
  });
});
