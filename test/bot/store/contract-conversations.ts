import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import type { Store } from '../../../bot/store/store.ts';
import { fresh, logged, message, newConversation, textsOf, turn, unreadable } from './store-fixture.ts';

export function describeConversations(store: () => Store): void {
  const sweepOf = async (id: string, olderThanMs = 0) =>
    (await store().pending(olderThanMs, 1000)).filter((pending) => pending.conversationId === id);
  /** The texts of what waits in a conversation, in order. */
  const waitingIn = async (id: string, last = '|9999999') =>
    (await store().unanswered({ conversationId: id, last })).map(({ text }) => text);

  describe('a Direct Line conversation', () => {
    it('is found again with the user its token is bound to', async () => {
      const conversation = await newConversation(store());
      expect(await store().findConversation(conversation.id)).toEqual(conversation);
      expect(await store().findConversation(fresh())).toBeUndefined();
    });

    it('is started by exactly one of those who start it', async () => {
      const { id } = await newConversation(store());
      const opened = await Promise.all(Array.from({ length: 5 }, () => store().openConversation(id)));
      expect(opened.filter(Boolean)).toHaveLength(1);
      expect(await store().openConversation(id)).toBe(false);
      expect(await store().openConversation(fresh())).toBe(false);
    });
  });

  describe('the log of a conversation', () => {
    it('gives each activity the next sequence and its id, whoever wrote it', async () => {
      const { id } = await newConversation(store());
      const received = await store().receive(id, message('hello'));
      await store().commitTurn(turn({ replies: [logged(id, 'good day')] }));
      await store().receive(id, message('and again'));
      expect(received.activity.id).toBe(`${id}|0000001`);
      const log = await store().activitiesAfter(id, 0, 10);
      expect(log.map(({ sequence, activity }) => [sequence, activity.id, activity.text])).toEqual([
        [1, `${id}|0000001`, 'hello'],
        [2, `${id}|0000002`, 'good day'],
        [3, `${id}|0000003`, 'and again'],
      ]);
    });

    it('has no gap and no double after many wrote at once', async () => {
      const { id } = await newConversation(store());
      await Promise.all(
        Array.from({ length: 40 }, (_, n) =>
          n % 2
            ? store().receive(id, message(`person ${n}`))
            : store().commitTurn(turn({ replies: [logged(id, `bot ${n}`), logged(id, `bot ${n} more`)] })),
        ),
      );
      const log = await store().activitiesAfter(id, 0, 1000);
      expect(log.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 60 }, (_, n) => n + 1));
      expect(new Set(log.map(({ activity }) => activity.text)).size).toBe(60);
    });

    it('is read on from a watermark, so many at a time', async () => {
      const { id } = await newConversation(store());
      await store().commitTurn(turn({ replies: ['a', 'b', 'c', 'd'].map((text) => logged(id, text)) }));
      expect((await store().activitiesAfter(id, 1, 2)).map(({ sequence }) => sequence)).toEqual([2, 3]);
      expect(await store().activitiesAfter(id, 4, 2)).toEqual([]);
      expect(await store().activitiesAfter(fresh(), 0, 2)).toEqual([]);
    });

    it('keeps an activity whole: times, attachments, channel data, every character', async () => {
      const { id } = await newConversation(store());
      const activity = {
        type: 'message',
        text: 'nul \0, half \ud800, 🙂',
        timestamp: new Date('2026-03-01T10:00:00.123Z'),
        attachments: [{ contentType: 'text/plain', contentUrl: 'http://localhost/a' }],
        channelData: { clientActivityID: 'x', list: [{ deep: null }] },
      };
      await store().receive(id, activity);
      expect((await store().activitiesAfter(id, 0, 1))[0]?.activity).toEqual({ ...activity, id: `${id}|0000001` });
    });

    it('takes nothing for a conversation that is not there', async () => {
      await expect(store().receive(fresh(), message('hello'))).rejects.toThrow('no such conversation');
    });
  });

  describe("a person's activity", () => {
    it('sent again under the same client id is not a second one', async () => {
      const { id } = await newConversation(store());
      const other = await newConversation(store());
      const first = await store().receive(id, message('hello'), 'client-1');
      const again = await store().receive(id, message('hello'), 'client-1');
      expect([first.isNew, again.isNew]).toEqual([true, false]);
      expect(again.activity.id).toBe(first.activity.id);
      expect((await store().receive(other.id, message('hello'), 'client-1')).isNew).toBe(true);
      expect(await textsOf(store(), id)).toEqual(['hello']);
    });

    it('sent ten times at once under the same client id is one', async () => {
      const { id } = await newConversation(store());
      const received = await Promise.all(
        Array.from({ length: 10 }, () => store().receive(id, message('hello'), 'same\0id')),
      );
      expect(received.filter(({ isNew }) => isNew)).toHaveLength(1);
      expect(new Set(received.map(({ activity }) => activity.id))).toEqual(new Set([`${id}|0000001`]));
      expect(await textsOf(store(), id)).toEqual(['hello']);
    });

    it('is pending until the turn that settles it is committed, once', async () => {
      const { id } = await newConversation(store());
      const one = await store().receive(id, message('one'));
      const two = await store().receive(id, message('two'));
      const last = two.activity.id ?? '';
      expect(await sweepOf(id)).toEqual([{ conversationId: id, last }]);
      expect(await store().unanswered({ conversationId: id, last })).toEqual([one.activity, two.activity]);
      expect(await waitingIn(id, one.activity.id)).toEqual(['one']);
      const answer = turn({ settles: one.activity.id, replies: [logged(id, 'answer')] });
      expect(await store().commitTurn(answer)).toBe('committed');
      expect(await waitingIn(id)).toEqual(['two']);
      expect(await waitingIn(id, one.activity.id)).toEqual([]);
      expect(await store().commitTurn({ ...answer, caseKey: fresh() })).toBe('duplicate');
      expect(await textsOf(store(), id)).toEqual(['one', 'two', 'answer']);
    });

    it('is taken from who still has it while it waits, and is the same as what is read back', async () => {
      const { id } = await newConversation(store());
      const other = await newConversation(store());
      const times = { timestamp: new Date(1000), localTimestamp: '2024-02-03T04:05:06+01:00' };
      const one = await store().receive(id, { ...message('one'), ...(times as object) });
      const two = await store().receive(id, message('two'));
      const foreign = await store().receive(other.id, message('foreign'));
      const to = { conversationId: id, last: two.activity.id ?? '' };
      const inHand = new Map([one, foreign].map(({ activity }) => [activity.id ?? '', activity]));
      const readBack = await store().unanswered(to);
      expect(await store().unanswered(to, inHand)).toEqual(readBack);
      const told = new Map([[one.activity.id ?? '', { ...one.activity, text: 'as it is in hand' }]]);
      expect((await store().unanswered(to, told)).map(({ text }) => text)).toEqual(['as it is in hand', 'two']);
      await store().commitTurn(turn({ settles: one.activity.id }));
      expect((await store().unanswered(to, told)).map(({ text }) => text)).toEqual(['two']);
    });

    it('stays pending when its turn ended in a conflict', async () => {
      const { id } = await newConversation(store());
      const { activity } = await store().receive(id, message('one'));
      const first = turn();
      await store().commitTurn(first);
      expect(await store().commitTurn({ ...first, settles: activity.id })).toBe('conflict');
      expect(await waitingIn(id)).toEqual(['one']);
    });

    it('has one effect when its turn is committed ten times at once, each time for another case', async () => {
      const { id } = await newConversation(store());
      const { activity } = await store().receive(id, message('one'));
      const answer = () => turn({ settles: activity.id, replies: [logged(id, 'answer')] });
      const results = await Promise.all(Array.from({ length: 10 }, () => store().commitTurn(answer())));
      expect(results.toSorted()).toEqual(['committed', ...Array.from({ length: 9 }, () => 'duplicate')]);
      expect(await textsOf(store(), id)).toEqual(['one', 'answer']);
    });

    it('shows a sentence in the place of an entry that cannot be read, and all the others', async () => {
      const conversation = await newConversation(store());
      const { id } = conversation;
      const sent = await store().receive(id, unreadable, 'client-1');
      await store().receive(id, message('two'));
      await store().commitTurn(turn({ replies: [{ to: 'log', conversationId: id, activity: unreadable }] }));
      const told = expect.stringContaining('cannot be read');
      expect(await textsOf(store(), id)).toEqual([told, 'two', told]);
      const own = await store().ownActivities({ ...conversation, conversationId: id, caseKey: fresh() }, undefined, 10);
      expect(own.map(({ activity }) => activity.text)).toEqual([told, 'two', told]);
      // Nobody could answer it, and it does not keep others from being answered.
      expect(await waitingIn(id)).toEqual(['two']);
      const again = await store().receive(id, unreadable, 'client-1');
      expect(again).toEqual({ isNew: false, activity: expect.objectContaining({ id: sent.activity.id, text: told }) });
    });

    it('is not swept up while its turn may still be running', async () => {
      const { id } = await newConversation(store());
      await store().receive(id, message('just now'));
      expect(await sweepOf(id, 60_000)).toEqual([]);
      expect(await sweepOf(id)).toHaveLength(1);
    });
  });

  describe('a file that came with an activity', () => {
    it('comes back byte for byte, in its own conversation alone', async () => {
      const { id } = await newConversation(store());
      const other = await newConversation(store());
      const bytes = Uint8Array.from({ length: 300_000 }, (_, n) => (n * 7) & 0xff);
      await store().saveAttachment(id, 'file', bytes);
      await store().saveAttachment(id, 'file', bytes);
      const loaded = await store().loadAttachment(id, 'file');
      expect(loaded && Buffer.compare(loaded, bytes)).toBe(0);
      expect(await store().loadAttachment(other.id, 'file')).toBeUndefined();
      expect(await store().attachmentSize(id, 'file')).toBe(bytes.length);
      expect(await store().attachmentSize(other.id, 'file')).toBeUndefined();
      await expect(store().saveAttachment(fresh(), 'file', bytes)).rejects.toThrow('no such conversation');
    });
  });

  describe('a token that was exchanged', () => {
    it('is remembered with the time of the first exchange, in its conversation alone', async () => {
      const { id } = await newConversation(store());
      const other = await newConversation(store());
      const first = new Date('2026-03-01T10:00:00Z');
      expect(await store().tokenRetiredAt(id, 'token')).toBeUndefined();
      await store().retireToken(id, 'token', first);
      await store().retireToken(id, 'token', new Date());
      expect(await store().tokenRetiredAt(id, 'token')).toEqual(first);
      expect(await store().tokenRetiredAt(other.id, 'token')).toBeUndefined();
    });
  });

  describe('a line of tokens that was ended', () => {
    it('is remembered with the time of its last end, in its conversation alone', async () => {
      const { id } = await newConversation(store());
      const other = await newConversation(store());
      const [first, last] = [new Date('2026-03-01T10:00:00Z'), new Date('2026-03-02T10:00:00Z')];
      expect(await store().lineEndedAt(id)).toBeUndefined();
      for (const at of [first, last, first]) await store().endLine(id, at);
      expect(await store().lineEndedAt(id)).toEqual(last);
      expect(await store().lineEndedAt(other.id)).toBeUndefined();
    });
  });

  describe('who watches a conversation', () => {
    it('is called after something was appended, until they unsubscribe', async () => {
      const { id } = await newConversation(store());
      const changed = vi.fn();
      const stop = store().watch(id, changed);
      await store().receive(id, message('hello'));
      await vi.waitFor(() => expect(changed).toHaveBeenCalled());
      changed.mockClear();
      await store().commitTurn(turn({ replies: [logged(id, 'good day')] }));
      await vi.waitFor(() => expect(changed).toHaveBeenCalled());
      stop();
      // What was on its way when they left may still arrive.
      await setTimeout(50);
      changed.mockClear();
      await store().receive(id, message('anybody there?'));
      await setTimeout(50);
      expect(changed).not.toHaveBeenCalled();
    });

    it('is not called for another conversation', async () => {
      const { id } = await newConversation(store());
      const other = await newConversation(store());
      const changed = vi.fn();
      const stop = store().watch(id, changed);
      await store().receive(other.id, message('hello'));
      await setTimeout(50);
      stop();
      expect(changed).not.toHaveBeenCalled();
    });
  });
}
