import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Server } from 'restify';
import { readActivity } from '../channels/place.ts';
import type { Config } from '../config.ts';
import { answerJson, refuse } from '../http/answer.ts';
import { isLoopbackAddress, isLoopbackHost } from '../http/loopback.ts';
import { readJsonBody } from '../http/request-body.ts';
import type { SupportBot } from '../support-bot.ts';
import type { Connector } from './connector.ts';

// Teams' messages are below 100 KB, and files come as addresses; a client may put one into the activity as a data: address.
const MAX_BODY = 8 * 1024 * 1024;

/** `POST /api/messages`: where connectors (Teams, the Emulator, Azure Bot Service) send their activities. */
export function registerMessages(
  server: Server,
  adapter: Pick<Connector, 'turnAway' | 'receive'>,
  bot: SupportBot,
  config: Config,
): void {
  const isOpen = config.MicrosoftAppId === undefined;
  // Behind a proxy everybody comes from this machine.
  const isPublic = config.PUBLIC_URL !== undefined;
  server.post('/api/messages', async (request, response) => {
    if (isOpen && (isPublic || !isFromHere(request))) return refuse(response, 403, NEEDS_CREDENTIALS);
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
      return refuse(response, 415, 'Send an activity as application/json.');
    const authorization = request.headers.authorization ?? '';
    const turnedAway = await adapter.turnAway(authorization);
    if (turnedAway) return answerJson(response, turnedAway.status, turnedAway.body);
    const body = await readJsonBody(request, MAX_BODY);
    if (!body.ok) return refuse(response, body.status, body.reason);
    const read = readActivity(body.value);
    if (!read.ok) return refuse(response, 400, `This is not an activity: ${read.reason}.`);
    const answer = await adapter.receive(authorization, read.activity, bot.onTurn);
    answerJson(response, answer.status, answer.body);
  });
}

const NEEDS_CREDENTIALS =
  'Without app credentials only programs on this machine may send activities. Set MicrosoftAppId and MicrosoftAppPassword.';

/**
 * Without credentials nobody proves who they are, so only programs of this machine are heard: neither another machine,
 * nor one behind a proxy, nor a web page in a browser of this machine, which a stranger may have written.
 */
function isFromHere(request: IncomingMessage): boolean {
  const { headers, socket } = request;
  const host = URL.parse(`http://${headers.host ?? ''}`)?.hostname ?? '';
  return (
    isLoopbackAddress(socket.remoteAddress) && isLoopbackHost(host) && !saysBrowser(headers) && !saysProxy(headers)
  );
}

/** A browser says for which page it asks; programs have none. */
const saysBrowser = ({ origin, 'sec-fetch-site': site }: IncomingHttpHeaders) =>
  origin !== undefined || (site !== undefined && site !== 'none');

// What proxies, tunnels and content networks add about whom they speak for, or about themselves.
const PROXY_HEADERS = [
  /^(?:x-|x-http-|x-original-|http-)?forwarded(?:$|-)/,
  /^(?:x-)?(?:via|real-.*|proxy.*|max-forwards|original-.*|rewrite-url|url-scheme|front-end-.*|ssl-.*|tunnel-.*|host|scheme|varnish|arr-.*|envoy-.*|azure-.*|appengine-.*|request-start)$/,
  /^(?:[\w-]+-)?(?:client|connecting|remote|user|connection)-(?:ip|addr)$/,
  /^(?:cf|cdn|fly|fastly|akamai|ngrok|cloudfront|x-amz|x-amzn|x-goog|x-vercel|x-nf|x-traefik|x-nginx|do|wl-proxy)-/,
];

const saysProxy = ({ host: _host, ...headers }: IncomingHttpHeaders) =>
  Object.keys(headers).some((name) => PROXY_HEADERS.some((header) => header.test(name)));
