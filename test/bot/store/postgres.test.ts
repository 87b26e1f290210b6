import { openPostgresStore } from '../../../bot/store/postgres/postgres.ts';
import { describeStore } from './contract.ts';
import { onPostgres } from './postgres-server.ts';

onPostgres((server) => {
  describeStore({ name: 'PostgreSQL', open: async () => openPostgresStore(await server().freshUrl()) });
});
