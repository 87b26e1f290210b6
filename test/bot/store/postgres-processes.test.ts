import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { describe, expect, it, vi } from 'vitest';
import { openPostgresStore } from '../../../bot/store/postgres/postgres.ts';
import { MIGRATIONS } from '../../../bot/store/postgres/postgres-schema.ts';
import type { Store } from '../../../bot/store/store.ts';
import { Lanes } from '../../../bot/turns/lanes.ts';
import { onPostgres } from './postgres-server.ts';
import { fresh, logged, message, newConversation, queued, takeOf, textsOf, turn } from './store-fixture.ts';

/** Runs SQL beside the stores. */
async function sql(url: string, text: string): Promise<unknown[]> {
  const client = new Client(url);
  await client.connect();
  return (await client.query(text).finally(() => client.end())).rows;
}

const addition = {
  oldestReader: 1,
  sql: `ALTER TABLE cases ADD COLUMN note text NOT NULL DEFAULT ''; CREATE INDEX cases_by_note ON cases (note)`,
};

onPostgres((server) => {
  describe('several processes on one database', () => {
    it('may start at once on an empty one: the schema is made once', async () => {
      const url = await server().freshUrl();
      const stores = await Promise.all(Array.from({ length: 6 }, () => openPostgresStore(url, { connections: 1 })));
      expect(await sql(url, 'SELECT version, oldest_reader FROM faultline_schema')).toEqual(
        MIGRATIONS.map(({ oldestReader }, index) => ({ version: index + 1, oldest_reader: oldestReader })),
      );
      const first = turn();
      expect(await stores[0]?.commitTurn(first)).toBe('committed');
      expect(await stores[5]?.loadCase(first.caseKey)).toBeDefined();
      await Promise.all(stores.map((store) => store.close()));
    });

    it('50 turns at once on one case, spread over four of them, have 50 effects and their replies in the same order', async () => {
      const url = await server().freshUrl();
      const stores = await Promise.all(Array.from({ length: 4 }, () => openPostgresStore(url, { connections: 3 })));
      const [first] = stores;
      if (!first) throw new Error('no store');
      const { id } = await newConversation(first);
      const caseKey = fresh('case');
      // As in the bot: within a process the turns of a case wait for each other.
      const processes = stores.map((store) => ({ store, lanes: new Lanes() }));
      const one = async (store: Store, n: number): Promise<void> => {
        const read = await store.loadCase(caseKey);
        const done = Array.isArray(read?.value) ? read.value : [];
        const commit = turn({ caseKey, etag: read?.etag, value: [...done, n], inboundId: `${caseKey}-${n}` });
        const replies = [logged(id, `did ${n}`), queued(id, `did ${n}`)];
        if ((await store.commitTurn({ ...commit, replies })) === 'committed') return;
        await setTimeout(Math.random() * 20);
        await one(store, n);
      };
      await Promise.all(
        processes.flatMap(({ store, lanes }, at) =>
          Array.from({ length: at < 2 ? 13 : 12 }, (_, n) => lanes.run(caseKey, () => one(store, n * 4 + at))),
        ),
      );
      const order = (await first.loadCase(caseKey))?.value;
      const said = Array.isArray(order) ? order.map((n) => `did ${n}`) : [];
      expect(new Set(said).size).toBe(50);
      expect(await textsOf(first, id)).toEqual(said);
      const delivered: unknown[] = [];
      for (let n = 0; n < 50; n += 1) {
        const [item] = await takeOf(stores[n % 4] ?? first, [id]);
        delivered.push(item?.activity?.text);
        await first.outboxDelivered(item?.id ?? 0);
      }
      expect(delivered).toEqual(said);
      await Promise.all(stores.map((store) => store.close()));
    });

    it('what one receives while another deletes the conversation is deleted with it, or refused', async () => {
      const url = await server().freshUrl();
      const [here, there] = await Promise.all([openPostgresStore(url), openPostgresStore(url)]);
      for (let round = 0; round < 40; round += 1) {
        const { id, userId } = await newConversation(here);
        const person = { caseKey: fresh('case'), conversationId: id, userId };
        await here.receive(id, message('before'));
        const meanwhile = async (n: number) => {
          await setTimeout(n);
          await there.receive(id, message('meanwhile')).catch(() => {});
          await there.saveAttachment(id, `file-${n}`, Uint8Array.of(1)).catch(() => {});
        };
        await Promise.all([here.forgetPerson(person), ...[0, 1, 2, 3, 4].map(meanwhile)]);
        expect(await textsOf(here, id)).toEqual([]);
        expect(await sql(url, `SELECT 1 FROM pending WHERE conversation_id = '${id}'`)).toEqual([]);
        expect(await sql(url, `SELECT 1 FROM attachments WHERE conversation_id = '${id}'`)).toEqual([]);
      }
      await Promise.all([here.close(), there.close()]);
    });

    it('the old version goes on while the new one adds to the schema', async () => {
      const url = await server().freshUrl();
      const old = await openPostgresStore(url);
      const first = turn();
      await old.commitTurn(first);
      const writing = Promise.all(Array.from({ length: 50 }, () => old.commitTurn(turn())));
      const next = await openPostgresStore(url, { migrations: [...MIGRATIONS, addition] });
      expect(new Set(await writing)).toEqual(new Set(['committed']));
      const read = await old.loadCase(first.caseKey);
      expect(await old.commitTurn({ ...first, etag: read?.etag })).toBe('committed');
      expect(await next.loadCase(first.caseKey)).toBeDefined();
      const late = await openPostgresStore(url);
      expect(await late.loadCase(first.caseKey)).toBeDefined();
      await Promise.all([old, next, late].map((store) => store.close()));
    });

    it('a version too old for the schema is refused with one sentence', async () => {
      const url = await server().freshUrl();
      const version = MIGRATIONS.length + 1;
      const next = await openPostgresStore(url, {
        migrations: [...MIGRATIONS, { ...addition, oldestReader: version }],
      });
      await next.close();
      await expect(openPostgresStore(url)).rejects.toThrow(
        `PostgreSQL could not be opened: the database has schema ${version}, which versions older than schema ${version} cannot use`,
      );
    });

    it('a connection that ends in the middle of a transaction fails that alone, and the process goes on', async () => {
      const url = await server().freshUrl();
      const store = await openPostgresStore(url);
      const { id, userId } = await newConversation(store);
      const blocker = new Client(url);
      await blocker.connect();
      await blocker.query(`BEGIN; SELECT 1 FROM conversations WHERE id = '${id}' FOR UPDATE`);
      const failed = expect(store.forgetPerson({ caseKey: fresh(), conversationId: id, userId })).rejects.toThrow(
        /^PostgreSQL could not delete a person's data/,
      );
      const ended = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = 'faultline' AND wait_event_type = 'Lock'`;
      await vi.waitFor(async () => expect((await sql(url, ended)).length).toBeGreaterThan(0));
      await failed;
      await blocker.end();
      expect((await store.forgetPerson({ caseKey: fresh(), conversationId: id, userId })).activities).toBe(0);
      await store.close();
    });

    it('every index over texts compares their bytes, whatever language the database is set to', async () => {
      const url = await server().freshUrl();
      await (await openPostgresStore(url)).close();
      const others = await sql(
        url,
        `SELECT i.indexrelid::regclass::text AS of, named.collname AS by
         FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
         CROSS JOIN unnest(i.indcollation) used (id) JOIN pg_collation named ON named.oid = used.id
         WHERE c.relnamespace = current_schema()::regnamespace AND named.collname <> 'C'`,
      );
      expect(others).toEqual([]);
    });

    it('a step that fails leaves the schema as it was', async () => {
      const url = await server().freshUrl();
      const broken = { oldestReader: 1, sql: 'CREATE TABLE half (a text); CREATE TABLE half (a text)' };
      await expect(openPostgresStore(url, { migrations: [...MIGRATIONS, broken] })).rejects.toThrow('already exists');
      const store = await openPostgresStore(url);
      expect(await sql(url, "SELECT to_regclass('half') AS half")).toEqual([{ half: null }]);
      await store.close();
    });
  });

  describe('who watches a conversation on one process', () => {
    it('hears at once what another process appended', async () => {
      const url = await server().freshUrl();
      const here = await openPostgresStore(url, { pollMs: 3_600_000 });
      const there = await openPostgresStore(url, { pollMs: 3_600_000 });
      const { id } = await newConversation(here);
      const changed = vi.fn();
      here.watch(id, changed);
      await there.commitTurn(turn({ replies: [logged(id, 'from there')] }));
      await vi.waitFor(() => expect(changed).toHaveBeenCalled(), 5000);
      await Promise.all([here.close(), there.close()]);
    });

    it('hears it later when the notice was lost', async () => {
      const url = await server().freshUrl();
      const store = await openPostgresStore(url, { pollMs: 20 });
      const { id } = await newConversation(store);
      const changed = vi.fn();
      store.watch(id, changed);
      await vi.waitFor(() => expect(changed).toHaveBeenCalled(), 5000);
      changed.mockClear();
      // What a process leaves that dies between its commit and its notice.
      await sql(url, `UPDATE conversations SET last_sequence = 1`);
      await vi.waitFor(() => expect(changed).toHaveBeenCalled(), 5000);
      await store.close();
    });

    it('hears again after the listening connection was ended by the server', async () => {
      const url = await server().freshUrl();
      const here = await openPostgresStore(url, { pollMs: 20 });
      const there = await openPostgresStore(url, { pollMs: 3_600_000 });
      const { id } = await newConversation(here);
      await sql(
        url,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'faultline' AND pid <> pg_backend_pid()`,
      );
      const changed = vi.fn();
      here.watch(id, changed);
      await there.commitTurn(turn({ inboundId: fresh(), replies: [logged(id, 'from there')] }));
      await vi.waitFor(() => expect(changed).toHaveBeenCalled(), 5000);
      await Promise.all([here.close(), there.close()]);
    });
  });

  describe('a database that lets nobody in is named in one sentence, without its password', () => {
    const open = async (change: (url: URL) => void) => {
      const url = new URL(await server().freshUrl());
      change(url);
      const error = await openPostgresStore(url.href, { waitMs: 0 }).then(
        () => new Error('it opened'),
        (failure: Error) => failure,
      );
      expect(error.message).not.toContain('secret-of-mine');
      return error.message;
    };

    it('nobody listens there', async () => {
      const message = await open((url) => {
        url.port = '1';
        url.password = 'secret-of-mine';
      });
      expect(message).toMatch(/ECONNREFUSED.*\. Start the database, or correct the address in DATABASE_URL\./);
    });
    it('there is no such database', async () => {
      const message = await open((url) => {
        url.pathname = '/nowhere';
      });
      expect(message).toMatch(/"nowhere" does not exist\. Create the database/);
    });
    it('the password is wrong', async () => {
      const message = await open((url) => {
        url.password = 'secret-of-mine';
      });
      expect(message).toMatch(/password authentication failed .*\. Correct the user or the password/);
    });
  });
});
