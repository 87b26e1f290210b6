import { statfs } from 'node:fs/promises';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { whereFrom } from './log.ts';
import type { Store } from './store/store.ts';

const MB = 1_000_000;
/** How long the size of a database is taken for what it was: to count it, its files are looked at. */
const SIZE_KEPT_MS = 30_000;

type Limits = Pick<Config, 'DATA_DIR' | 'DATABASE_URL' | 'DISK_FLOOR_MB' | 'DATABASE_CEILING_MB'>;

/**
 * Whether there is room for another conversation: on the disk of the data folder, or in the PostgreSQL database, whose disk
 * nobody can see from here. There always is where nobody set a limit, and where the system does not tell.
 */
export function roomForMore(limits: Limits, log: Pick<Logger, 'error'>, store: Pick<Store, 'size'>) {
  const { DATABASE_URL, DISK_FLOOR_MB, DATABASE_CEILING_MB } = limits;
  const hasRoom =
    DATABASE_URL === undefined
      ? DISK_FLOOR_MB > 0 && (() => onDisk(limits, log))
      : DATABASE_CEILING_MB > 0 && inDatabase(limits, log, store);
  return async (): Promise<boolean> => {
    if (!hasRoom) return true;
    try {
      return await hasRoom();
    } catch (error) {
      log.error({ code: 'disk-unknown', ...whereFrom(error) }, 'the room for data cannot be read');
      return true;
    }
  };
}

async function onDisk({ DATA_DIR, DISK_FLOOR_MB }: Limits, log: Pick<Logger, 'error'>): Promise<boolean> {
  const { bavail, bsize } = await statfs(DATA_DIR);
  const freeMb = Math.floor((bavail * bsize) / MB);
  if (freeMb >= DISK_FLOOR_MB) return true;
  log.error({ code: 'disk-nearly-full', freeMb, DISK_FLOOR_MB }, 'a new conversation was refused');
  return false;
}

function inDatabase({ DATABASE_CEILING_MB }: Limits, log: Pick<Logger, 'error'>, store: Pick<Store, 'size'>) {
  let known = { bytes: 0, at: Number.NEGATIVE_INFINITY };
  return async (): Promise<boolean> => {
    if (performance.now() - known.at >= SIZE_KEPT_MS)
      known = { bytes: (await store.size?.()) ?? 0, at: performance.now() };
    const usedMb = Math.ceil(known.bytes / MB);
    if (usedMb < DATABASE_CEILING_MB) return true;
    log.error({ code: 'database-nearly-full', usedMb, DATABASE_CEILING_MB }, 'a new conversation was refused');
    return false;
  };
}
