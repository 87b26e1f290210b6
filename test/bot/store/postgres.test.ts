import { afterAll, beforeAll } from 'vitest';
import { openPostgresStore } from '../../../bot/store/postgres.ts';
import { describeStore } from './contract.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
}, 60_000);
afterAll(() => server?.stop());

describeStore({ name: 'PostgreSQL', open: async () => openPostgresStore(await server.freshUrl()) });
