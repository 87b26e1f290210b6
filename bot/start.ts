import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { directLineKeys } from './direct-line-keys.ts';
import { LastGood } from './knowledge/last-good.ts';
import { LiveKnowledge } from './knowledge/live-knowledge.ts';
import { knowledgeFolders } from './knowledge/read-knowledge.ts';
import type { Faultline } from './serve.ts';
import { openStore } from './store/open-store.ts';

/**
 * Starts everything: articles, store, channels, server.
 * Throws an Error whose message is for the operator (what is wrong, and what to do) when it cannot; then nothing runs.
 */
export async function startFaultline(config: Config, log: Logger): Promise<Faultline> {
  const folders = knowledgeFolders(config.KNOWLEDGE_DIR);
  const live = new LiveKnowledge({ folders, lastGood: new LastGood(config.DATA_DIR, folders), log });
  const keys = directLineKeys(config);
  const store = await openStore(config);
  try {
    // Only now: the SDK takes long to load, and whoever mistyped an article or a folder need not wait for it.
    const { serve } = await import('./serve.ts');
    return await serve(config, log, live, keys, store);
  } catch (error) {
    await store.close();
    throw error;
  }
}
