// A process that loads a PostgreSQL store for as long as it is told to, each time a line arrives, and prints what it measured.
import { createInterface } from 'node:readline';
import { openPostgresStore } from '../../bot/store/postgres/postgres.ts';
import { load } from './store-load.ts';

const [url = '', stored = '', clients = '', forMs = ''] = process.argv.slice(2);
const store = await openPostgresStore(url, { connections: Number(clients) });
createInterface({ input: process.stdin })
  .on('line', async () => {
    process.stdout.write(`${JSON.stringify(await load(store, Number(stored), Number(clients), Number(forMs)))}\n`);
  })
  .on('close', () => void store.close());
process.stdout.write('ready\n');
