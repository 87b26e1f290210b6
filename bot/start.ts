import path from 'node:path';
import type { Logger } from 'pino';
import { type Knowledge, loadKnowledge } from '../knowledge/load-knowledge.ts';
import { Adapter } from './adapter.ts';
import { Chores } from './chores.ts';
import type { Config } from './config.ts';
import { converseWith } from './converse.ts';
import type { DirectLineDeps } from './direct-line/deps.ts';
import { DIRECT_LINE_LIMITS } from './direct-line/limits.ts';
import { resumePending } from './direct-line/turn-queue.ts';
import { directLineKeys } from './direct-line-keys.ts';
import { listen, stopListening } from './listen.ts';
import { Metrics } from './metrics.ts';
import { createServer } from './server.ts';
import { openPostgresStore } from './store/postgres.ts';
import { openSqliteStore, SQLITE_FILE } from './store/sqlite.ts';
import type { Store } from './store/store.ts';
import { SupportBot } from './support-bot.ts';
import { Turns } from './turn.ts';

/** A running bot. */
export interface Faultline {
  /** where it listens, like `http://127.0.0.1:3978` */
  url: string;
  /** Stops taking work, finishes what was begun, and closes the store. Calling it again waits for the same end. */
  close(): Promise<void>;
}

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;
/** How long open requests may take to end when the process stops. */
const GRACE = 10 * SECOND;
/** From here on an acknowledged message without its replies counts as lost by another process, and is run again. */
const TURN_LOST = 30 * SECOND;

/**
 * Starts everything: articles, store, channels, server.
 * Throws an Error whose message is for the operator (what is wrong, and what to do) when it cannot; then nothing runs.
 */
export async function startFaultline(config: Config, log: Logger): Promise<Faultline> {
  const knowledge = readKnowledge(config.KNOWLEDGE_DIR);
  const keys = directLineKeys(config);
  const store = await openStore(config);
  try {
    return await serve(config, log, knowledge, keys, store);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function serve(
  config: Config,
  log: Logger,
  knowledge: Knowledge,
  keys: readonly string[],
  store: Store,
): Promise<Faultline> {
  const metrics = new Metrics();
  const turns = new Turns({ store, converse: converseWith(knowledge), metrics, log });
  const adapter = new Adapter(config, log);
  const bot = new SupportBot({ turns });
  const direct: DirectLineDeps = {
    store,
    keys,
    ...(config.DIRECT_LINE_SECRET && { secret: config.DIRECT_LINE_SECRET }),
    ...(config.PUBLIC_URL && { publicUrl: config.PUBLIC_URL }),
    trustedOrigins: config.WEB_CHAT_ORIGINS,
    limits: DIRECT_LINE_LIMITS,
    onActivity: async (activity) => {
      await bot.run(activity, 'log');
    },
    log,
  };
  let draining = false;
  const parts = { config, knowledge, store, adapter, bot, direct, metrics, log, isDraining: () => draining };
  const { server, directLine } = createServer(parts);
  metrics.watchOutbox(store);
  metrics.gauge('faultline_direct_line_sockets', 'Open Direct Line streams', () => directLine.sockets());

  // Before anybody can say more: what was acknowledged before a crash is answered first.
  await resumePending(direct);
  const url = await listen(server, config.PORT, config.HOST);
  const chores = new Chores(log);
  chores.every(TURN_LOST, 'resume', () => resumePending(direct, TURN_LOST));
  chores.every(HOUR, 'expire', () => store.expire(new Date(Date.now() - config.RETENTION_DAYS * DAY)));

  async function stop(): Promise<void> {
    draining = true;
    await chores.stop();
    await directLine.drain();
    await stopListening(server, GRACE);
    await directLine.drain();
    await turns.idle();
    await store.close();
  }
  let stopped: Promise<void> | undefined;
  return {
    url,
    close: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

function readKnowledge(folder: string | undefined): Knowledge {
  let loaded: ReturnType<typeof loadKnowledge>;
  try {
    loaded = folder === undefined ? loadKnowledge() : loadKnowledge(folder);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new Error(
      `The articles cannot be read${code}. Set KNOWLEDGE_DIR to a folder with questions.yaml and articles/, or leave it out.`,
      { cause: error },
    );
  }
  if (!loaded.ok) throw new Error(['The articles have problems:', ...loaded.problems].join('\n'));
  return loaded.knowledge;
}

async function openStore(config: Config): Promise<Store> {
  if (config.DATABASE_URL) return openPostgresStore(config.DATABASE_URL);
  return openSqliteStore(path.join(config.DATA_DIR, SQLITE_FILE));
}
