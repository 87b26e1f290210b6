// The whole bot, with dialogs that take all the memory there is when somebody says "eat". It is there to end.
import { readConfig } from '../../bot/config.ts';
import { converseWith } from '../../bot/converse.ts';
import { directLineKeys } from '../../bot/direct-line-keys.ts';
import { LastGood } from '../../bot/knowledge/last-good.ts';
import { LiveKnowledge } from '../../bot/knowledge/live-knowledge.ts';
import { knowledgeFolders } from '../../bot/knowledge/read-knowledge.ts';
import { createLog } from '../../bot/log.ts';
import { serve } from '../../bot/serve.ts';
import { openStore } from '../../bot/store/open-store.ts';

const read = readConfig();
if (!read.ok) throw new Error(read.problems.join('\n'));
const { config } = read;
const log = createLog('info');
const folders = knowledgeFolders(undefined);
const live = new LiveKnowledge({ folders, lastGood: new LastGood(config.DATA_DIR, folders), log });
const converse = converseWith(live.current());
const eaten: object[] = [];

const store = await openStore(config);
const faultline = await serve(config, log, live, directLineKeys(config), store, (...heard) => {
  while (heard[1]?.text === 'eat') eaten.push(Array.from({ length: 1000 }, (_, n) => ({ n })));
  return converse(...heard);
});
process.stdout.write(`Faultline is ready: ${faultline.url}\n`);
