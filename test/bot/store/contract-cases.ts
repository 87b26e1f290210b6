import { describe, expect, it } from 'vitest';
import type { Store } from '../../../bot/store/store.ts';
import { fresh, logged, newConversation, queued, takeOf, textsOf, turn } from './store-fixture.ts';

export function describeCases(store: () => Store): void {
  describe('a case', () => {
    it('is not there before its first turn', async () => {
      expect(await store().loadCase(fresh())).toBeUndefined();
    });

    it('comes back as it was written, every character of it', async () => {
      const value = { text: 'tab\t nul\0 half \ud800 ümlaut 🙂', list: [1, 0.5, null, true], deep: { er: {} } };
      const first = turn({ value });
      expect(await store().commitTurn(first)).toBe('committed');
      expect((await store().loadCase(first.caseKey))?.value).toEqual(value);
    });

    it('gets a new etag with every write', async () => {
      const first = turn();
      await store().commitTurn(first);
      const one = await store().loadCase(first.caseKey);
      expect(await store().commitTurn({ ...first, etag: one?.etag, value: { turn: 2 } })).toBe('committed');
      const two = await store().loadCase(first.caseKey);
      expect(two?.value).toEqual({ turn: 2 });
      expect(two?.etag).not.toBe(one?.etag);
    });

    it('is not changed by a turn that read an older one', async () => {
      const first = turn();
      await store().commitTurn(first);
      const read = await store().loadCase(first.caseKey);
      await store().commitTurn({ ...first, etag: read?.etag, value: { turn: 2 } });
      expect(await store().commitTurn({ ...first, etag: read?.etag, value: { turn: 'lost' } })).toBe('conflict');
      expect((await store().loadCase(first.caseKey))?.value).toEqual({ turn: 2 });
    });

    it('is not begun twice', async () => {
      const first = turn();
      await store().commitTurn(first);
      expect(await store().commitTurn({ ...first, value: { turn: 'lost' } })).toBe('conflict');
    });

    it('is not taken for another that was deleted and begun anew', async () => {
      const first = turn();
      await store().commitTurn(first);
      const old = await store().loadCase(first.caseKey);
      await store().forgetPerson({ caseKey: first.caseKey, conversationId: fresh(), userId: 'anna' });
      await store().commitTurn(first);
      expect(await store().commitTurn({ ...first, etag: old?.etag, value: { turn: 'lost' } })).toBe('conflict');
    });

    it('may have a key of any length and any characters', async () => {
      const odd = ['x'.repeat(5000), `a\0${fresh()}`, `\ud800${fresh()}`, `\ud801${fresh()}`, `ä🙂'"%_\\${fresh()}`];
      for (const caseKey of odd)
        expect(await store().commitTurn(turn({ caseKey, value: { caseKey } }))).toBe('committed');
      for (const caseKey of odd) expect((await store().loadCase(caseKey))?.value).toEqual({ caseKey });
    });
  });

  describe('the commit of a turn', () => {
    it('appends its replies to the log in their order', async () => {
      const { id } = await newConversation(store());
      await store().commitTurn(turn({ replies: [logged(id, 'one'), logged(id, 'two'), logged(id, 'three')] }));
      expect(await textsOf(store(), id)).toEqual(['one', 'two', 'three']);
    });

    it('happens once for one inbound activity, however often it is delivered', async () => {
      const { id } = await newConversation(store());
      const first = turn({ inboundId: fresh('inbound'), replies: [logged(id, 'once')] });
      expect(await store().commitTurn(first)).toBe('committed');
      const read = await store().loadCase(first.caseKey);
      expect(await store().commitTurn({ ...first, etag: read?.etag, value: { turn: 'again' } })).toBe('duplicate');
      expect(await store().commitTurn({ ...first, caseKey: fresh() })).toBe('duplicate');
      expect(await store().loadCase(first.caseKey)).toEqual(read);
      expect(await textsOf(store(), id)).toEqual(['once']);
    });

    it('leaves nothing behind after a conflict: no reply, no remembered inbound id', async () => {
      const { id } = await newConversation(store());
      const first = turn();
      await store().commitTurn(first);
      const inboundId = fresh('inbound');
      const replies = [logged(id, 'lost'), queued(id, 'lost')];
      expect(await store().commitTurn({ ...first, inboundId, replies })).toBe('conflict');
      expect(await textsOf(store(), id)).toEqual([]);
      expect(await takeOf(store(), [id])).toEqual([]);
      expect(await store().commitTurn(turn({ inboundId }))).toBe('committed');
    });

    it('leaves nothing behind when its conversation is not there', async () => {
      const first = turn({ inboundId: fresh('inbound'), replies: [queued('teams', 'lost'), logged(fresh(), 'lost')] });
      await expect(store().commitTurn(first)).rejects.toThrow('no such conversation');
      expect(await store().loadCase(first.caseKey)).toBeUndefined();
      expect(await store().commitTurn({ ...first, replies: [] })).toBe('committed');
    });

    it('50 turns at once on one case have 50 effects, in some order', async () => {
      const { id } = await newConversation(store());
      const caseKey = fresh('case');
      const one = async (n: number): Promise<void> => {
        const read = await store().loadCase(caseKey);
        const done = Array.isArray(read?.value) ? read.value : [];
        const commit = turn({ caseKey, etag: read?.etag, value: [...done, n], inboundId: `${caseKey}-${n}` });
        const result = await store().commitTurn({ ...commit, replies: [logged(id, `did ${n}`)] });
        if (result === 'conflict') return one(n);
        expect(result).toBe('committed');
      };
      await Promise.all(Array.from({ length: 50 }, (_, n) => one(n)));
      const value = (await store().loadCase(caseKey))?.value;
      expect(Array.isArray(value) && value.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, n) => n));
      expect(await textsOf(store(), id)).toEqual(Array.isArray(value) && value.map((n) => `did ${n}`));
    });

    it('the same inbound activity ten times at once has one effect and one set of replies', async () => {
      const { id } = await newConversation(store());
      const first = turn({ inboundId: fresh('inbound'), replies: [logged(id, 'one'), logged(id, 'two')] });
      const results = await Promise.all(Array.from({ length: 10 }, () => store().commitTurn(first)));
      expect(results.filter((result) => result === 'committed')).toHaveLength(1);
      expect(await textsOf(store(), id)).toEqual(['one', 'two']);
    });
  });
}
