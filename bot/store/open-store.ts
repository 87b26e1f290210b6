import path from 'node:path';
import { openSqliteStore, SQLITE_FILE } from './sqlite/sqlite.ts';
import type { Store } from './store.ts';

/** The settings that say where the data lie. */
export interface StorePlace {
  DATA_DIR: string;
  DATABASE_URL?: string | undefined;
}

/** Where the SQLite file of these settings is. */
export const sqliteFileOf = ({ DATA_DIR }: StorePlace): string => path.join(DATA_DIR, SQLITE_FILE);

/** Loaded only by who uses it. */
const postgres = () => import('./postgres/postgres.ts');

/** Opens the engine that the settings choose. Rejects with one sentence for the operator. */
export async function openStore(place: StorePlace): Promise<Store> {
  if (place.DATABASE_URL) return (await postgres()).openPostgresStore(place.DATABASE_URL);
  return openSqliteStore(sqliteFileOf(place));
}

/** Opens it for an operator's tool, beside a bot that may be running. Rejects with one sentence for the operator. */
export async function openBesideBot(place: StorePlace): Promise<Store> {
  if (place.DATABASE_URL) {
    const { openPostgresStore } = await postgres();
    return openPostgresStore(place.DATABASE_URL, { connections: 1, waitMs: 0, shared: true });
  }
  return openSqliteStore(sqliteFileOf(place), { shared: true });
}
