import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PIECE_BYTES } from '../../bot/direct-line/files/attachment-link.ts';
import { InHand } from '../../bot/direct-line/files/in-hand.ts';
import { openSqliteStore } from '../../bot/store/sqlite/sqlite.ts';
import { call, poll, start } from './call.ts';
import { type Served, serve } from './served.ts';

const files = (...ids: string[]) => new Map(ids.map((id) => [id, Buffer.from(id)] as const));

describe('what is in hand', () => {
  it('is taken once, as a whole, and by its own conversation', () => {
    const hand = new InHand();
    hand.hold('chat', files('a', 'b'));
    expect(hand.take('other', ['a', 'b'])).toBeUndefined();
    expect(hand.take('chat', ['a'])).toBeUndefined();
    expect([...(hand.take('chat', ['a', 'b', 'a'])?.keys() ?? [])]).toEqual(['a', 'b']);
    expect(hand.take('chat', ['a', 'b'])).toBeUndefined();
  });

  it('is let go of by whoever held it, and by nobody else', () => {
    const hand = new InHand();
    const letGo = hand.hold('chat', files('a'));
    letGo();
    expect(hand.take('chat', ['a'])).toBeUndefined();
    hand.hold('chat', files('a'));
    letGo();
    expect(hand.take('chat', ['a'])).toBeDefined();
  });

  it('is bounded, and room again when it was taken', () => {
    const hand = new InHand();
    const large = (id: string) => new Map([[id, Buffer.alloc(40 * 1024 * 1024)]]);
    hand.hold('chat', large('a'));
    hand.hold('chat', large('b'));
    expect(hand.take('chat', ['b'])).toBeUndefined();
    expect(hand.take('chat', ['a'])).toBeDefined();
    hand.hold('chat', large('b'));
    expect(hand.take('chat', ['b'])).toBeDefined();
  });
});

describe('an uploaded file', () => {
  const loaded: string[] = [];
  let served: Served;
  beforeAll(async () => {
    const store = openSqliteStore(':memory:');
    const { loadAttachment } = store;
    const watched = Object.assign(store, {
      loadAttachment: (conversationId: string, id: string) => {
        loaded.push(id);
        return loadAttachment(conversationId, id);
      },
    });
    served = await serve({ store: watched });
  });
  afterAll(async () => {
    await served.close();
    await served.store.close();
  });

  it('is kept, and comes to its turn without being read back', async () => {
    const opened = await start(served);
    const bytes = Buffer.alloc(1_500_000, 'Event ID: 4094\n');
    const form = new FormData();
    for (const name of ['a.log', 'twice.log']) form.append('file', new Blob([bytes]), name);
    const { status } = await call(served, 'POST', `/conversations/${opened.id}/upload`, {
      bearer: opened.token,
      raw: form,
    });
    expect(status).toBe(200);
    const heard = served.heard.findLast(({ type }) => type === 'message')?.attachments ?? [];
    expect(heard.map(({ name, content }) => [name, bytes.equals(content)])).toEqual([
      ['a.log', true],
      ['twice.log', true],
    ]);
    expect(loaded).toEqual([]);
    const first = createHash('sha256').update(bytes.subarray(0, PIECE_BYTES)).digest('base64url');
    expect((await served.store.loadAttachment(opened.id, first))?.length).toBe(PIECE_BYTES);
  });

  it('is read on only as fast as somebody takes it', async () => {
    const opened = await start(served);
    const form = new FormData();
    form.append('file', new Blob([Buffer.alloc(40 * PIECE_BYTES, 'x')]), 'large.log');
    const on = { bearer: opened.token };
    const { body } = await call(served, 'POST', `/conversations/${opened.id}/upload`, { ...on, raw: form });
    const { activities } = await poll(served, opened);
    const file = activities.find(({ id }) => id === body.id)?.attachments?.[0];
    loaded.length = 0;
    const answer = await fetch(file?.contentUrl ?? '');
    expect(answer.headers.get('content-length')).toBe(String(40 * PIECE_BYTES));
    const reader = answer.body?.getReader();
    expect((await reader?.read())?.value?.[0]).toBe('x'.charCodeAt(0));
    await reader?.cancel();
    expect(loaded.length).toBeGreaterThan(0);
    expect(loaded.length).toBeLessThan(40);
  });
});
