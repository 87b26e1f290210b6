import { describe, expect, it } from 'vitest';
import type { Reminder, Store } from '../../../bot/store/store.ts';
import { fresh, message, turn } from './store-fixture.ts';

export function describeReminders(store: () => Store): void {
  const at = new Date('2026-03-01T10:00:00Z');
  const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000);
  const LEASE = 60_000;
  const of = (part: Partial<Reminder> = {}): Reminder => ({
    id: fresh('reminder'),
    due: later(60),
    to: 'log',
    conversationId: fresh('conversation'),
    activity: message('remind'),
    ...part,
  });
  const set = async (remind = of(), caseKey = fresh('case')) => {
    await store().commitTurn(turn({ caseKey, remind, at }));
    return { caseKey, ...remind };
  };
  /** What is taken of these; what belongs to other tests goes unheeded. */
  const take = async (ids: readonly string[], now: Date) =>
    (await store().takeReminders(now, LEASE, 1000)).filter(({ id }) => ids.includes(id));

  describe('reminders', () => {
    it('gives one out at its time, and not before', async () => {
      const { id, conversationId } = await set(of({ to: 'outbox' }));
      expect(await take([id], later(59))).toEqual([]);
      expect(await take([id], later(60))).toEqual([
        { id, to: 'outbox', conversationId, activity: { type: 'message', text: 'remind' } },
      ]);
    });

    it('gives it to one of those who ask at once', async () => {
      const { id } = await set();
      const taken = await Promise.all(Array.from({ length: 4 }, () => take([id], later(60))));
      expect(taken.flat().map((one) => one.id)).toEqual([id]);
    });

    it('gives it out again when whoever took it has not said that it was given', async () => {
      const { id } = await set();
      expect(await take([id], later(60))).toHaveLength(1);
      expect(await take([id], later(60.9))).toEqual([]);
      expect(await take([id], later(61))).toHaveLength(1);
      await store().reminderDone(id);
      expect(await take([id], later(90))).toEqual([]);
    });

    it('is one for each case: a later one takes its place, and a turn may take it back', async () => {
      const first = await set();
      const etag = (await store().loadCase(first.caseKey))?.etag;
      const second = of();
      await store().commitTurn(turn({ caseKey: first.caseKey, etag, remind: second, at }));
      await store().reminderDone(first.id);
      expect((await take([first.id, second.id], later(60))).map(({ id }) => id)).toEqual([second.id]);
      const now = (await store().loadCase(first.caseKey))?.etag;
      await store().commitTurn(turn({ caseKey: first.caseKey, etag: now, remind: 'none', at }));
      expect(await take([second.id], later(90))).toEqual([]);
    });

    it('a turn that says nothing of it leaves it as it is; one that was not committed has set none', async () => {
      const { id, caseKey } = await set();
      const etag = (await store().loadCase(caseKey))?.etag;
      const refused = of();
      expect(await store().commitTurn(turn({ caseKey, etag: (etag ?? 0) + 1, remind: refused, at }))).toBe('conflict');
      await store().commitTurn(turn({ caseKey, etag, at }));
      expect((await take([id, refused.id], later(60))).map((one) => one.id)).toEqual([id]);
    });

    it('comes no later than its wait after a clock that was set back, and once', async () => {
      const { id } = await set();
      expect(await take([id], later(-1000))).toEqual([]);
      expect(await take([id], later(-941))).toEqual([]);
      expect(await take([id], later(-940))).toHaveLength(1);
      expect(await take([id], later(-940))).toEqual([]);
    });

    it('one that cannot be read is given out without its activity', async () => {
      const unreadable = Object.assign(message(''), { type: 5 as unknown as string });
      const { id } = await set(of({ activity: unreadable }));
      expect(await take([id], later(60))).toMatchObject([{ id, activity: undefined }]);
    });

    it('is shown to its person, and forgotten with the rest', async () => {
      const { id, caseKey, conversationId } = await set();
      const person = { caseKey, conversationId, userId: 'ada' };
      expect((await store().personData(person)).reminders).toEqual([later(60)]);
      await store().forgetPerson(person);
      expect((await store().personData(person)).reminders).toEqual([]);
      expect(await take([id], later(60))).toEqual([]);
    });

    it('is forgotten by a turn in which the person asks for it', async () => {
      const { id, caseKey, conversationId } = await set();
      const etag = (await store().loadCase(caseKey))?.etag;
      await store().commitTurn(turn({ caseKey, etag, forget: { conversationId, userId: 'ada' }, at }));
      expect(await take([id], later(60))).toEqual([]);
    });

    it('keeps its case until it has come; one that could not come in all that time expires with it', async () => {
      const { id, caseKey } = await set(of({ due: later(60) }));
      await store().expire(later(30));
      expect(await store().loadCase(caseKey)).toBeDefined();
      await store().expire(later(61));
      expect(await store().loadCase(caseKey)).toBeUndefined();
      expect(await take([id], later(90))).toEqual([]);
    });
  });
}
