import { setImmediate } from 'node:timers/promises';
import type { Activity } from 'botbuilder';
import { afterEach, beforeEach, vi } from 'vitest';
import { Outbox, type OutboxBudget } from '../../../bot/connector/outbox.ts';
import { openSqliteStore, type SqliteStore } from '../../../bot/store/sqlite/sqlite.ts';
import { queued, turn } from '../store/store-fixture.ts';
import { SECOND, start } from './scripted-connector.ts';

/** The store of the test that runs, in memory. */
export let store: SqliteStore;
let outbox: Outbox | undefined;

/** Gives each test of a file a store, an outbox, and a clock that stands still until it is moved. */
export function useOutbox(): void {
  beforeEach(() => {
    vi.useFakeTimers({ now: start, toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    store = openSqliteStore(':memory:');
  });
  afterEach(async () => {
    await outbox?.stop();
    vi.useRealTimers();
    await store.close();
  });
}

export const log = { warn: vi.fn(), error: vi.fn() };

/** Starts to deliver what waits. */
export function deliver(
  send: (activity: Partial<Activity>) => Promise<void>,
  budget: Partial<OutboxBudget> = {},
): Outbox {
  outbox = new Outbox({ store, send, log, budget, random: () => 0.5 });
  outbox.start();
  return outbox;
}

/** A turn that says these texts in a conversation of a connector. */
export const say = (conversation: string, ...texts: string[]) =>
  store.commitTurn(turn({ replies: texts.map((text) => queued(conversation, text)), at: new Date() }));

/** Lets so much time go by, with all that happens in it. */
export async function pass(seconds: number): Promise<void> {
  for (let n = 0; n < 20; n += 1) await setImmediate();
  for (let passed = 0; passed < seconds; passed += 0.5) {
    await vi.advanceTimersByTimeAsync(SECOND / 2);
    for (let n = 0; n < 20; n += 1) await setImmediate();
  }
}

/** Why replies were set aside, the oldest first. */
export const reasons = async () => (await store.deadLetters(100)).map(({ reason }) => reason);
