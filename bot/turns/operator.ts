import { readStorePlace } from '../config.ts';
import { printable } from '../printable.ts';
import { openBesideBot, type StorePlace } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { UsageError } from './usage.ts';

/** Prints one line of a tool's answer; strangers' words cannot steer the terminal. */
export function print(line: string): void {
  process.stdout.write(`${printable(line)}\n`);
}

/** Where the bot's data lie. Throws a UsageError with all problems. */
export function storePlace(): StorePlace {
  const read = readStorePlace();
  if (!read.ok) throw new UsageError(read.problems.join('\n'));
  return read.place;
}

/** Works on the bot's data beside it. */
export async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openBesideBot(storePlace());
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
