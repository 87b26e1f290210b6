import { describe, expect, it, vi } from 'vitest';
import { OUTBOX_BUDGET, Outbox, type OutboxDeps } from '../../../bot/connector/outbox.ts';
import { queued, turn, unreadable } from '../store/store-fixture.ts';
import { deliver, log, pass, reasons, say, store, useOutbox } from './outbox-fixture.ts';
import { connector, SECOND, texts } from './scripted-connector.ts';

useOutbox();

describe('the replies of a conversation, when something is wrong on our side', () => {
  it('are not posted by another process while the first cannot note that it has posted them', async () => {
    const { posts, send } = connector();
    await say('a', 'one');
    let away = true;
    const flaky: OutboxDeps['store'] = {
      ...store,
      outboxDelivered: (id) => (away ? Promise.reject(new Error('away')) : store.outboxDelivered(id)),
    };
    const first = new Outbox({ store: flaky, send, log, random: () => 0.5 });
    first.start();
    deliver(send);
    await pass(60);
    away = false;
    await pass(300);
    expect(texts(posts)).toEqual(['one']);
    expect(await store.outboxDepth()).toEqual({ waiting: 0, dead: 0 });
    await first.stop();
  });

  it('that are older than the budget when the bot comes back are set aside and not posted', async () => {
    const { posts, send } = connector();
    await say('a', 'of yesterday');
    vi.setSystemTime(Date.now() + OUTBOX_BUDGET.age + SECOND);
    deliver(send);
    await pass(1);
    expect(texts(posts)).toEqual([]);
    expect(await reasons()).toEqual(['too old when its turn came']);
  });

  it('go on after one that is stored in a form that cannot be read: it is set aside', async () => {
    const { posts, send } = connector();
    const broken = { to: 'outbox', conversationId: 'a', activity: unreadable } as const;
    await store.commitTurn(turn({ replies: [broken, queued('a', 'two')], at: new Date() }));
    deliver(send);
    await pass(1);
    expect(texts(posts)).toEqual(['two']);
    expect(await reasons()).toEqual(['stored in a form that cannot be read']);
  });
});
