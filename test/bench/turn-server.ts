import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import restify from 'restify';
import { listen } from '../../bot/listen.ts';
import { runningFaultline } from '../bot/running-faultline.ts';

// One of the two servers that the turn bench compares, in a process of its own. Tells its address, ends with its parent.

/** The least a bot on this SDK can be: the adapter as it comes, and one line that says the text again. */
async function echo(): Promise<string> {
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
  const server = restify.createServer();
  server.use(restify.plugins.bodyParser({ maxBodySize: 1024 * 1024 }));
  server.post('/api/messages', async (request, response) => {
    await adapter.process(request, response, async (context) => {
      await context.sendActivity(`You said: ${context.activity.text}`);
    });
  });
  return listen(server, 0, '127.0.0.1');
}

process.send?.(process.argv[2] === 'echo' ? await echo() : (await runningFaultline()).url);
process.on('disconnect', () => process.exit(0));
