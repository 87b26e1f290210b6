import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import restify from 'restify';

/** The least a bot on this SDK can be: the adapter as it comes, and one line that says the text again. */
export function echoServer(): restify.Server {
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
  const server = restify.createServer();
  server.use(restify.plugins.bodyParser({ maxBodySize: 1024 * 1024 }));
  server.get('/healthz', async (_request, response) => response.send(200));
  server.post('/api/messages', async (request, response) => {
    await adapter.process(request, response, async (context) => {
      await context.sendActivity(`You said: ${context.activity.text}`);
    });
  });
  return server;
}
