import { describe, expect, it } from 'vitest';
import type { OutboxItem, Store } from '../../../bot/store/store.ts';
import { fresh, queued, takeOf, turn, unreadable } from './store-fixture.ts';

export function describeOutbox(store: () => Store): void {
  const at = new Date('2026-03-01T10:00:00Z');
  const later = (seconds: number) => new Date(at.getTime() + seconds * 1000);
  const put = async (conversationId: string, ...texts: string[]) => {
    await store().commitTurn(turn({ replies: texts.map((text) => queued(conversationId, text)), at }));
    return conversationId;
  };
  const texts = (items: Pick<OutboxItem, 'activity'>[]) => items.map(({ activity }) => activity?.text);
  const takeFirst = async (conversations: string[], now: Date) => {
    const [item] = await takeOf(store(), conversations, now);
    if (!item) throw new Error('nothing was due');
    return item;
  };

  describe('the outbox', () => {
    it('gives out the replies of one conversation one after the other, in their order', async () => {
      const id = await put(fresh(), 'one', 'two');
      await put(id, 'three');
      const seen: (string | undefined)[] = [];
      for (let n = 0; n < 3; n += 1) {
        const [item, ...more] = await takeOf(store(), [id], at);
        expect(more).toEqual([]);
        seen.push(item?.activity?.text);
        expect(await takeOf(store(), [id], at)).toEqual([]);
        await store().outboxDelivered(item?.id ?? 0);
      }
      expect(seen).toEqual(['one', 'two', 'three']);
      expect(await takeOf(store(), [id], later(1000))).toEqual([]);
    });

    it('gives out replies of several conversations together', async () => {
      const ids = await Promise.all([put(fresh(), 'a'), put(fresh(), 'b')]);
      expect(texts(await takeOf(store(), ids, at)).toSorted()).toEqual(['a', 'b']);
    });

    it('gives each reply to one of those who ask at once', async () => {
      const ids = await Promise.all(Array.from({ length: 5 }, (_, n) => put(fresh(), `${n}`)));
      const taken = await Promise.all(Array.from({ length: 4 }, () => store().takeOutbox(at, 60_000, 1000)));
      const ours = taken.flat().filter((item) => ids.includes(item.conversationId));
      expect(texts(ours).toSorted()).toEqual(['0', '1', '2', '3', '4']);
    });

    it('gives no more than asked for', async () => {
      await Promise.all([put(fresh(), 'a'), put(fresh(), 'b')]);
      expect(await store().takeOutbox(at, 60_000, 1)).toHaveLength(1);
    });

    it('gives a reply out again when the lease has run out, and counts the delivery that was begun', async () => {
      const id = await put(fresh(), 'one');
      expect(await takeFirst([id], at)).toMatchObject({ attempts: 0, createdAt: at });
      expect(await takeOf(store(), [id], later(59))).toEqual([]);
      expect((await takeFirst([id], later(61))).attempts).toBe(1);
    });

    it('gives out what a clock that was set back by an hour since had put in, or had leased, and that once', async () => {
      const id = await put(fresh(), 'one', 'two');
      const back = later(-3600);
      expect((await takeFirst([id], at)).activity?.text).toBe('one');
      const again = await takeFirst([id], back);
      expect(again).toMatchObject({ activity: { text: 'one' }, attempts: 1 });
      expect(await takeOf(store(), [id], later(-3590))).toEqual([]);
      await store().outboxDelivered(again.id);
      expect((await takeFirst([id], back)).activity?.text).toBe('two');
    });

    it('holds later replies of the conversation back while one waits for its retry', async () => {
      const id = await put(fresh(), 'one', 'two');
      await store().outboxRetry(await takeFirst([id], at), later(30));
      expect(await takeOf(store(), [id], later(29))).toEqual([]);
      expect(await takeFirst([id], later(30))).toMatchObject({ activity: { text: 'one' }, attempts: 1 });
    });

    it('sets a dead letter aside with its reason and goes on with the next', async () => {
      const id = await put(fresh(), 'one', 'two');
      const item = await takeFirst([id], at);
      await store().outboxDead(item, '403 Forbidden');
      const letter = (await store().deadLetters(1000)).find((dead) => dead.id === item.id);
      expect(letter).toMatchObject({
        conversationId: id,
        activity: { text: 'one' },
        attempts: 1,
        reason: '403 Forbidden',
      });
      expect(await takeFirst([id], at)).toMatchObject({ activity: { text: 'two' } });
    });

    it('does not listen to somebody whose lease is now another’s', async () => {
      const id = await put(fresh(), 'one');
      const slow = await takeFirst([id], at);
      await takeFirst([id], later(61));
      await store().outboxRetry(slow, later(62));
      await store().outboxDead(slow, 'too slow');
      expect(await takeOf(store(), [id], later(63))).toEqual([]);
      expect((await store().deadLetters(1000)).some((dead) => dead.id === slow.id)).toBe(false);
    });

    it('gives out one that cannot be read without its activity, so that it can be set aside and the next ones go', async () => {
      const id = fresh();
      const broken = { to: 'outbox', conversationId: id, activity: unreadable } as const;
      await store().commitTurn(turn({ replies: [broken, queued(id, 'two')], at }));
      const one = await takeFirst([id], at);
      expect(one.activity).toBeUndefined();
      await store().outboxDead(one, 'cannot be read');
      expect((await store().deadLetters(1000)).find((dead) => dead.id === one.id)?.activity).toBeUndefined();
      expect(texts(await takeOf(store(), [id], at))).toEqual(['two']);
    });

    it('puts a dead letter back, or drops it, when the operator says so', async () => {
      const id = await put(fresh(), 'one', 'two');
      const one = await takeFirst([id], at);
      await store().outboxDead(one, 'no');
      expect(await store().reviveDeadLetter(one.id, later(5))).toBe(true);
      expect(await store().reviveDeadLetter(one.id, later(5))).toBe(false);
      expect(await takeOf(store(), [id], at)).toEqual([]);
      const again = await takeFirst([id], later(5));
      expect(again).toMatchObject({ id: one.id, attempts: 0, createdAt: later(5) });
      await store().outboxDead(again, 'still no');
      expect(await store().dropDeadLetter(one.id)).toBe(true);
      expect(await store().dropDeadLetter(one.id)).toBe(false);
      const two = await takeFirst([id], later(6));
      expect(await store().dropDeadLetter(two.id)).toBe(false);
      await store().outboxDelivered(two.id);
    });

    it('gives a dead letter that was put back only when no later one of its conversation is under way', async () => {
      const id = await put(fresh(), 'one', 'two');
      const one = await takeFirst([id], at);
      await store().outboxDead(one, 'no');
      const two = await takeFirst([id], at);
      await store().reviveDeadLetter(one.id, at);
      expect(await takeOf(store(), [id], later(1))).toEqual([]);
      await store().outboxDelivered(two.id);
      expect(texts(await takeOf(store(), [id], later(1)))).toEqual(['one']);
    });

    it('gives out what waits for a time that a clock set back has put far away', async () => {
      const id = await put(fresh(), 'one');
      const one = await takeFirst([id], at);
      await store().outboxRetry(one, later(24 * 3600));
      expect(texts(await takeOf(store(), [id], later(1)))).toEqual(['one']);
    });

    it('says how many wait and how many are dead', async () => {
      const before = await store().outboxDepth();
      const id = await put(fresh(), 'one', 'two', 'three');
      await store().outboxDead(await takeFirst([id], at), 'no');
      expect(await store().outboxDepth()).toEqual({ waiting: before.waiting + 2, dead: before.dead + 1 });
    });
  });
}
