import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { createServer } from 'restify';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { registerAlive, registerOperators } from '../../../bot/http/health-routes.ts';
import { listen, stopListening } from '../../../bot/http/listen.ts';
import { Metrics } from '../../../bot/metrics.ts';
import { openPostgresStore } from '../../../bot/store/postgres/postgres.ts';
import type { Store } from '../../../bot/store/store.ts';
import { KNOWLEDGE } from '../../dialogs/conversation.ts';
import { FaultProxy, type Weather } from './fault-proxy.ts';
import { onPostgres } from './postgres-server.ts';
import { fresh, logged, newConversation, textsOf, turn } from './store-fixture.ts';

let proxy: FaultProxy;
let store: Store;
let direct: Store;
/** A turn as the bot runs it, tried until it is done: of a connector that sends again, or of the web chat. */
async function persist(caseKey: string, conversationId: string, n: number): Promise<void> {
  let settles: string | undefined;
  for (;;) {
    try {
      if (n % 2 === 0 && settles === undefined)
        settles = (await store.receive(conversationId, { type: 'message' }, `m${n}`)).activity.id;
      const read = await store.loadCase(caseKey);
      const done = Array.isArray(read?.value) ? read.value : [];
      const commit = turn({ caseKey, etag: read?.etag, value: [...done, n] });
      const result = await store.commitTurn({
        ...commit,
        ...(n % 2 === 0 ? { settles } : { inboundId: `${caseKey}-${n}` }),
        replies: [logged(conversationId, `did ${n}`)],
      });
      if (result !== 'conflict') return;
    } catch {
      // It failed cleanly; nobody knows whether it was done.
    }
    await setTimeout(Math.random() * 20);
  }
}

onPostgres((server) => {
  beforeAll(async () => {
    proxy = new FaultProxy(server().host, server().port);
    const url = await server().freshUrl();
    direct = await openPostgresStore(url);
    const through = new URL(url);
    through.host = `127.0.0.1:${await proxy.listen()}`;
    store = await openPostgresStore(through.href, {
      connections: 4,
      pollMs: 50,
      timeouts: { connect: 300, statement: 300, query: 300 },
    });
  });
  afterAll(async () => {
    proxy.change('fine');
    await Promise.all([store?.close(), direct?.close()]);
    await proxy?.close();
  });

  it('is not reachable after a write that the server refused, until it takes one again', async () => {
    const url = await server().freshUrl();
    const admin = new Client({ connectionString: url });
    await admin.connect();
    const writable = async (is: boolean) => {
      const name = new URL(url).pathname.slice(1);
      await admin.query(`ALTER DATABASE "${name}" SET default_transaction_read_only = ${is ? 'off' : 'on'}`);
      const others = 'datname = current_database() AND pid <> pg_backend_pid()';
      await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${others}`);
    };
    const full = await openPostgresStore(url, { connections: 1 });
    try {
      const { id } = await newConversation(full);
      await writable(false);
      await expect(full.receive(id, { type: 'message' })).rejects.toThrow();
      await vi.waitFor(() => expect(full.receive(id, { type: 'message' })).rejects.toThrow(/read-only/));
      expect(await full.loadCase('a case')).toBeUndefined();
      await expect(full.ping()).rejects.toThrow(/read-only/);
      await writable(true);
      await vi.waitFor(() => full.ping(), { timeout: 10_000 });
      await full.receive(id, { type: 'message' });
    } finally {
      await full.close();
      await admin.end();
    }
  });

  describe.each<Weather>(['cut', 'stalled', 'slow'])('while the connection to the database is %s', (weather) => {
    it('every turn fails with a sentence or succeeds late; none is lost, none is done twice', async () => {
      const { id } = await newConversation(direct);
      const caseKey = fresh('case');
      const turns = Promise.all(Array.from({ length: 30 }, (_, n) => persist(caseKey, id, n)));
      for (let n = 0; n < 3; n += 1) {
        await setTimeout(30);
        proxy.change(weather);
        await setTimeout(weather === 'stalled' ? 500 : 100);
        proxy.change('fine');
      }
      await turns;
      const order = (await direct.loadCase(caseKey))?.value;
      const said = Array.isArray(order) ? order.map((n) => `did ${n}`) : [];
      expect(said).toHaveLength(30);
      expect(new Set(said).size).toBe(30);
      expect((await textsOf(direct, id)).filter((text) => text !== undefined)).toEqual(said);
      expect((await direct.pending(0, 100)).filter(({ conversationId }) => conversationId === id)).toEqual([]);
    });
  });

  describe('a store whose database cannot be reached', () => {
    it.each<Weather>(['cut', 'stalled'])('says so (%s), and works again without a restart', async (weather) => {
      await store.ping();
      proxy.change(weather);
      await expect(store.ping()).rejects.toThrow(/^PostgreSQL could not answer: \S/);
      await expect(store.commitTurn(turn())).rejects.toThrow(/^PostgreSQL could not commit a turn: \S/);
      proxy.change('fine');
      await vi.waitFor(() => store.ping(), 5000);
      expect(await store.commitTurn(turn())).toBe('committed');
    });

    it.each<Weather>(['cut', 'stalled'])('takes the bot out of service at /readyz meanwhile (%s)', async (weather) => {
      const site = createServer();
      registerAlive(site);
      const live = { current: () => KNOWLEDGE, state: { id: 'abc', since: new Date(0), problems: [] } };
      registerOperators(site, { store, live, metrics: new Metrics(), isDraining: () => false });
      const url = await listen(site.server, 0, '127.0.0.1');
      const ready = async () => (await fetch(`${url}/readyz`)).status;
      try {
        expect(await ready()).toBe(200);
        proxy.change(weather);
        expect(await ready()).toBe(503);
        expect((await fetch(`${url}/healthz`)).status).toBe(200);
        proxy.change('fine');
        await vi.waitFor(async () => expect(await ready()).toBe(200), 5000);
      } finally {
        proxy.change('fine');
        await stopListening(site.server, 0);
      }
    });

    it.each<Weather>(['cut', 'stalled'])('hears afterwards what others appended meanwhile (%s)', async (weather) => {
      const { id } = await newConversation(direct);
      const changed = vi.fn();
      const stop = store.watch(id, changed);
      await vi.waitFor(() => expect(changed).toHaveBeenCalled(), 5000);
      proxy.change(weather);
      await setTimeout(50);
      changed.mockClear();
      await direct.commitTurn(turn({ replies: [logged(id, 'meanwhile')] }));
      await setTimeout(400);
      proxy.change('fine');
      await vi.waitFor(() => expect(changed).toHaveBeenCalled(), 8000);
      stop();
    });
  });
});
