import { vi } from 'vitest';
import { openPostgresStore } from '../../../bot/store/postgres.ts';
import { describeStore } from './contract.ts';
import { onPostgres } from './postgres-server.ts';

// Processes are started: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000 });

onPostgres((server) => {
  describeStore({ name: 'PostgreSQL', open: async () => openPostgresStore(await server().freshUrl()) });
});
