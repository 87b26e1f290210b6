import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { OUTBOX_BUDGET, Outbox } from '../../../bot/connector/outbox.ts';
import { deliver, log, pass, reasons, say, store, useOutbox } from './outbox-fixture.ts';
import { connector, refused, SECOND, start, texts, unreachable } from './scripted-connector.ts';

useOutbox();

describe('the replies of a conversation', () => {
  it('are posted at once, in their order, and are then gone from the outbox', async () => {
    const { posts, send } = connector();
    const deliverer = deliver(send);
    await pass(0);
    await say('a', 'one', 'two', 'three');
    deliverer.filled();
    await pass(0);
    expect(texts(posts)).toEqual(['one', 'two', 'three']);
    expect(await store.outboxDepth()).toEqual({ waiting: 0, dead: 0 });
  });

  it('are found by looking again, when nobody said that there were some', async () => {
    const { posts, send } = connector();
    deliver(send);
    await pass(0);
    await say('a', 'one');
    await pass(2);
    expect(texts(posts)).toEqual(['one']);
  });

  it('wait behind one that has to be tried again; those of other conversations go on', async () => {
    const { posts, send } = connector({ one: [() => refused(502)] });
    await say('a', 'one', 'two');
    await say('b', 'other');
    deliver(send);
    await pass(3);
    expect(texts(posts)).toEqual(['one', 'other', 'one', 'two']);
  });

  it('are each posted once, in order, whatever the connector answers before it accepts them', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.constantFrom(412, 429, 502, 503, 504, 0), { maxLength: 3 }), {
          minLength: 1,
          maxLength: 5,
        }),
        async (answers) => {
          const said = answers.map((_, n) => `${n}`);
          const scripted = answers.map((codes, n) => [
            `${n}`,
            codes.map((code) => () => (code ? refused(code) : unreachable())),
          ]);
          const accepted: (string | undefined)[] = [];
          const { send } = connector(Object.fromEntries(scripted));
          const deliverer = new Outbox({
            store,
            log,
            random: () => 0.5,
            send: async (activity) => {
              await send(activity);
              accepted.push(activity.text);
            },
          });
          await say('a', ...said);
          deliverer.start();
          await pass(10 * said.length);
          await deliverer.stop();
          expect(accepted).toEqual(said);
        },
      ),
      { numRuns: 10 },
    ));
});

describe('a reply that was not accepted', () => {
  it.each([
    ['412', () => refused(412)],
    ['429 without Retry-After', () => refused(429)],
    ['429 with a Retry-After that is neither seconds nor a date', () => refused(429, { 'retry-after': 'soon' })],
    ['502', () => refused(502)],
    ['504', () => refused(504)],
    ['no answer', unreachable],
    ['no answer in time', () => Object.assign(new Error('aborted'), { name: 'AbortError' })],
  ])('is posted again after a pause (%s)', async (_, failure) => {
    const { posts, send } = connector({ one: [failure] });
    await say('a', 'one');
    deliver(send);
    await pass(0);
    expect(texts(posts)).toEqual(['one']);
    await pass(3);
    expect(texts(posts)).toEqual(['one', 'one']);
    expect(await store.outboxDepth()).toEqual({ waiting: 0, dead: 0 });
  });

  it('waits as long as Retry-After says, in seconds', async () => {
    const { posts, send } = connector({ one: [() => refused(429, { 'retry-after': '20' })] });
    await say('a', 'one');
    deliver(send);
    await pass(30);
    expect(posts.map(({ at }) => at >= 20)).toEqual([false, true]);
  });

  it('waits until the date that Retry-After says', async () => {
    const { posts, send } = connector({
      one: [() => refused(429, { 'retry-after': 'Sun, 01 Mar 2026 10:00:40 GMT' })],
    });
    await say('a', 'one');
    deliver(send);
    await pass(50);
    expect(posts.map(({ at }) => at >= 40)).toEqual([false, true]);
  });

  it('waits about twice as long after each failure, up to a limit', async () => {
    const { posts, send } = connector({ one: Array.from({ length: 8 }, () => () => refused(504)) });
    await say('a', 'one');
    deliver(send, { longestPause: 16 * SECOND, poll: SECOND / 2 });
    await pass(120);
    const pauses = posts.slice(1).map(({ at }, n) => at - (posts[n]?.at ?? 0));
    // Three quarters of 1, 2, 4, 8, 16, 16 … seconds, found by the next look.
    expect(pauses).toEqual([1, 1.5, 3, 6, 12, 12, 12, 12]);
  });

  it('does not come back at the same moment as others that were refused with it', async () => {
    let n = 0;
    await say('a', 'one');
    await say('b', 'two');
    const { send } = connector({ one: [() => refused(429)], two: [() => refused(429)] });
    const dates: number[] = [];
    const retry = vi.spyOn(store, 'outboxRetry').mockImplementation(async (_, at) => {
      dates.push(at.getTime());
    });
    const outbox = new Outbox({ store, send, log, random: () => (n++ % 10) / 10 });
    outbox.start();
    await pass(0);
    await outbox.stop();
    expect(new Set(dates).size).toBe(2);
    retry.mockRestore();
  });
});

describe('a reply is set aside for the operator, with the reason, and the next one goes on', () => {
  it.each([
    [
      'the channel refuses it',
      () => refused(403, {}, 'BotNotInConversationRoster'),
      'HTTP 403 (BotNotInConversationRoster)',
    ],
    ['it fails at the channel', () => refused(500), 'HTTP 500'],
    ['what failed is no error', () => Object.create(null), 'failed (object)'],
  ])('%s', async (_, failure, reason) => {
    const { posts, send } = connector({ one: [failure] });
    await say('a', 'one', 'two');
    deliver(send);
    await pass(1);
    expect(texts(posts)).toEqual(['one', 'two']);
    expect(await reasons()).toEqual([reason]);
  });

  it('it was tried as often as the budget allows', async () => {
    const { posts, send } = connector({ one: Array.from({ length: 9 }, () => () => refused(502)) });
    await say('a', 'one', 'two');
    deliver(send, { attempts: 3 });
    await pass(20);
    expect(texts(posts)).toEqual(['one', 'one', 'one', 'two']);
    expect(await reasons()).toEqual(['HTTP 502, 3 times']);
  });

  it('it would come too late', async () => {
    const { send } = connector({ one: [() => refused(429, { 'retry-after': '7200' })] });
    await say('a', 'one');
    deliver(send);
    await pass(1);
    expect(await reasons()).toEqual(['HTTP 429, and no more time to try again']);
  });

  it('every process that began to deliver it died', async () => {
    await say('a', 'one');
    for (let n = 0; n < OUTBOX_BUDGET.attempts; n += 1) await store.takeOutbox(start, 0, 1);
    const { posts, send } = connector();
    deliver(send);
    await pass(1);
    expect(posts).toEqual([]);
    expect(await reasons()).toEqual(['given up: no delivery came to an end']);
  });

  it('and nothing that anybody wrote stands in the reason or in the log', async () => {
    const { send } = connector({ secret: [() => refused(502, {}, 'what they wrote'), () => refused(400)] });
    await say('a', 'secret');
    log.warn.mockClear();
    log.error.mockClear();
    deliver(send);
    await pass(5);
    const written = JSON.stringify([await reasons(), log.warn.mock.calls, log.error.mock.calls]);
    expect(await reasons()).toEqual(['HTTP 400']);
    expect(written).not.toMatch(/secret|they wrote/);
  });
});

describe('no reply is posted twice of the outbox’s own accord', () => {
  it('when its delivery could not be noted for a while', async () => {
    const { posts, send } = connector();
    await say('a', 'one', 'two');
    const noted = vi.spyOn(store, 'outboxDelivered').mockRejectedValueOnce(new Error('PostgreSQL is away'));
    deliver(send, { lease: 5 * SECOND });
    await pass(10);
    expect(noted).toHaveBeenCalledTimes(3);
    expect(texts(posts)).toEqual(['one', 'two']);
  });

  it('when two processes deliver', async () => {
    const { posts, send } = connector();
    const other = new Outbox({ store, send, log });
    await Promise.all(Array.from({ length: 10 }, (_, n) => say(`${n % 3}`, `${n}`)));
    deliver(send);
    other.start();
    await pass(5);
    await other.stop();
    expect(texts(posts).toSorted()).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
  });

  it('when it ends in the middle of a delivery: it waits for it, and takes nothing new', async () => {
    const { promise: answer, resolve } = Promise.withResolvers<void>();
    const posted: (string | undefined)[] = [];
    await say('a', 'one', 'two');
    const deliverer = deliver(async ({ text }) => {
      posted.push(text);
      await answer;
    });
    await pass(0);
    const stopped = deliverer.stop();
    resolve();
    await stopped;
    deliverer.filled();
    await pass(2);
    expect(posted).toEqual(['one']);
    expect(await store.outboxDepth()).toEqual({ waiting: 1, dead: 0 });
  });
});

describe('when the store is away', () => {
  it('the outbox is read again later', async () => {
    const { posts, send } = connector();
    vi.spyOn(store, 'takeOutbox').mockRejectedValueOnce(new Error('PostgreSQL is away'));
    await say('a', 'one');
    deliver(send);
    await pass(3);
    expect(texts(posts)).toEqual(['one']);
  });

  it('a delivery that hangs counts as failed, and is tried again', async () => {
    let posts = 0;
    await say('a', 'one');
    deliver(() => {
      posts += 1;
      return posts === 1 ? new Promise<void>(() => {}) : Promise.resolve();
    });
    await pass(70);
    expect(posts).toBe(2);
    expect(await store.outboxDepth()).toEqual({ waiting: 0, dead: 0 });
  });
});
