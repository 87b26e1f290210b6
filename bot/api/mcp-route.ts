import { createHash, timingSafeEqual } from 'node:crypto';
import type { Server } from 'restify';
import type { Config } from '../config.ts';
import { refuse } from '../http/answer.ts';
import { peerAddress } from '../http/peer-address.ts';
import { readJsonBody } from '../http/request-body.ts';
import type { ImportedLibrary } from '../imported-library.ts';
import type { LiveKnowledge } from '../knowledge/live-knowledge.ts';
import { LONGEST_READ_HERE } from '../reading/read.ts';
import { FOREIGN, isForeign, meterOf, refuseFor } from './strangers.ts';

const LARGEST_BODY = 256 * 1024;

/** What the route needs. */
export interface McpDeps {
  config: Pick<Config, 'DIAGNOSE_PER_MINUTE' | 'MCP_KEY' | 'PUBLIC_URL'>;
  live: Pick<LiveKnowledge, 'current'>;
  library: Pick<ImportedLibrary, 'open'>;
}

const digest = (text: string) => createHash('sha256').update(text).digest();
/** Takes as long for a wrong key as for the right one. */
const isKey = (key: string, header: string | undefined) =>
  timingSafeEqual(digest(`Bearer ${key}`), digest(header ?? ''));

/**
 * `/mcp`: the tools of `npm run mcp` over HTTP (Streamable HTTP without sessions, answered as JSON), for whoever has MCP_KEY. Not
 * there without it. Keeps nothing; metered by address as a diagnosis is.
 */
export function registerMcp(server: Server, { config, live, library }: McpDeps): void {
  const { MCP_KEY: key } = config;
  if (key === undefined) return;
  const requests = meterOf(config.DIAGNOSE_PER_MINUTE);
  server.post('/mcp', async (request, response) => {
    if (isForeign(request, config.PUBLIC_URL)) return refuse(response, FOREIGN.status, FOREIGN.reason);
    const wait = requests.take(peerAddress(request, config.PUBLIC_URL !== undefined));
    if (wait > 0) return refuseFor(response, wait, 'Too much was asked for from this address.');
    if (!isKey(key, request.headers.authorization)) {
      response.setHeader('www-authenticate', 'Bearer');
      return refuse(response, 401, 'Send the key of MCP_KEY as "Authorization: Bearer …".');
    }
    const body = await readJsonBody(request, LARGEST_BODY);
    if (!body.ok) return refuse(response, body.status, body.reason);
    const [{ mcpServer }, { StreamableHTTPServerTransport }] = await Promise.all([
      import('../tools/mcp-server.ts'),
      import('@modelcontextprotocol/sdk/server/streamableHttp.js'),
    ]);
    // One server for one request: nothing of one caller is there for the next.
    const tools = mcpServer({ knowledge: live.current(), library: await library.open() }, LONGEST_READ_HERE);
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
    response.once('close', () => void tools.close());
    await tools.connect(transport);
    await transport.handleRequest(request, response, body.value);
  });
}
