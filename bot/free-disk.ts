import { statfs } from 'node:fs/promises';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { whereFrom } from './log.ts';

const MB = 1_000_000;

/**
 * Whether the disk of the data folder has room for another conversation. Where the data lie in PostgreSQL, or nobody set
 * a floor, it always has; also where the system does not tell.
 */
export function roomOnDisk(
  { DATA_DIR, DATABASE_URL, DISK_FLOOR_MB }: Pick<Config, 'DATA_DIR' | 'DATABASE_URL' | 'DISK_FLOOR_MB'>,
  log: Pick<Logger, 'error'>,
): () => Promise<boolean> {
  if (DATABASE_URL !== undefined || DISK_FLOOR_MB === 0) return async () => true;
  return async () => {
    try {
      const { bavail, bsize } = await statfs(DATA_DIR);
      const freeMb = Math.floor((bavail * bsize) / MB);
      if (freeMb >= DISK_FLOOR_MB) return true;
      log.error({ code: 'disk-nearly-full', freeMb, DISK_FLOOR_MB }, 'a new conversation was refused');
      return false;
    } catch (error) {
      log.error({ code: 'disk-unknown', ...whereFrom(error) }, 'the room on the disk cannot be read');
      return true;
    }
  };
}
