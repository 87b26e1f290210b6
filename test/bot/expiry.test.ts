import { describe, expect, it } from 'vitest';
import { Expiry } from '../../bot/expiry.ts';
import { createLog } from '../../bot/log.ts';
import { Metrics } from '../../bot/metrics.ts';
import { openSqliteStore } from '../../bot/store/sqlite/sqlite.ts';
import { newConversation } from './store/store-fixture.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TODAY = Date.parse('2026-03-01T10:00:00Z');

/** A bot with a conversation of today and one that is 40 days old, under two clocks that a test may set. */
async function bot() {
  const store = openSqliteStore(':memory:');
  const today = await newConversation(store, { createdAt: new Date(TODAY) });
  const old = await newConversation(store, { createdAt: new Date(TODAY - 40 * DAY) });
  const clock = { wall: TODAY, steady: 0 };
  const metrics = new Metrics();
  const start = () =>
    new Expiry({
      store,
      metrics,
      log: createLog('silent'),
      retentionDays: 30,
      clock: { wall: () => clock.wall, steady: () => clock.steady },
    });
  const isThere = async ({ id }: { id: string }) => (await store.findConversation(id)) !== undefined;
  const pass = (ms: number) => {
    clock.wall += ms;
    clock.steady += ms;
  };
  const refused = async () => Number(/^faultline_expiry_refused_total (\d+)/m.exec(await metrics.text())?.[1]);
  return { start, clock, pass, isThere, today, old, metrics, refused };
}

describe('retention', () => {
  it('removes what nobody touched for long, and counts it', async () => {
    const { start, isThere, today, old, metrics } = await bot();
    await start().run();
    expect([await isThere(today), await isThere(old)]).toEqual([true, false]);
    expect(await metrics.text()).toContain('faultline_expired_total{what="conversations"} 1');
  });

  it('removes nothing at a start with a clock that is 400 days ahead, and all goes on when it was set right', async () => {
    const { start, clock, isThere, today, old, refused } = await bot();
    clock.wall += 400 * DAY;
    const first = start();
    await first.run();
    clock.wall -= 400 * DAY;
    clock.steady += HOUR;
    await first.run();
    expect([await isThere(today), await isThere(old), await refused()]).toEqual([true, true, 2]);
    await start().run();
    expect([await isThere(today), await isThere(old)]).toEqual([true, false]);
  });

  it('removes nothing when the clock jumps ahead while it runs', async () => {
    const { start, clock, pass, isThere, today, refused } = await bot();
    const running = start();
    await running.run();
    clock.wall += 400 * DAY;
    pass(HOUR);
    await running.run();
    expect([await isThere(today), await refused()]).toEqual([true, 1]);
  });

  it('believes a clock with which it has lived for a day: a bot that nobody used keeps nothing for ever', async () => {
    const { start, clock, pass, isThere, today } = await bot();
    clock.wall += 40 * DAY;
    const running = start();
    await running.run();
    pass(23 * HOUR);
    await running.run();
    expect(await isThere(today)).toBe(true);
    pass(HOUR);
    await running.run();
    expect(await isThere(today)).toBe(false);
  });
});
