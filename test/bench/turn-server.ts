import restify from 'restify';
import { Adapter } from '../../bot/connector/adapter.ts';
import { registerMessages } from '../../bot/connector/messages-route.ts';
import { converseWith } from '../../bot/converse.ts';
import { listen } from '../../bot/http/listen.ts';
import { readKnowledge } from '../../bot/knowledge/read-knowledge.ts';
import { createLog } from '../../bot/log.ts';
import { Metrics } from '../../bot/metrics.ts';
import { readHere } from '../../bot/reading/read.ts';
import { openSqliteStore } from '../../bot/store/sqlite/sqlite.ts';
import { SupportBot } from '../../bot/support-bot.ts';
import { Turns } from '../../bot/turns/turn.ts';
import { newCase } from '../../dialogs/walking/case.ts';
import { plainUtterance } from '../../knowledge/recognizer/utterance.ts';
import { configOf, runningFaultline } from '../bot/running-faultline.ts';
import { echoServer } from './echo-server.ts';

const ONE_EVENT = 'event 4094 from MSExchangeIMC: The error 0x8004011d occurred';

// One of the servers that the turn bench compares, in a process of its own. Tells its address, ends with its parent.

const echo = () => listen(echoServer().server, 0, '127.0.0.1');

/**
 * The product's own way from a request to its answer, with one reply for all and nothing kept: what is left of a turn when
 * recognition, dialogs and the store cost nothing.
 */
async function hollow(): Promise<string> {
  const config = configOf('unused');
  const log = createLog('silent');
  const now = new Date();
  const said = await converseWith(readKnowledge(undefined))(newCase(now), plainUtterance(ONE_EVENT), now);
  const store = {
    ...openSqliteStore(':memory:'),
    loadCase: async () => undefined,
    commitTurn: async () => 'committed' as const,
  };
  const turns = new Turns({ store, converse: async () => said, metrics: new Metrics(), log });
  const server = restify.createServer();
  const read = readHere(plainUtterance(ONE_EVENT));
  registerMessages(server, new Adapter(config, log), new SupportBot({ turns, recognize: async () => read }), config);
  return listen(server.server, 0, '127.0.0.1');
}

const SERVERS: Record<string, () => Promise<string>> = {
  echo,
  hollow,
  faultline: async () => (await runningFaultline()).url,
};
process.send?.(await SERVERS[process.argv[2] ?? '']?.());
process.on('disconnect', () => process.exit(0));
