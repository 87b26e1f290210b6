import { ServiceClientCredentialsFactory } from 'botframework-connector';
import { createServer } from 'restify';
import { readConfig } from '../../../bot/config.ts';
import { Adapter } from '../../../bot/connector/adapter.ts';
import { CachedAuthentication } from '../../../bot/connector/connector-clients.ts';
import { registerMessages } from '../../../bot/connector/messages-route.ts';
import { Outbox } from '../../../bot/connector/outbox.ts';
import { type Converse, converseWith } from '../../../bot/converse.ts';
import { Metrics } from '../../../bot/metrics.ts';
import { openSqliteStore } from '../../../bot/store/sqlite/sqlite.ts';
import { SupportBot } from '../../../bot/support-bot.ts';
import { Teams } from '../../../bot/teams/teams.ts';
import { Turns } from '../../../bot/turns/turn.ts';
import { KNOWLEDGE } from '../../dialogs/conversation.ts';
import { APP_ID, BOT_TOKEN, type TeamsConnector } from './connector.ts';

/** What the login endpoint of the cloud would hand out: it is reached over TLS only, so it has no stand-in. */
class StandInCredentials extends ServiceClientCredentialsFactory {
  override isValidAppId = async (id: string) => id === APP_ID;
  override isAuthenticationDisabled = async () => false;
  override createCredentials: ServiceClientCredentialsFactory['createCredentials'] = async () => ({
    signRequest: async (request) => {
      request.headers.set('authorization', `Bearer ${BOT_TOKEN}`);
      return request;
    },
  });
}

/** The bot with everything that a message from Teams passes through, on a free port. */
export async function startTeamsBot(connector: TeamsConnector, converse: Converse = converseWith(KNOWLEDGE)) {
  const read = readConfig(connector.settings);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  const { config } = read;
  const log = { warn: () => undefined, error: () => undefined };
  const store = openSqliteStore(':memory:');
  const metrics = new Metrics();
  const turns = new Turns({ store, converse, metrics, log });
  const adapter = new Adapter(config, log, new CachedAuthentication(config, new StandInCredentials()));
  const outboxFilled = () => outbox.filled();
  const teams = new Teams({ adapter, converse, metrics, log, outboxFilled });
  // The pauses of the real outbox are seconds.
  const outbox = new Outbox({ store, send: teams.deliver, log, budget: { firstPause: 5, longestPause: 20, poll: 20 } });
  const bot = new SupportBot({ turns, read: teams.read, invokes: teams.invokes, outboxFilled });
  const server = createServer();
  registerMessages(server, adapter, bot, config);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  outbox.start();
  connector.attach(`http://127.0.0.1:${server.address().port}`);
  return {
    store,
    metrics,
    close: async () => {
      await outbox.stop();
      server.server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await store.close();
    },
  };
}
