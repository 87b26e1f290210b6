import { describe, expect, it } from 'vitest';
import type { Store } from '../../../bot/store/store.ts';
import { fresh, logged, message, newConversation, queued, takeOf, textsOf, turn } from './store-fixture.ts';

export function describePersons(store: () => Store): void {
  const bytes = Uint8Array.of(1, 2, 3);

  /** A Direct Line conversation with one answered message, and a reply for the same person in the outbox. */
  async function anna() {
    const { id, userId } = await newConversation(store());
    const person = { caseKey: fresh('case'), conversationId: id, userId };
    await store().saveAttachment(id, 'first-file', bytes);
    const attachments = [{ contentType: 'text/plain', contentUrl: 'attachment:first-file', name: 'application.txt' }];
    const { activity } = await store().receive(id, { ...message('my events'), attachments });
    const replies = [logged(id, 'the cause'), queued(id, 'elsewhere')];
    await store().commitTurn(turn({ caseKey: person.caseKey, settles: activity.id, replies }));
    return person;
  }

  describe("a person's data", () => {
    it('are shown whole', async () => {
      const person = await anna();
      const shown = await store().personData(person);
      expect(shown.case).toEqual({ turn: 1 });
      expect(shown.touchedAt?.getTime()).toBeGreaterThan(Date.now() - 60_000);
      expect(shown.files).toEqual([{ id: 'first-file', bytes: 3 }]);
      expect(shown.outbox.map(({ text }) => text)).toEqual(['elsewhere']);
    });

    it('hold the log, newest first, page by page', async () => {
      const person = await anna();
      for (const text of ['three', 'four', 'five']) await store().receive(person.conversationId, message(text));
      const page = async (before: number | undefined) =>
        (await store().ownActivities(person, before, 2)).map(
          ({ sequence, activity }) => `${sequence} ${activity.text}`,
        );
      expect(await page(undefined)).toEqual(['5 five', '4 four']);
      expect(await page(4)).toEqual(['3 three', '2 the cause']);
      expect(await page(2)).toEqual(['1 my events']);
      expect(await page(1)).toEqual([]);
    });

    it('are deleted whole', async () => {
      const person = await anna();
      expect(await store().forgetPerson(person)).toEqual({ cases: 1, activities: 2, outbox: 1 });
      const nothing = { case: undefined, touchedAt: undefined, files: [], outbox: [], reminders: [] };
      expect(await store().personData(person)).toEqual(nothing);
      expect(await store().findConversation(person.conversationId)).toBeUndefined();
      expect(await store().loadAttachment(person.conversationId, 'first-file')).toBeUndefined();
      expect(await store().forgetPerson(person)).toEqual({ cases: 0, activities: 0, outbox: 0 });
    });

    it('are not shown to, nor deleted by, somebody else in the same conversation', async () => {
      const person = await anna();
      const other = { ...person, caseKey: fresh('case'), userId: 'dl_ben' };
      expect(await store().personData(other)).toMatchObject({ case: undefined, files: [], outbox: [] });
      expect(await store().ownActivities(other, undefined, 10)).toEqual([]);
      expect(await store().forgetPerson(other)).toEqual({ cases: 0, activities: 0, outbox: 0 });
      expect(await store().ownActivities(person, undefined, 10)).toHaveLength(2);
    });

    it('can be deleted by a turn: its reply stays, and what was received after it', async () => {
      const person = await anna();
      const { conversationId: id, userId } = person;
      const { activity } = await store().receive(id, message('delete my data'));
      await store().saveAttachment(id, 'later-file', bytes);
      await store().receive(id, { ...message('and now?'), channelData: { file: 'later-file' } });
      const read = await store().loadCase(person.caseKey);
      const result = await store().commitTurn({
        ...turn({ caseKey: person.caseKey, etag: read?.etag, settles: activity.id, replies: [logged(id, 'done')] }),
        forget: { conversationId: id, userId },
      });
      expect(result).toBe('committed');
      expect(await store().loadCase(person.caseKey)).toBeUndefined();
      expect(await textsOf(store(), id)).toEqual(['and now?', 'done']);
      expect((await store().activitiesAfter(id, 0, 10)).map(({ sequence }) => sequence)).toEqual([4, 5]);
      expect(await takeOf(store(), [id])).toEqual([]);
      expect(await store().loadAttachment(id, 'first-file')).toBeUndefined();
      expect(await store().loadAttachment(id, 'later-file')).toBeDefined();
    });

    it('deleted by a turn are gone with what was said before it and not yet answered: nobody answers it any more', async () => {
      const person = await anna();
      const { conversationId: id, userId } = person;
      await store().receive(id, message('my events once more, whose turn failed'));
      const { activity } = await store().receive(id, message('delete my data'));
      await store().receive(id, message('and now?'));
      const etag = (await store().loadCase(person.caseKey))?.etag;
      const forget = { conversationId: id, userId };
      await store().commitTurn({ ...turn({ caseKey: person.caseKey, etag, settles: activity.id }), forget });
      expect(await textsOf(store(), id)).toEqual(['and now?']);
      const left = await store().unanswered({ conversationId: id, last: '|9999999' });
      expect(left.map(({ text }) => text)).toEqual(['and now?']);
    });

    it('deleted by a turn leave the log to go on where it was, since who follows it has a watermark', async () => {
      const person = await anna();
      const { conversationId: id, userId } = person;
      const { activity } = await store().receive(id, message('delete my data'));
      const etag = (await store().loadCase(person.caseKey))?.etag;
      const forget = { conversationId: id, userId };
      await store().commitTurn({ ...turn({ caseKey: person.caseKey, etag, settles: activity.id }), forget });
      expect(await textsOf(store(), id)).toEqual([]);
      await store().receive(id, message('and now?'));
      expect((await store().activitiesAfter(id, 3, 10)).map(({ sequence }) => sequence)).toEqual([4]);
    });

    it('are not deleted by a turn that ends in a conflict', async () => {
      const person = await anna();
      const { conversationId, userId } = person;
      const late = turn({ caseKey: person.caseKey, forget: { conversationId, userId } });
      expect(await store().commitTurn(late)).toBe('conflict');
      expect(await store().ownActivities(person, undefined, 10)).toHaveLength(2);
    });
  });

  describe('what nobody has touched for long', () => {
    const long = new Date('2020-01-10T12:00:00Z');
    const after = new Date('2020-01-10T12:00:00.001Z');
    const hourAfter = new Date('2020-01-10T13:00:00.001Z');

    it('is removed: cases, conversations with their logs and files, waiting replies, remembered ids', async () => {
      const { id } = await newConversation(store(), { createdAt: long });
      await store().saveAttachment(id, 'file', bytes);
      const old = turn({ inboundId: fresh('inbound'), at: long, replies: [logged(id, 'old'), queued(id, 'old')] });
      await store().commitTurn(old);
      await store().expire(long);
      expect(await store().loadCase(old.caseKey)).toBeDefined();
      expect(await store().findConversation(id)).toBeDefined();
      expect((await store().expire(after)).cases).toBeGreaterThanOrEqual(1);
      await store().expire(hourAfter);
      expect(await store().loadCase(old.caseKey)).toBeUndefined();
      expect(await store().findConversation(id)).toBeUndefined();
      expect(await textsOf(store(), id)).toEqual([]);
      expect(await store().loadAttachment(id, 'file')).toBeUndefined();
      expect(await takeOf(store(), [id], long)).toEqual([]);
      await store().expire(new Date('2020-01-12T00:00:00Z'));
      expect(await store().commitTurn({ ...turn(), inboundId: old.inboundId })).toBe('committed');
    });

    it('is kept when it was touched again', async () => {
      const { id } = await newConversation(store(), { createdAt: long });
      const first = turn({ at: long });
      await store().commitTurn(first);
      const read = await store().loadCase(first.caseKey);
      await store().commitTurn({ ...first, etag: read?.etag, at: new Date('2020-03-01T00:00:00Z') });
      await store().receive(id, message('still here'));
      await store().expire(hourAfter);
      expect(await store().loadCase(first.caseKey)).toBeDefined();
      expect(await store().findConversation(id)).toBeDefined();
    });

    it('is kept while it was touched less than its age ago, to the minute', async () => {
      const { id } = await newConversation(store(), { createdAt: long });
      const half = new Date(long.getTime() + 30 * 60_000);
      await store().commitTurn(turn({ at: half, replies: [logged(id, 'half an hour later')] }));
      await store().expire(half);
      expect(await store().findConversation(id)).toBeDefined();
    });

    it('is removed whole when there is much of it', async () => {
      const many = Array.from({ length: 450 }, () => turn({ at: new Date('2019-01-01T00:00:00Z') }));
      await Promise.all(many.map((old) => store().commitTurn(old)));
      expect((await store().expire(new Date('2019-01-02T00:00:00Z'))).cases).toBe(450);
    });
  });
}
