import path from 'node:path';
import { openPostgresStore } from '../../bot/store/postgres/postgres.ts';
import { openSqliteStore, SQLITE_FILE } from '../../bot/store/sqlite/sqlite.ts';
import type { Place } from './kill-run.ts';

/** Whose dialogs the bots run: their own, or something in their place that starts faster. */
export type Dialogs = 'real' | 'light';

/** One bot on a data folder. */
export function onSqlite(folder: string, dialogs: Dialogs): Place {
  const file = path.join(folder, SQLITE_FILE);
  openSqliteStore(file).close();
  return {
    folder,
    args: [dialogs, folder],
    processes: 1,
    async look(work) {
      const store = openSqliteStore(file, { shared: true });
      return work(store).finally(() => store.close());
    },
  };
}

/** Two bots on one database; `folder` is for what they keep besides. */
export async function onTwoProcesses(
  folder: string,
  dialogs: Dialogs,
  url: string,
): Promise<Place & { close(): Promise<void> }> {
  const store = await openPostgresStore(url, { connections: 2 });
  return {
    folder,
    args: [dialogs, folder, url],
    processes: 2,
    look: (work) => work(store),
    close: () => store.close(),
  };
}
