import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OUTBOX_BUDGET, Outbox } from '../../../bot/connector/outbox.ts';
import { openSqliteStore, type SqliteStore } from '../../../bot/store/sqlite/sqlite.ts';
import { OUTBOX_FAR_MS } from '../../../bot/store/store.ts';
import { queued, turn } from '../store/store-fixture.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.parse('2026-03-01T10:00:00Z');
const GRACE = 10 * MINUTE;

let store: SqliteStore;
beforeEach(() => {
  store = openSqliteStore(':memory:');
});
afterEach(() => store.close());

/** Looks once, by a clock on the wall that is so far from the one the reply was put in by. */
async function lookedAt(offset: number, told = { wall: NOW + offset, steady: 0 }) {
  const posted: (string | undefined)[] = [];
  const outbox = new Outbox({
    store,
    send: async ({ text }) => {
      posted.push(text);
    },
    log: { warn: () => {}, error: () => {} },
    clock: { wall: () => told.wall, steady: () => told.steady },
    budget: { grace: GRACE },
  });
  outbox.filled();
  await outbox.stop();
  return posted;
}

describe('a reply that waits while the clock is set', () => {
  beforeEach(() => store.commitTurn(turn({ replies: [queued('a', 'one')], at: new Date(NOW) })));

  it.each([
    ['an hour ahead at the next start', HOUR],
    ['an hour and a half ahead', 1.5 * HOUR],
    ['four minutes back', -4 * MINUTE],
    ['an hour back', -HOUR],
    ['400 days back', -400 * 24 * HOUR],
  ])('%s, goes out', async (_how, offset) => {
    expect(await lookedAt(offset)).toEqual(['one']);
  });

  it('that is older than any clock is wrong by is set aside', async () => {
    expect(await lookedAt(OUTBOX_BUDGET.age + OUTBOX_FAR_MS + MINUTE)).toEqual([]);
    expect(await store.outboxDepth()).toEqual({ waiting: 0, dead: 1 });
  });
});
