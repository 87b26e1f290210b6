import path from 'node:path';
import type { Logger } from 'pino';
import { type Knowledge, loadKnowledge } from '../knowledge/load-knowledge.ts';
import { Adapter } from './adapter.ts';
import type { Config } from './config.ts';
import { converseWith } from './converse.ts';
import { directLineKeys } from './direct-line-keys.ts';
import { listen, stopListening } from './listen.ts';
import { Metrics } from './metrics.ts';
import { createServer } from './server.ts';
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

const GRACE_MS = 10_000;

/**
 * Starts everything: articles, store, channels, server.
 * Throws an Error whose message is for the operator (what is wrong, and what to do) when it cannot; then nothing runs.
 */
export async function startFaultline(config: Config, log: Logger): Promise<Faultline> {
  const knowledge = readKnowledge(config.KNOWLEDGE_DIR);
  const _keys = directLineKeys(config);
  const store = await openStore(config);
  try {
    return await serve(config, log, knowledge, store);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function serve(config: Config, log: Logger, knowledge: Knowledge, store: Store): Promise<Faultline> {
  const metrics = new Metrics();
  metrics.watchOutbox(store);
  const turns = new Turns({ store, converse: converseWith(knowledge), metrics, log });
  const adapter = new Adapter(config, log);
  const bot = new SupportBot({ turns });
  let draining = false;
  const server = createServer({ config, knowledge, store, adapter, bot, metrics, log, isDraining: () => draining });
  const url = await listen(server, config.PORT, config.HOST);

  async function stop(): Promise<void> {
    draining = true;
    await stopListening(server, GRACE_MS);
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
  return openSqliteStore(path.join(config.DATA_DIR, SQLITE_FILE));
}
