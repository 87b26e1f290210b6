import { statfs } from 'node:fs/promises';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { whereFrom } from './log.ts';
import type { Store } from './store/store.ts';

const MB = 1_000_000;
/** How long the size of a database is taken for what it was: to count it, its files are looked at. */
const SIZE_KEPT_MS = 30_000;
/** The same of the free disk, which each message of a connector asks for: what comes in a second does not fill a floor. */
const FREE_KEPT_MS = 1000;

type Limits = Pick<Config, 'DATA_DIR' | 'DATABASE_URL' | 'DISK_FLOOR_MB' | 'DATABASE_CEILING_MB'>;

/**
 * Whether there is room for another conversation: on the disk of the data folder, or in the PostgreSQL database, whose disk
 * nobody can see from here. There always is where nobody set a limit, and where the system does not tell.
 */
export function roomForMore(limits: Limits, log: Pick<Logger, 'error'>, store: Pick<Store, 'size'>) {
  const { DATABASE_URL, DISK_FLOOR_MB, DATABASE_CEILING_MB } = limits;
  const hasRoom =
    DATABASE_URL === undefined
      ? DISK_FLOOR_MB > 0 && onDisk(limits, log)
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

/** A number that is measured again once it is older than this. */
function keptFor(ms: number, measure: () => Promise<number>): () => Promise<number> {
  let known = { is: 0, at: Number.NEGATIVE_INFINITY };
  let asked: Promise<number> | undefined;
  const anew = async () => {
    try {
      known = { is: await measure(), at: performance.now() };
      return known.is;
    } finally {
      asked = undefined;
    }
  };
  return async () => {
    if (performance.now() - known.at < ms) return known.is;
    // Who asks meanwhile waits for the same answer.
    asked ??= anew();
    return asked;
  };
}

function onDisk({ DATA_DIR, DISK_FLOOR_MB }: Limits, log: Pick<Logger, 'error'>) {
  const free = keptFor(FREE_KEPT_MS, async () => {
    const { bavail, bsize } = await statfs(DATA_DIR);
    return Math.floor((bavail * bsize) / MB);
  });
  return async (): Promise<boolean> => {
    const freeMb = await free();
    if (freeMb >= DISK_FLOOR_MB) return true;
    log.error({ code: 'disk-nearly-full', freeMb, DISK_FLOOR_MB }, 'a new conversation was refused');
    return false;
  };
}

function inDatabase({ DATABASE_CEILING_MB }: Limits, log: Pick<Logger, 'error'>, store: Pick<Store, 'size'>) {
  const used = keptFor(SIZE_KEPT_MS, async () => Math.ceil(((await store.size?.()) ?? 0) / MB));
  return async (): Promise<boolean> => {
    const usedMb = await used();
    if (usedMb < DATABASE_CEILING_MB) return true;
    log.error({ code: 'database-nearly-full', usedMb, DATABASE_CEILING_MB }, 'a new conversation was refused');
    return false;
  };
}
